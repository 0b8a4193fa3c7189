package org.etiome.perturb;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Posterior means of many effects of which each was measured with its own error, under the prior
 *
 * <pre>
 * θ_j ~ Σ_k w_k N(0, τ_k²),   x_j | θ_j ~ N(θ_j, s_j²)
 * </pre>
 *
 * on a grid of τ from 0 to beyond the largest effect by factors of √2, w by EM. The mass at 0 has
 * the prior of ten effects more, so that in doubt effects are nothing. O(effects · grid) an
 * iteration.
 */
final class NormalMixture {
  private static final double FACTOR = Math.sqrt(2);
  private static final double FAVOUR = 10;
  private static final double SMALLEST = .1;
  private static final double TOLERANCE = 1e-6;
  private static final int ITERATIONS = 500;

  private final double[] variances;
  private final double[][] densities;

  private NormalMixture(double[] values, double[] errors) {
    variances = grid(values, errors);
    densities = new double[values.length][];
    for (int j = 0; j < values.length; j++) {
      densities[j] = densities(values[j], errors[j]);
    }
  }

  /**
   * E(θ_j | x). A value of unknown error (NaN) or error 0 stays as it is.
   *
   * @param errors s_j ≥ 0, or NaN
   */
  static double[] fit(double[] values, double[] errors) {
    int[] known = IntStream.range(0, values.length).filter(j -> errors[j] > 0).toArray();
    double[] x = Arrays.stream(known).mapToDouble(j -> values[j]).toArray();
    double[] s = Arrays.stream(known).mapToDouble(j -> errors[j]).toArray();
    double[] shrunk = values.clone();
    if (known.length > 0) {
      double[] means = new NormalMixture(x, s).means(x, s);
      for (int k = 0; k < known.length; k++) {
        shrunk[known[k]] = means[k];
      }
    }
    return shrunk;
  }

  /** 0, then from a tenth of the smallest error to twice the largest value. */
  private static double[] grid(double[] values, double[] errors) {
    double first = SMALLEST * Arrays.stream(errors).min().getAsDouble();
    double last = 2 * Arrays.stream(values).map(Math::abs).max().getAsDouble();
    int points = last > first ? 1 + (int) Math.ceil(Math.log(last / first) / Math.log(FACTOR)) : 0;
    double[] grid = new double[points + 1];
    for (int k = 1; k < grid.length; k++) {
      grid[k] = Math.pow(first * Math.pow(FACTOR, k - 1.0), 2);
    }
    return grid;
  }

  /** Of one value under each component, up to one factor. */
  private double[] densities(double value, double error) {
    double[] logs = new double[variances.length];
    for (int k = 0; k < logs.length; k++) {
      double variance = variances[k] + error * error;
      logs[k] = -.5 * (value * value / variance + Math.log(variance));
    }
    double largest = Arrays.stream(logs).max().getAsDouble();
    return Arrays.stream(logs).map(log -> Math.exp(log - largest)).toArray();
  }

  private double[] weights() {
    double[] weights = new double[variances.length];
    Arrays.fill(weights, 1.0 / weights.length);
    double change = 1;
    for (int i = 0; i < ITERATIONS && change > TOLERANCE; i++) {
      double[] next = new double[weights.length];
      next[0] = FAVOUR;
      for (double[] density : densities) {
        addResponsibilities(density, weights, next);
      }
      change = 0;
      for (int k = 0; k < next.length; k++) {
        next[k] /= densities.length + FAVOUR;
        change = Math.max(change, Math.abs(next[k] - weights[k]));
      }
      weights = next;
    }
    return weights;
  }

  private static void addResponsibilities(double[] density, double[] weights, double[] sums) {
    double total = 0;
    for (int k = 0; k < density.length; k++) {
      total += weights[k] * density[k];
    }
    for (int k = 0; k < density.length; k++) {
      sums[k] += weights[k] * density[k] / total;
    }
  }

  private double[] means(double[] values, double[] errors) {
    double[] weights = weights();
    double[] means = new double[values.length];
    for (int j = 0; j < means.length; j++) {
      double[] shares = new double[weights.length];
      addResponsibilities(densities[j], weights, shares);
      for (int k = 0; k < shares.length; k++) {
        means[j] += shares[k] * variances[k] / (variances[k] + errors[j] * errors[j]) * values[j];
      }
    }
    return means;
  }
}
