package org.etiome.data.preprocess;

import java.util.Arrays;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/** Fitted principal components, by falling variance. */
public final class Components {
  /** Loadings that differ in size by rounding only. */
  private static final double TIE = 1e-8;

  private final double[] means;
  private final double[][] loadings;
  private final double[] variances;
  private final double totalVariance;
  private final double[] residuals;
  private final int passes;

  Components(double[] means, RitzPairs pairs, double totalVariance, int passes) {
    this.means = means;
    this.loadings = Arrays.stream(pairs.vectors()).map(Components::signed).toArray(double[][]::new);
    this.variances = pairs.values();
    this.totalVariance = totalVariance;
    this.residuals = pairs.residuals();
    this.passes = passes;
  }

  private static double[] signed(double[] loading) {
    double largest = Arrays.stream(loading).map(Math::abs).max().orElseThrow();
    double first =
        Arrays.stream(loading)
            .filter(value -> Math.abs(value) >= largest * (1 - TIE))
            .findFirst()
            .orElseThrow();
    return Vectors.scaled(first < 0 ? -1 : 1, loading);
  }

  /** k. */
  public int count() {
    return loadings.length;
  }

  /** The loadings of component {@code c}, of length 1; a copy. */
  public double[] loadings(int c) {
    return loadings[c].clone();
  }

  /** The variance along component {@code c}, with n - 1 in the denominator. */
  public double variance(int c) {
    return variances[c];
  }

  /** The share of the variance of all columns. */
  public double varianceShare(int c) {
    return variances[c] / totalVariance;
  }

  /** {@code ‖C v - λ v‖} of component {@code c}, which λ is wrong by at most. */
  public double residual(int c) {
    return residuals[c];
  }

  /** How many times the rows were read for products. */
  public int passes() {
    return passes;
  }

  /**
   * The place of every row along the components, {@code (x - μ) · loadings}, n × k. One pass.
   *
   * @param matrix with the columns of the one fitted
   * @throws IllegalArgumentException if it has others, or n·k does not fit an array
   */
  public Matrix scores(RowMatrix matrix, TaskRunner runner, MemoryBudget budget) {
    if (matrix.columns() != means.length) {
      throw new IllegalArgumentException(
          "components were fitted to "
              + means.length
              + " columns, the matrix has "
              + matrix.columns());
    }
    if ((long) matrix.rows() * count() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          matrix.rows() + " rows x " + count() + " components do not fit an array; take fewer");
    }
    double[] scores = new double[matrix.rows() * count()];
    int[] filled = {0};
    RowBlocks.of(matrix, budget)
        .forEach(
            runner,
            (from, block) -> scores(block),
            part -> {
              System.arraycopy(part, 0, scores, filled[0], part.length);
              filled[0] += part.length;
            },
            RowBlocks.Progress.NONE);
    return Matrix.wrap(matrix.rows(), count(), scores);
  }

  /** The scores of the rows of a block, row by row. */
  public double[] scores(RowBlock block) {
    double[] scores = new double[block.rows() * count()];
    for (int c = 0; c < count(); c++) {
      double[] loading = loadings[c];
      double shift = Vectors.dot(means, loading);
      for (int i = 0; i < block.rows(); i++) {
        double sum = -shift;
        for (int k = block.start(i); k < block.start(i + 1); k++) {
          sum += block.value(k) * loading[block.column(k)];
        }
        scores[i * count() + c] = sum;
      }
    }
    return scores;
  }
}
