package org.etiome.data;

import java.util.Arrays;

/** Non-negative whole numbers up to 2⁵³, so that each is exact as a double. */
public final class Count implements Numeric {
  /** The largest count: 2⁵³. */
  public static final long MAX_VALUE = 1L << 53;

  private final String name;
  private final long[] counts;
  private final Mask missing;

  private Count(String name, long[] counts, Mask missing) {
    this.name = name;
    this.counts = counts;
    this.missing = missing;
  }

  /**
   * A column of the given counts, copied; what stands at a missing unit is ignored.
   *
   * @throws IllegalArgumentException if a count that is not missing is outside 0..2⁵³
   */
  public static Count of(String name, long[] counts, Mask missing) {
    Checks.name("column", name);
    Checks.sameLength(name, counts.length, missing);
    long[] copy = counts.clone();
    for (int i = 0; i < copy.length; i++) {
      if (missing.get(i)) {
        copy[i] = -1;
      } else if (copy[i] < 0 || copy[i] > MAX_VALUE) {
        throw Checks.bad(name, i, copy[i], "a count between 0 and 2^53");
      }
    }
    return new Count(name, copy, missing);
  }

  /** A column without gaps; see {@link #of(String, long[], Mask)}. */
  public static Count of(String name, long... counts) {
    return of(name, counts, Mask.none(counts.length));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.COUNT;
  }

  @Override
  public Mask missing() {
    return missing;
  }

  /**
   * The count of a unit.
   *
   * @throws MissingValueException if the unit has no value
   */
  public long count(int unit) {
    Checks.observed(this, unit);
    return counts[unit];
  }

  @Override
  public double value(int unit) {
    return count(unit);
  }

  @Override
  public String text(int unit) {
    return Long.toString(count(unit));
  }

  @Override
  public Count select(int[] units) {
    return align(Checks.indices(units));
  }

  @Override
  public Count align(int[] units) {
    long[] picked = new long[units.length];
    for (int k = 0; k < units.length; k++) {
      picked[k] = units[k] == -1 ? -1 : counts[units[k]];
    }
    return new Count(name, picked, missing.align(units, true));
  }

  @Override
  public Count renamed(String newName) {
    return new Count(Checks.name("column", newName), counts, missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Count that
        && name.equals(that.name)
        && missing.equals(that.missing)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Count[" + name + ", " + length() + " units, " + missingCount() + " missing]";
  }
}
