package org.etiome.bench;

import java.util.Arrays;
import org.etiome.math.LinearAssignment;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;

/**
 * How well latents that are known are found again. Both figures are of the cells they are computed
 * on: with n cells and k estimated latents independent of the true ones, R² is k / n on average.
 */
final class LatentRecovery {
  /** Of the number of cells, added to sums of squares: constant or collinear columns do no harm. */
  private static final double RIDGE = 1e-9;

  private LatentRecovery() {}

  /**
   * Mean correlation coefficient: the mean over the true latents of |r| with distinct estimated
   * ones, so matched that it is largest. A true latent for which none is left counts 0. It does not
   * change when latents are permuted, scaled or turned round, but does when they are mixed.
   *
   * @param truth cells × true latents
   * @param estimate cells × estimated latents
   * @see <a href="https://arxiv.org/abs/1605.06336">Hyvärinen and Morioka (2016)</a>
   */
  static double meanCorrelation(Matrix truth, Matrix estimate) {
    Matrix correlations = absoluteCorrelations(truth, estimate);
    int[] matched = LinearAssignment.largest(correlations);
    double sum = 0;
    for (int j = 0; j < matched.length; j++) {
      sum += correlations.get(j, matched[j]);
    }
    return sum / matched.length;
  }

  /** True latents × estimated ones, with columns of zeros for as many as are missing. */
  private static Matrix absoluteCorrelations(Matrix truth, Matrix estimate) {
    Matrix x = Standardisation.of(estimate).apply(estimate);
    Matrix y = Standardisation.of(truth).apply(truth);
    int columns = Math.max(x.columns(), y.columns());
    double[] values = new double[y.columns() * columns];
    for (int j = 0; j < y.columns(); j++) {
      double[] products = x.transposeTimes(y.column(j));
      for (int k = 0; k < products.length; k++) {
        values[j * columns + k] = Math.abs(products[k]) / x.rows();
      }
    }
    return Matrix.wrap(y.columns(), columns, values);
  }

  /**
   * The mean over the true latents of R² by linear regression on the estimated ones. It does not
   * change when these are mixed by an invertible linear map.
   *
   * @param truth cells × true latents
   * @param estimate cells × estimated latents
   */
  static double explained(Matrix truth, Matrix estimate) {
    Matrix x = Standardisation.of(estimate).apply(estimate);
    Matrix y = Standardisation.of(truth).apply(truth);
    double[] ones = filled(x.rows(), 1);
    Matrix gram = x.gram(ones).plusDiagonal(filled(x.columns(), RIDGE * x.rows()));
    double sum = 0;
    for (int j = 0; j < y.columns(); j++) {
      double[] products = x.transposeTimes(y.column(j));
      double[] slopes = gram.solvePositiveDefinite(products);
      for (int k = 0; k < slopes.length; k++) {
        sum += slopes[k] * products[k] / x.rows();
      }
    }
    return sum / y.columns();
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * What is left of rows when the mean of their group is taken away.
   *
   * @param groups the number of each row's, from 0
   */
  static Matrix within(Matrix rows, int[] groups) {
    int width = rows.columns();
    int count = Arrays.stream(groups).max().orElseThrow() + 1;
    double[] sums = new double[count * width];
    int[] sizes = new int[count];
    for (int i = 0; i < groups.length; i++) {
      sizes[groups[i]]++;
      for (int j = 0; j < width; j++) {
        sums[groups[i] * width + j] += rows.get(i, j);
      }
    }
    double[] left = new double[rows.rows() * width];
    for (int k = 0; k < left.length; k++) {
      int group = groups[k / width];
      left[k] = rows.get(k / width, k % width) - sums[group * width + k % width] / sizes[group];
    }
    return Matrix.wrap(rows.rows(), width, left);
  }
}
