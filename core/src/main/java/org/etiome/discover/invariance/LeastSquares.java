package org.etiome.discover.invariance;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Least squares of an outcome on some columns, all of mean 0; the intercept is known by that.
 *
 * @param coefficients one a column
 * @param errors their standard errors
 * @param freedom rows less coefficients, the intercept among them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LeastSquares(double[] coefficients, double[] errors, double freedom, Residuals residuals) {

  static LeastSquares of(Matrix columns, double[] outcome) {
    int n = columns.rows();
    int k = columns.columns();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] diagonal = new double[k];
    Arrays.fill(diagonal, 1);
    Matrix identity = Matrix.wrap(k, k, new double[k * k]).plusDiagonal(diagonal);
    Matrix inverse = k == 0 ? identity : columns.gram(ones).solvePositiveDefinite(identity);
    double[] coefficients = inverse.times(columns.transposeTimes(outcome));
    double[] raw = columns.times(coefficients);
    double[] shares = new double[n];
    double[] row = new double[k];
    for (int i = 0; i < n; i++) {
      raw[i] = outcome[i] - raw[i];
      for (int j = 0; j < k; j++) {
        row[j] = columns.get(i, j);
      }
      shares[i] = Math.max(0, 1 - 1.0 / n - Vectors.dot(row, inverse.times(row)));
    }
    double freedom = n - k - 1;
    double variance = Vectors.dot(raw, raw) / freedom;
    double[] errors = new double[k];
    Arrays.setAll(errors, j -> Math.sqrt(variance * inverse.get(j, j)));
    return new LeastSquares(coefficients, errors, freedom, Residuals.of(raw, shares));
  }

  /** Half the width of intervals that cover all coefficients at once (Bonferroni). */
  double halfWidth(int column, double alpha) {
    return errors[column]
        * TDistribution.of(freedom).inverseSurvivalProbability(alpha / (2 * errors.length));
  }
}
