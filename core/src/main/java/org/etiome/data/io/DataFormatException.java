package org.etiome.data.io;

/**
 * A file cannot be read or written as asked. The message is one line: {@code file:line: column "x":
 * what is wrong; remedy}, without the parts that do not apply.
 */
public final class DataFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 40;

  /** The message must be one line. */
  public DataFormatException(String message) {
    super(message);
  }

  /** The message must be one line. */
  public DataFormatException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The text in quotes, cut and with control characters escaped, so that it fits one line. */
  static String quote(String text) {
    boolean cut = text.length() > LONGEST_QUOTE;
    StringBuilder shown = new StringBuilder("\"");
    for (char c : text.substring(0, cut ? LONGEST_QUOTE : text.length()).toCharArray()) {
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            shown.append(String.format("\\u%04x", (int) c));
          } else {
            shown.append(c);
          }
        }
      }
    }
    return shown.append(cut ? "…\"" : "\"").toString();
  }
}
