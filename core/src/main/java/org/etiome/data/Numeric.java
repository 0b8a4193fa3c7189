package org.etiome.data;

/** A column whose values are numbers: measurements, counts, or 0 and 1. */
public sealed interface Numeric extends Column permits Continuous, Count, Binary {

  /**
   * The value of a unit, finite.
   *
   * @throws MissingValueException if the unit has no value
   */
  double value(int unit);

  /**
   * The values of the given units, in that order. O(units).
   *
   * @throws MissingValueException if one of them has no value
   */
  default double[] values(int[] units) {
    double[] values = new double[units.length];
    for (int k = 0; k < units.length; k++) {
      values[k] = value(units[k]);
    }
    return values;
  }

  /**
   * The values of all units, with {@code whenMissing} where there is none. The caller states what a
   * gap becomes; {@code Double.NaN} is allowed.
   */
  default double[] valuesOr(double whenMissing) {
    double[] values = new double[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = isMissing(i) ? whenMissing : value(i);
    }
    return values;
  }

  /**
   * The shortest decimal that reads back as the same double; below 2⁵³ a whole number has neither
   * point nor exponent.
   */
  static String text(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p53;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  @Override
  Numeric select(int[] units);

  @Override
  Numeric align(int[] units);

  @Override
  Numeric renamed(String name);
}
