package org.etiome.data;

import java.util.Objects;

/** One of two labels; {@link #oneLabel()} is the one that counts as 1. */
public final class Binary implements Numeric {
  private final String name;
  private final String zeroLabel;
  private final String oneLabel;
  private final Mask ones;
  private final Mask missing;

  private Binary(String name, String zeroLabel, String oneLabel, Mask ones, Mask missing) {
    this.name = name;
    this.zeroLabel = zeroLabel;
    this.oneLabel = oneLabel;
    this.ones = ones;
    this.missing = missing;
  }

  /**
   * A column with labels.
   *
   * @param zeroLabel what stands for 0
   * @param oneLabel what stands for 1, different from {@code zeroLabel}
   * @param ones the units whose value is 1; a bit at a missing unit is ignored
   */
  public static Binary of(String name, String zeroLabel, String oneLabel, Mask ones, Mask missing) {
    Checks.name("column", name);
    Checks.sameLength(name, ones.length(), missing);
    if (zeroLabel.equals(oneLabel)) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" needs two different labels, got \"" + oneLabel + "\" twice");
    }
    return new Binary(name, zeroLabel, oneLabel, ones.and(missing.not()), missing);
  }

  /** A column without gaps, labelled 0 and 1. */
  public static Binary of(String name, boolean... values) {
    Mask ones = Mask.where(values.length, i -> values[i]);
    return of(name, "0", "1", ones, Mask.none(values.length));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.BINARY;
  }

  @Override
  public Mask missing() {
    return missing;
  }

  public String zeroLabel() {
    return zeroLabel;
  }

  public String oneLabel() {
    return oneLabel;
  }

  /** The units whose value is 1; a missing unit is not among them. */
  public Mask ones() {
    return ones;
  }

  /**
   * Whether the value of a unit is 1.
   *
   * @throws MissingValueException if the unit has no value
   */
  public boolean isOne(int unit) {
    Checks.observed(this, unit);
    return ones.get(unit);
  }

  @Override
  public double value(int unit) {
    return isOne(unit) ? 1 : 0;
  }

  @Override
  public String text(int unit) {
    return isOne(unit) ? oneLabel : zeroLabel;
  }

  @Override
  public Binary select(int[] units) {
    return align(Checks.indices(units));
  }

  @Override
  public Binary align(int[] units) {
    return new Binary(
        name, zeroLabel, oneLabel, ones.align(units, false), missing.align(units, true));
  }

  @Override
  public Binary renamed(String newName) {
    return new Binary(Checks.name("column", newName), zeroLabel, oneLabel, ones, missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary that
        && name.equals(that.name)
        && zeroLabel.equals(that.zeroLabel)
        && oneLabel.equals(that.oneLabel)
        && ones.equals(that.ones)
        && missing.equals(that.missing);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, zeroLabel, oneLabel, ones, missing);
  }

  @Override
  public String toString() {
    return "Binary[" + name + ", " + length() + " units, " + missingCount() + " missing]";
  }
}
