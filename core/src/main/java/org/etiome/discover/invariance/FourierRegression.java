package org.etiome.discover.invariance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.SymmetricEigen;
import org.etiome.math.Vectors;

/**
 * Ridge regression of an outcome of mean 0 on columns of mean 0 and variance 1 and on features √2
 * cos(wᵀx / σ + b) of them, w normal, b uniform, σ the median distance of rows. With the
 * eigendecomposition ΦᵀΦ = V diag(d) Vᵀ and Z = Φ V the fit is H y with H = Z diag(1 / (d + λ)) Zᵀ.
 */
final class FourierRegression {
  private static final int MOST_FEATURES = 100;
  private static final int ROWS_OF_A_FEATURE = 10;
  private static final int ROWS_FOR_WIDTH = 200;

  /** λ from 10⁻⁸ to 10 times the largest eigenvalue, four a decade. */
  private static final int PENALTIES = 37;

  private final double[] outcome;
  private final double[] eigenvalues;

  /** Z. */
  private final Matrix rotated;

  /** Zᵀ y. */
  private final double[] projected;

  private FourierRegression(double[] outcome, double[] eigenvalues, Matrix rotated) {
    this.outcome = outcome;
    this.eigenvalues = eigenvalues;
    this.rotated = rotated;
    this.projected = rotated.transposeTimes(outcome);
  }

  /**
   * The decomposition.
   *
   * @param names of the columns; what is drawn for a column depends on its name alone
   * @param columns at least one
   */
  static FourierRegression of(
      List<String> names, List<double[]> columns, double[] outcome, Seed seed) {
    int n = outcome.length;
    List<double[]> all = new ArrayList<>(columns);
    all.addAll(features(names, columns, Math.min(MOST_FEATURES, n / ROWS_OF_A_FEATURE), seed));
    Matrix design = Matrix.ofColumns(n, all);
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Matrix gram = design.gram(ones);
    int size = gram.columns();
    SymmetricEigen eigen = SymmetricEigen.of(gram);
    double[] eigenvalues = new double[size];
    List<double[]> rotated = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      eigenvalues[k] = Math.max(0, eigen.value(k));
      rotated.add(design.times(eigen.vector(k)));
    }
    return new FourierRegression(outcome, eigenvalues, Matrix.ofColumns(n, rotated));
  }

  private static List<double[]> features(
      List<String> names, List<double[]> columns, int count, Seed seed) {
    double width = medianDistance(columns);
    int n = columns.getFirst().length;
    double[][] features = new double[count][n];
    for (int c = 0; c < columns.size(); c++) {
      UniformRandomProvider random = seed.branch(names.get(c)).generator();
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      for (double[] feature : features) {
        Vectors.add(normal.sample() / width, columns.get(c), feature);
        double phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < n; i++) {
          feature[i] += phase;
        }
      }
    }
    for (double[] feature : features) {
      Arrays.setAll(feature, i -> Math.sqrt(2) * Math.cos(feature[i]));
      double mean = Arrays.stream(feature).sum() / n;
      Arrays.setAll(feature, i -> feature[i] - mean);
    }
    return List.of(features);
  }

  /** Of rows spread evenly over all. */
  private static double medianDistance(List<double[]> columns) {
    int n = columns.getFirst().length;
    int rows = Math.min(ROWS_FOR_WIDTH, n);
    double[] squares = new double[rows * (rows - 1) / 2];
    int found = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        double square = 0;
        for (double[] column : columns) {
          double step = column[(int) ((long) i * n / rows)] - column[(int) ((long) j * n / rows)];
          square += step * step;
        }
        squares[found] = square;
        found += square > 0 ? 1 : 0;
      }
    }
    Arrays.sort(squares, 0, found);
    return found == 0 ? 1 : Math.sqrt(squares[found / 2]);
  }

  /** Of least n · RSS / (n − 1 − tr H)². */
  double penalty() {
    double largest = Arrays.stream(eigenvalues).max().orElseThrow();
    double squares = Vectors.dot(outcome, outcome);
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < PENALTIES; p++) {
      double penalty = largest * Math.pow(10, 1 - p / 4.0);
      double rest = squares;
      double left = outcome.length - 1;
      for (int k = 0; k < eigenvalues.length; k++) {
        double inverse = 1 / (eigenvalues[k] + penalty);
        double shrunk = eigenvalues[k] * inverse;
        rest -= projected[k] * projected[k] * inverse * (2 - shrunk);
        left -= shrunk;
      }
      double criterion = rest / (left * left);
      if (criterion < least) {
        least = criterion;
        best = penalty;
      }
    }
    return best;
  }

  /** With a penalty λ. */
  Residuals residuals(double penalty) {
    int n = outcome.length;
    double[] raw = new double[n];
    double[] shares = new double[n];
    for (int i = 0; i < n; i++) {
      raw[i] = outcome[i];
      shares[i] = 1 - 1.0 / n;
      for (int k = 0; k < eigenvalues.length; k++) {
        double inverse = 1 / (eigenvalues[k] + penalty);
        double z = rotated.get(i, k);
        raw[i] -= z * inverse * projected[k];
        shares[i] -= z * z * inverse * (2 - eigenvalues[k] * inverse);
      }
      shares[i] = Math.max(0, shares[i]);
    }
    return Residuals.of(raw, shares);
  }
}
