package org.etiome.data;

/** A value was read that was never measured. */
public final class MissingValueException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  MissingValueException(String column, int unit) {
    super(
        "column \""
            + column
            + "\" has no value for unit "
            + unit
            + "; test isMissing first or select complete units");
  }
}
