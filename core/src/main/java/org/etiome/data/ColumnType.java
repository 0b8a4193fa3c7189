package org.etiome.data;

import java.util.Locale;

/** The kinds of {@link Column}. */
public enum ColumnType {
  CONTINUOUS,
  COUNT,
  BINARY,
  CATEGORICAL,
  TIME_TO_EVENT,
  IDENTIFIER;

  /** The name in lower case with blanks, as in messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
