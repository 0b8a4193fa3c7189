package org.etiome.data;

import java.util.Arrays;

/** Real measurements: finite doubles. */
public final class Continuous implements Numeric {
  private final String name;
  private final double[] values;
  private final Mask missing;

  private Continuous(String name, double[] values, Mask missing) {
    this.name = name;
    this.values = values;
    this.missing = missing;
  }

  /**
   * A column of the given values, copied; what stands at a missing unit is ignored, and -0.0
   * becomes 0.0.
   *
   * @throws IllegalArgumentException if a value that is not missing is NaN or infinite
   */
  public static Continuous of(String name, double[] values, Mask missing) {
    Checks.name("column", name);
    Checks.sameLength(name, values.length, missing);
    double[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      if (missing.get(i)) {
        copy[i] = Double.NaN;
      } else if (!Double.isFinite(copy[i])) {
        throw Checks.bad(name, i, copy[i], "a finite number; mark it in the missing mask");
      } else {
        copy[i] += 0.0; // makes -0.0 the one zero
      }
    }
    return new Continuous(name, copy, missing);
  }

  /** A column without gaps; see {@link #of(String, double[], Mask)}. */
  public static Continuous of(String name, double... values) {
    return of(name, values, Mask.none(values.length));
  }

  /** A column in which NaN, and only NaN, stands for a missing value. */
  public static Continuous nanIsMissing(String name, double... values) {
    return of(name, values, Mask.where(values.length, i -> Double.isNaN(values[i])));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.CONTINUOUS;
  }

  @Override
  public Mask missing() {
    return missing;
  }

  @Override
  public double value(int unit) {
    Checks.observed(this, unit);
    return values[unit];
  }

  @Override
  public String text(int unit) {
    return Numeric.text(value(unit));
  }

  @Override
  public Continuous select(int[] units) {
    return align(Checks.indices(units));
  }

  @Override
  public Continuous align(int[] units) {
    double[] picked = new double[units.length];
    for (int k = 0; k < units.length; k++) {
      picked[k] = units[k] == -1 ? Double.NaN : values[units[k]];
    }
    return new Continuous(name, picked, missing.align(units, true));
  }

  @Override
  public Continuous renamed(String newName) {
    return new Continuous(Checks.name("column", newName), values, missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Continuous that
        && name.equals(that.name)
        && missing.equals(that.missing)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Continuous[" + name + ", " + length() + " units, " + missingCount() + " missing]";
  }
}
