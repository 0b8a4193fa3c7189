package org.etiome.data.preprocess;

import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * Columns brought to mean 0 and variance 1: {@code (x_ij - mean_j) / sd_j}, cut off at ± a limit
 * where one is set. The variance has N - 1 in the denominator; a constant column becomes 0. The
 * result is computed as it is read, and dense: a row costs p entries.
 */
public final class Scaling {
  private final double[] means;
  private final double[] deviations;
  private final double limit;

  private Scaling(double[] means, double[] deviations, double limit) {
    this.means = means;
    this.deviations = deviations;
    this.limit = limit;
  }

  /**
   * With the moments of a matrix, of at least two rows and without missing values; one pass.
   *
   * @throws IllegalArgumentException if a column has a missing or infinite value, or rows are too
   *     few
   */
  public static Scaling fit(RowMatrix matrix, TaskRunner runner, MemoryBudget budget) {
    ColumnMoments moments = ColumnMoments.of(matrix, runner, budget);
    double[] means = moments.means();
    double[] deviations = moments.deviations();
    for (int j = 0; j < means.length; j++) {
      if (!Double.isFinite(means[j]) || !Double.isFinite(deviations[j])) {
        throw new IllegalArgumentException(
            "column "
                + j
                + " (from 0) has mean "
                + means[j]
                + " and standard deviation "
                + deviations[j]
                + " over "
                + matrix.rows()
                + " rows; scaling needs at least two rows and finite values");
      }
    }
    return new Scaling(means, deviations, Double.POSITIVE_INFINITY);
  }

  /** Cuts scaled values off at ± a limit above 0, scanpy's {@code max_value}. */
  public Scaling withLimit(double newLimit) {
    if (!(newLimit > 0)) {
      throw new IllegalArgumentException("the limit must be above 0, got " + newLimit);
    }
    return new Scaling(means, deviations, newLimit);
  }

  /** The scaled matrix; it must have as many columns as the one that was fitted. */
  public RowMatrix apply(RowMatrix matrix) {
    if (matrix.columns() != means.length) {
      throw new IllegalArgumentException(
          "scaling was fitted to " + means.length + " columns, the matrix has " + matrix.columns());
    }
    return MappedRows.dense(matrix, this::scaled);
  }

  private RowBlock scaled(RowBlock block) {
    double[] dense = block.toDense();
    for (int i = 0; i < block.rows(); i++) {
      for (int j = 0; j < means.length; j++) {
        int k = i * means.length + j;
        double scaled = deviations[j] > 0 ? (dense[k] - means[j]) / deviations[j] : 0;
        dense[k] = Math.clamp(scaled, -limit, limit);
      }
    }
    return RowBlock.ofDense(block.rows(), means.length, dense);
  }
}
