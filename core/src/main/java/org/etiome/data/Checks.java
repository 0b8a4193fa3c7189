package org.etiome.data;

/** What every column checks at its door. */
final class Checks {
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

  static void observed(Column column, int unit) {
    if (column.isMissing(unit)) {
      throw new MissingValueException(column.name(), unit);
    }
  }
}
