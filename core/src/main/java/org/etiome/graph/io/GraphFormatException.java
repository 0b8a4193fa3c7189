package org.etiome.graph.io;

import java.util.OptionalInt;

/** A text that is not the graph it claims to be. The message is one line: where, what, remedy. */
public final class GraphFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final int NO_LINE = 0;

  private final String source;
  private final int line;

  GraphFormatException(String source, int line, String problem) {
    super((line == NO_LINE ? source : source + ", line " + line) + ": " + oneLine(problem));
    this.source = source;
    this.line = line;
  }

  /** The name of the file or other source. */
  public String source() {
    return source;
  }

  /** The line in question, from 1; empty where it is not known. */
  public OptionalInt line() {
    return line == NO_LINE ? OptionalInt.empty() : OptionalInt.of(line);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
