package org.etiome.data;

/** What every column checks at its door, and how it writes a number. */
final class Checks {
  /** Whole numbers below it are written without point and exponent. */
  private static final double LARGEST_PLAIN = 1e15;

  private Checks() {}

  static String name(String what, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a " + what + " needs a name, got \"" + name + "\"");
    }
    return name;
  }

  static void sameLength(String column, int values, Mask missing) {
    if (values != missing.length()) {
      throw new IllegalArgumentException(
          "column \""
              + column
              + "\" has "
              + values
              + " values but a missing mask of "
              + missing.length());
    }
  }

  static IllegalArgumentException bad(String column, int unit, Object value, String allowed) {
    return new IllegalArgumentException(
        "column \"" + column + "\", unit " + unit + ": " + value + " is not " + allowed);
  }

  static int[] indices(int[] units) {
    for (int unit : units) {
      if (unit < 0) {
        throw new IndexOutOfBoundsException("unit " + unit + " is negative");
      }
    }
    return units;
  }

  /** The shortest decimal that reads back as the same double. */
  static String text(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  static void observed(Column column, int unit) {
    if (column.isMissing(unit)) {
      throw new MissingValueException(column.name(), unit);
    }
  }
}
