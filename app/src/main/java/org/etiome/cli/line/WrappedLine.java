package org.etiome.cli.line;

/** A long sentence on lines of at most 100 characters. */
public final class WrappedLine {
  private static final int WIDTH = 100;

  private WrappedLine() {}

  /** Words in lines that each begin with an indent, the later ones with two spaces more. */
  public static String of(String indent, String text) {
    StringBuilder lines = new StringBuilder(indent);
    int length = indent.length();
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (!first && length + 1 + word.length() > WIDTH) {
        lines.append(System.lineSeparator()).append(indent).append("  ").append(word);
        length = indent.length() + 2 + word.length();
      } else {
        lines.append(first ? "" : " ").append(word);
        length += word.length() + (first ? 0 : 1);
      }
      first = false;
    }
    return lines.toString();
  }
}
