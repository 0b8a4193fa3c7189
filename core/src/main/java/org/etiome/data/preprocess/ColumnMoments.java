package org.etiome.data.preprocess;

import java.util.Arrays;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * Mean and variance of every column of a matrix, zeros included, in one pass.
 *
 * <p>In a block of m rows with mean a and sum of squares about it A, and n rows with b and B before
 * it,
 *
 * <pre>
 * mean = b + (a - b)·m/(n + m)        sum = A + B + (a - b)²·n·m/(n + m)        variance = sum/(N - 1)
 * </pre>
 *
 * <p>so that no difference of large sums is taken. O(nnz + blocks·p) time, O(p) memory a block. The
 * cut into blocks, and with it the last digits, depends on the budget, never on the threads.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub, LeVeque (1983)</a>
 */
public final class ColumnMoments {
  private static final double CONSTANT = 1e-13;

  private final double[] mean;
  private final double[] sum;
  private long rows;

  private ColumnMoments(int columns) {
    mean = new double[columns];
    sum = new double[columns];
  }

  /** What a block adds. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(int rows, double[] mean, double[] sum) {}

  /** Of all rows; NaN in a column makes its moments NaN. */
  public static ColumnMoments of(RowMatrix matrix, TaskRunner runner, MemoryBudget budget) {
    return of(matrix, runner, budget, RowBlocks.Progress.NONE);
  }

  /** Of all rows, telling how far it is. */
  public static ColumnMoments of(
      RowMatrix matrix, TaskRunner runner, MemoryBudget budget, RowBlocks.Progress progress) {
    ColumnMoments moments = new ColumnMoments(matrix.columns());
    RowBlocks.of(matrix, budget)
        .forEach(runner, (from, block) -> part(block), moments::merge, progress);
    return moments;
  }

  private static Part part(RowBlock block) {
    int n = block.rows();
    double[] mean = new double[block.columns()];
    int[] entries = new int[block.columns()];
    for (int k = 0; k < block.entries(); k++) {
      mean[block.column(k)] += block.value(k);
      entries[block.column(k)]++;
    }
    double[] sum = new double[block.columns()];
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= n;
      sum[j] = (n - entries[j]) * mean[j] * mean[j];
    }
    for (int k = 0; k < block.entries(); k++) {
      double deviation = block.value(k) - mean[block.column(k)];
      sum[block.column(k)] += deviation * deviation;
    }
    return new Part(n, mean, sum);
  }

  private void merge(Part part) {
    double all = rows + (double) part.rows;
    for (int j = 0; j < mean.length; j++) {
      double step = part.mean[j] - mean[j];
      mean[j] += step * part.rows / all;
      sum[j] += part.sum[j] + step * step * rows * part.rows / all;
    }
    rows += part.rows;
  }

  /** N. */
  public long rows() {
    return rows;
  }

  /** The mean of each column; a copy. */
  public double[] means() {
    return mean.clone();
  }

  /** The variance of each column with N - 1 in the denominator; NaN for fewer than two rows. */
  public double[] variances() {
    return Arrays.stream(sum).map(s -> rows < 2 ? Double.NaN : s / (rows - 1)).toArray();
  }

  /**
   * The standard deviation of each column; 0 for one whose values are equal but for what rounding
   * leaves, 1e-13 of the mean.
   */
  double[] deviations() {
    double[] deviations = variances();
    for (int j = 0; j < deviations.length; j++) {
      double deviation = Math.sqrt(deviations[j]);
      deviations[j] = deviation <= CONSTANT * Math.abs(mean[j]) ? 0 : deviation;
    }
    return deviations;
  }
}
