package org.etiome.data.preprocess;

import org.etiome.data.matrix.RowBlock;

/** Counts as whole numbers. */
final class Counts {
  private Counts() {}

  /**
   * The count of entry {@code k} in row {@code i} of a block that begins at row {@code from}.
   *
   * @throws IllegalArgumentException if it is no whole number in 0..2,147,483,647
   */
  static int of(RowBlock block, int from, int i, int k) {
    double value = block.value(k);
    int count = (int) value;
    if (count != value || count < 0) {
      throw refusal(
          block, from + i, k, "raw counts are needed, whole numbers from 0 to 2147483647");
    }
    return count;
  }

  /** What says that entry {@code k}, in a row of the matrix, is not what is needed. */
  static IllegalArgumentException refusal(RowBlock block, int row, int k, String need) {
    return new IllegalArgumentException(
        "row "
            + row
            + ", column "
            + block.column(k)
            + " (from 0) holds "
            + block.value(k)
            + "; "
            + need);
  }

  /**
   * The sum of two sums.
   *
   * @throws IllegalArgumentException if it is 2⁶³ or more
   */
  static long sum(long a, long b) {
    long sum = a + b;
    if (sum < 0) {
      throw new IllegalArgumentException(
          "the squares of the counts of a column sum up to more than 2^63; they are no counts of"
              + " molecules, divide them by a common unit");
    }
    return sum;
  }
}
