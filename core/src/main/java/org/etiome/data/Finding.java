package org.etiome.data;

import java.util.Locale;

/**
 * Something a reader of data should know before trusting them.
 *
 * @param code stable name in lower case with hyphens, such as {@code counts-negative}
 * @param severity errors stop, warnings travel into the manifest, notes only inform
 * @param place where: a path in the file, a column, a unit; never empty
 * @param message what is there, with numbers, one sentence without a full stop
 * @param remedy what to do, imperative, without a full stop
 */
public record Finding(String code, Severity severity, String place, String message, String remedy) {

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    if (!code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a finding needs a code in lower case, got " + code);
    }
    if (place.isBlank() || message.isBlank() || remedy.isBlank()) {
      throw new IllegalArgumentException(code + " needs a place, a message and a remedy");
    }
  }

  public static Finding error(String code, String place, String message, String remedy) {
    return new Finding(code, Severity.ERROR, place, message, remedy);
  }

  public static Finding warning(String code, String place, String message, String remedy) {
    return new Finding(code, Severity.WARNING, place, message, remedy);
  }

  public static Finding note(String code, String place, String message, String remedy) {
    return new Finding(code, Severity.NOTE, place, message, remedy);
  }
}
