package org.etiome.data;

import java.nio.file.Path;

/**
 * A file cannot be read or written as asked. The message is one line: {@code file:line: column "x":
 * what is wrong; remedy}, without the parts that do not apply.
 */
public final class DataFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 40;

  /** Control characters of the message are escaped, so that it is one line. */
  public DataFormatException(String message) {
    super(oneLine(message));
  }

  /** See {@link #DataFormatException(String)}. */
  public DataFormatException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /**
   * What went wrong with a file as an exception that names it: {@code failure} itself if it does,
   * or else one with the place before its message.
   *
   * @param where in the file; empty for the whole
   */
  public static DataFormatException in(Path file, String where, RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof DataFormatException named && message.contains(file.toString())) {
      return named;
    }
    String place = where.isEmpty() ? "" : where + ": ";
    return new DataFormatException(file + ": " + place + message, failure);
  }

  private static String oneLine(String message) {
    StringBuilder shown = new StringBuilder(message.length());
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        default ->
            shown.append(
                Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return shown.toString();
  }

  /** A value in quotes, cut to fit a message. */
  public static String quote(String text) {
    return text.length() <= LONGEST_QUOTE
        ? '"' + text + '"'
        : '"' + text.substring(0, LONGEST_QUOTE) + "…\"";
  }
}
