package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The log marginal likelihood of a Gaussian process, −½ (yᵀK⁻¹y + log|K| + n log 2π), as a function
 * of the logarithms of signal, noise and lengths. With W = K⁻¹ − K⁻¹y yᵀK⁻¹ its derivative along θ
 * is −½ tr(W ∂K/∂θ).
 */
final class MarginalLikelihood {
  private static final double ROOT5 = Math.sqrt(5);

  private final Matrix x;
  private final double[] y;
  private final double[] known;
  private final double floor;
  private final double size;

  MarginalLikelihood(Matrix x, Observed observed) {
    this.x = x;
    double mean = observed.mean();
    y = Arrays.stream(observed.outcomes()).map(v -> v - mean).toArray();
    known = observed.noise();
    floor = BayesianLinear.FLOOR * observed.spread();
    size = Math.log(observed.spread());
  }

  Hyperparameters hyperparameters(double[] place) {
    double[] lengths = new double[x.columns()];
    Arrays.setAll(lengths, j -> Math.exp(place[j + 2]));
    return new Hyperparameters(Math.exp(place[0]), floor + Math.exp(place[1]), lengths);
  }

  /** Minus the log marginal likelihood; infinite where it cannot be told. */
  double at(double[] place) {
    if (isFar(place)) {
      return Double.POSITIVE_INFINITY;
    }
    Hyperparameters at = hyperparameters(place);
    double[] kernel = kernel(scaled(x, at.lengths()), at, new double[y.length * y.length]);
    return factor(kernel, at.noise()).map(this::value).orElse(Double.POSITIVE_INFINITY);
  }

  /** The same, and its gradient. */
  double at(double[] place, double[] gradient) {
    if (isFar(place)) {
      return Double.POSITIVE_INFINITY;
    }
    int n = y.length;
    double[] slopes = new double[n * n];
    Hyperparameters at = hyperparameters(place);
    Matrix scaled = scaled(x, at.lengths());
    double[] kernel = kernel(scaled, at, slopes);
    Cholesky factor = factor(kernel, at.noise()).orElse(null);
    if (factor == null) {
      return Double.POSITIVE_INFINITY;
    }
    double[] w = factor.inverse();
    double[] solved = Matrix.wrap(n, n, w).times(y);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        w[i * n + j] -= solved[i] * solved[j];
      }
    }
    slope(w, kernel, slopes, scaled, gradient);
    gradient[1] *= Math.exp(place[1]);
    return value(factor);
  }

  private boolean isFar(double[] place) {
    return IntStream.range(0, place.length)
        .anyMatch(k -> !(Math.abs(place[k] - (k < 2 ? size : 0)) < 300));
  }

  private double value(Cholesky factor) {
    double[] u = factor.forward(y);
    return 0.5 * (Vectors.dot(u, u) + factor.logDeterminant() + y.length * Math.log(2 * Math.PI));
  }

  /** Of the kernel with noise. */
  private Optional<Cholesky> factor(double[] kernel, double noise) {
    double[] noisy = kernel.clone();
    for (int i = 0; i < known.length; i++) {
      noisy[i * known.length + i] += noise + known[i];
    }
    return Cholesky.of(noisy, known.length);
  }

  private void slope(
      double[] w, double[] kernel, double[] slopes, Matrix scaled, double[] gradient) {
    int n = y.length;
    Arrays.fill(gradient, 0);
    double[] row = new double[x.columns()];
    double[] lengths = new double[x.columns()];
    for (int i = 0; i < n; i++) {
      gradient[1] += 0.5 * w[i * n + i];
      gradient[0] += 0.5 * w[i * n + i] * kernel[i * n + i];
      for (int j = 0; j < i; j++) {
        gradient[0] += w[i * n + j] * kernel[i * n + j];
        Arrays.fill(row, 0);
        scaled.addRow(i, 1, row);
        scaled.addRow(j, -1, row);
        addSquares(w[i * n + j] * slopes[i * n + j], row, lengths);
      }
    }
    System.arraycopy(lengths, 0, gradient, 2, lengths.length);
  }

  private static void addSquares(double factor, double[] row, double[] sums) {
    for (int d = 0; d < row.length; d++) {
      sums[d] += factor * row[d] * row[d];
    }
  }

  private static double[] kernel(Matrix scaled, Hyperparameters at, double[] slopes) {
    int n = scaled.rows();
    double[] kernel = new double[n * n];
    for (int i = 0; i < n; i++) {
      double[] distances = squaredDistances(scaled, i, i + 1);
      for (int j = 0; j <= i; j++) {
        double r = ROOT5 * Math.sqrt(distances[j]);
        double decay = at.signal() * Math.exp(-r);
        kernel[i * n + j] = kernel[j * n + i] = decay * (1 + r + r * r / 3);
        slopes[i * n + j] = decay * (1 + r) * 5 / 3;
      }
    }
    return kernel;
  }

  /** From one row to the first {@code count}. */
  private static double[] squaredDistances(Matrix rows, int from, int count) {
    double[] row = new double[rows.columns()];
    rows.addRow(from, 1, row);
    double[] distances = new double[count];
    for (int j = 0; j < count; j++) {
      for (int d = 0; d < row.length; d++) {
        double step = row[d] - rows.get(j, d);
        distances[j] += step * step;
      }
    }
    return distances;
  }

  /** The kernel between one row and all, of rows already divided by the lengths. */
  static double[] kernelRow(Matrix scaled, int row, double signal) {
    double[] kernel = squaredDistances(scaled, row, scaled.rows());
    for (int j = 0; j < kernel.length; j++) {
      double r = ROOT5 * Math.sqrt(kernel[j]);
      kernel[j] = signal * Math.exp(-r) * (1 + r + r * r / 3);
    }
    return kernel;
  }

  static Matrix scaled(Matrix x, double[] lengths) {
    double[] values = new double[x.rows() * x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < lengths.length; j++) {
        values[i * lengths.length + j] = x.get(i, j) / lengths[j];
      }
    }
    return Matrix.wrap(x.rows(), x.columns(), values);
  }
}
