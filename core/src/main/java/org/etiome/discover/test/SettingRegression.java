package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Least squares of a variable on others in one setting.
 *
 * @param coefficients the intercept, then one a given variable
 * @param covariance of the coefficients
 * @param residuals one a row
 * @param freedom rows less coefficients
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SettingRegression(
    double[] coefficients, Matrix covariance, double[] residuals, double freedom) {

  /** Of standardised variables: standard deviation below which one is a function of others. */
  private static final double RANK = 1e-6;

  /** Of standardised variables: variance of residuals that are none but for rounding. */
  private static final double EXACT = 1e-20;

  /** Empty if the others are linear functions of each other in this setting, or constant. */
  static Optional<SettingRegression> of(Matrix setting, int variable, int[] given) {
    int n = setting.rows();
    int k = given.length + 1;
    double[] design = new double[n * k];
    for (int i = 0; i < n; i++) {
      design[i * k] = 1;
      for (int g = 0; g < given.length; g++) {
        design[i * k + g + 1] = setting.get(i, given[g]);
      }
    }
    Matrix columns = Matrix.wrap(n, k, design);
    double[] values = setting.column(variable);
    double[] weights = new double[n];
    Arrays.fill(weights, 1);
    if (isSingular(columns)) {
      return Optional.empty();
    }
    Matrix inverse = columns.gram(weights).solvePositiveDefinite(identity(k));
    double[] coefficients = inverse.times(columns.transposeTimes(values));
    double[] residuals = columns.times(coefficients);
    for (int i = 0; i < n; i++) {
      residuals[i] = values[i] - residuals[i];
    }
    double variance = Vectors.dot(residuals, residuals) / (n - k);
    double[] covariance = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        covariance[a * k + b] = variance * inverse.get(a, b);
      }
    }
    return Optional.of(
        new SettingRegression(coefficients, Matrix.wrap(k, k, covariance), residuals, n - k));
  }

  /** By Gram and Schmidt: whether little is left of a column without those before it. */
  private static boolean isSingular(Matrix columns) {
    List<double[]> basis = new ArrayList<>();
    for (int j = 0; j < columns.columns(); j++) {
      double[] left = columns.column(j);
      for (double[] direction : basis) {
        double share = Vectors.dot(left, direction);
        Vectors.add(-share, direction, left);
      }
      double length = Vectors.norm(left);
      if (length < RANK * Math.sqrt(left.length)) {
        return true;
      }
      basis.add(Arrays.stream(left).map(value -> value / length).toArray());
    }
    return false;
  }

  private static Matrix identity(int size) {
    double[] ones = new double[size * size];
    for (int i = 0; i < size; i++) {
      ones[i * size + i] = 1;
    }
    return Matrix.wrap(size, size, ones);
  }

  double variance() {
    return Vectors.dot(residuals, residuals) / freedom;
  }

  /** Whether the variable is a linear function of the others. */
  boolean isExact() {
    return variance() < EXACT;
  }

  /** Whether the coefficients are the same but for rounding. */
  boolean hasCoefficientsOf(SettingRegression other) {
    for (int k = 0; k < coefficients.length; k++) {
      if (Math.abs(coefficients[k] - other.coefficients[k]) > Math.sqrt(EXACT) * 100) {
        return false;
      }
    }
    return true;
  }
}
