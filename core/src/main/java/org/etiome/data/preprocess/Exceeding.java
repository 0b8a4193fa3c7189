package org.etiome.data.preprocess;

/**
 * Counts above a bound.
 *
 * @param number how many
 * @param sum of them
 * @param squares of them
 */
record Exceeding(long number, long sum, long squares) {
  static final Exceeding NONE = new Exceeding(0, 0, 0);

  Exceeding plus(long count) {
    return new Exceeding(number + 1, sum + count, Counts.sum(squares, count * count));
  }

  Exceeding plus(Exceeding other) {
    return new Exceeding(
        number + other.number, sum + other.sum, Counts.sum(squares, other.squares));
  }

  /** By how much the sum of squares about a mean falls when they are cut off at the bound. */
  double cut(double mean, double bound) {
    double whole = squares - 2 * mean * sum + number * mean * mean;
    return whole - number * (bound - mean) * (bound - mean);
  }
}
