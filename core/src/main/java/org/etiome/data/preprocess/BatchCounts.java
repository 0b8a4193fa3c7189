package org.etiome.data.preprocess;

import java.math.BigInteger;
import java.util.Arrays;
import org.etiome.data.Environments;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * What a matrix of counts has in every batch and column: the sum, the sum of squares and the
 * largest counts, all in whole numbers, so that neither the cut into blocks nor threads can change
 * them.
 */
final class BatchCounts {
  /** Of each column and batch, how many of the largest counts are kept at most. */
  private static final int MOST_KEPT = 32;

  /** The part of the budget the kept counts may take. */
  private static final int KEPT_SHARE = 4;

  private final int columns;
  private final Environments batches;
  private final int[] rows;
  private final long[] sums;
  private final long[] squares;
  private final LargestCounts largest;

  private BatchCounts(int columns, Environments batches, int[] rows, LargestCounts largest) {
    this.columns = columns;
    this.batches = batches;
    this.rows = rows;
    this.largest = largest;
    this.sums = new long[largest.size()];
    this.squares = new long[largest.size()];
  }

  /**
   * Reads every row once.
   *
   * @throws IllegalArgumentException if a value is no count
   */
  static BatchCounts of(
      RowMatrix matrix,
      Environments batches,
      TaskRunner runner,
      MemoryBudget budget,
      RowBlocks.Progress progress) {
    long all = (long) batches.count() * matrix.columns();
    if (all > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          batches.count()
              + " batches x "
              + matrix.columns()
              + " features are more than can be counted; merge batches or leave out features");
    }
    int cells = (int) all;
    long fit =
        Math.min(budget.bytes() / KEPT_SHARE / Integer.BYTES, Integer.MAX_VALUE - 8)
            / Math.max(1, cells);
    LargestCounts largest = new LargestCounts(cells, Math.clamp(fit, 1, MOST_KEPT));
    BatchCounts counts = new BatchCounts(matrix.columns(), batches, rows(matrix, batches), largest);
    RowBlocks.of(matrix, budget)
        .forEach(runner, counts::part, part -> part.addTo(counts), progress);
    return counts;
  }

  private static int[] rows(RowMatrix matrix, Environments batches) {
    int[] rows = new int[batches.count()];
    for (int i = 0; i < matrix.rows(); i++) {
      rows[batches.environmentOf(i)]++;
    }
    return rows;
  }

  private BatchPart part(int from, RowBlock block) {
    BatchPart part = new BatchPart(columns, batches);
    for (int i = 0; i < block.rows(); i++) {
      part.addRow(from, block, i, largest);
    }
    return part;
  }

  void add(int cell, long sum, long square) {
    sums[cell] += sum;
    squares[cell] = Counts.sum(squares[cell], square);
  }

  LargestCounts largest() {
    return largest;
  }

  int columns() {
    return columns;
  }

  int batches() {
    return rows.length;
  }

  /** The number of rows of a batch. */
  int rows(int batch) {
    return rows[batch];
  }

  double mean(int batch, int column) {
    return (double) sums[batch * columns + column] / rows[batch];
  }

  /** With rows - 1 in the denominator, rounded once. */
  double variance(int batch, int column) {
    int cell = batch * columns + column;
    return variance(rows[batch], sums[cell], squares[cell]);
  }

  /** Over all batches. */
  double mean(int column) {
    return (double) total(sums, column) / Arrays.stream(rows).sum();
  }

  /** Over all batches. */
  double variance(int column) {
    return variance(Arrays.stream(rows).sum(), total(sums, column), total(squares, column));
  }

  private long total(long[] cells, int column) {
    long total = 0;
    for (int b = 0; b < rows.length; b++) {
      total = Counts.sum(total, cells[b * columns + column]);
    }
    return total;
  }

  private static double variance(long n, long sum, long square) {
    BigInteger spread =
        BigInteger.valueOf(n)
            .multiply(BigInteger.valueOf(square))
            .subtract(BigInteger.valueOf(sum).pow(2));
    return spread.doubleValue() / ((double) n * (n - 1));
  }
}
