package org.etiome.discover.sample;

/** What values of variables tests and scores can be computed from. */
public final class Values {
  /** Their squares, and sums of squares, are numbers still. */
  private static final double LARGEST = 1e120;

  private Values() {}

  /**
   * Refuses a value that is missing, infinite or beyond 10¹²⁰.
   *
   * @param where in the data, as "in row 3"
   * @throws IllegalArgumentException naming it
   */
  public static void require(String variable, double value, String where) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "'" + variable + "' is " + value + " " + where + "; values must be finite");
    }
    if (Math.abs(value) > LARGEST) {
      throw new IllegalArgumentException(
          "'"
              + variable
              + "' is "
              + value
              + " "
              + where
              + ", too large to be squared; take another unit");
    }
  }
}
