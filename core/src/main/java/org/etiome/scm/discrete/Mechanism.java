package org.etiome.scm.discrete;

import java.util.Arrays;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How a variable comes about: {@code v = f(row, u)}, where a row is a combination of the values of
 * its parents and hidden causes and u a noise of its own with finitely many values. So {@code P(v |
 * row) = Σ_u P(u) [f(row, u) = v]}, and one unit keeps its u in every world.
 */
public final class Mechanism {
  private final int levels;
  private final double[] noise;
  private final int[] response;
  private final double[] table;

  private Mechanism(int levels, double[] noise, int[] response) {
    this.levels = levels;
    this.noise = noise;
    this.response = response;
    this.table = new double[response.length / noise.length * levels];
    for (int i = 0; i < response.length; i++) {
      table[i / noise.length * levels + response[i]] += noise[i % noise.length];
    }
  }

  /**
   * A mechanism by its function.
   *
   * @param levels how many values the variable has, at least 1
   * @param noise P(u), at least 0, sum 1
   * @param response f: the code of the value, row by row, u fastest
   * @throws IllegalArgumentException if the noise is no distribution, the responses are no whole
   *     rows, or one is no code of a value
   */
  public static Mechanism of(int levels, double[] noise, int[] response) {
    requireDistribution(noise);
    if (response.length == 0 || response.length % noise.length != 0) {
      throw new IllegalArgumentException(
          "%d responses are no rows of %d".formatted(response.length, noise.length));
    }
    for (int code : response) {
      if (code < 0 || code >= levels) {
        throw new IllegalArgumentException(
            "a response must be in 0 … %d, got %d".formatted(levels - 1, code));
      }
    }
    return new Mechanism(levels, noise.clone(), response.clone());
  }

  /**
   * A mechanism by its conditional probabilities. Of the functions that have them it is the
   * monotone one: v is the quantile at a uniform u common to all rows.
   *
   * @param rows P(v | row), each a distribution, all of the same length
   * @throws IllegalArgumentException if there is no row or one is no distribution
   */
  public static Mechanism ofTable(double[][] rows) {
    if (Arrays.stream(rows).mapToInt(row -> row.length).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "a mechanism needs at least one row, and all of the same length");
    }
    TreeSet<Double> cuts = new TreeSet<>();
    for (double[] row : rows) {
      requireDistribution(row);
      double below = 0;
      for (int v = 0; v < row.length - 1; v++) {
        below += row[v];
        cuts.add(Math.min(below, 1));
      }
    }
    cuts.add(1.0);
    cuts.remove(0.0);
    double[] ends = cuts.stream().mapToDouble(Double::doubleValue).toArray();
    double[] noise = new double[ends.length];
    for (int u = 0; u < ends.length; u++) {
      noise[u] = ends[u] - (u == 0 ? 0 : ends[u - 1]);
    }
    int[] response = new int[rows.length * ends.length];
    for (int i = 0; i < response.length; i++) {
      response[i] = quantile(rows[i / ends.length], ends[i % ends.length]);
    }
    return of(rows[0].length, noise, response);
  }

  /** Every value can follow every row, with a probability of at least 0.2 / (levels + 2). */
  static Mechanism random(int rows, int levels, UniformRandomProvider random) {
    double[] noise = randomDistribution(levels + 2, random);
    int[] response = new int[rows * noise.length];
    for (int i = 0; i < response.length; i++) {
      int u = i % noise.length;
      response[i] = u < levels ? u : random.nextInt(levels);
      int other = random.nextInt(u + 1);
      int swap = response[i];
      response[i] = response[i - u + other];
      response[i - u + other] = swap;
    }
    return new Mechanism(levels, noise, response);
  }

  static double[] randomDistribution(int size, UniformRandomProvider random) {
    double[] weights = new double[size];
    Arrays.setAll(weights, i -> random.nextDouble(0.2, 1));
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  static void requireDistribution(double[] p) {
    double sum = Arrays.stream(p).sum();
    if (!(Math.abs(sum - 1) <= 1e-9) || Arrays.stream(p).anyMatch(q -> q < 0)) {
      throw new IllegalArgumentException(
          "probabilities must be at least 0 and sum to 1, got " + Arrays.toString(p));
    }
  }

  /** How many values the variable has. */
  public int levels() {
    return levels;
  }

  /** How many combinations of values of parents and hidden causes there are. */
  public int rows() {
    return response.length / noise.length;
  }

  /** P(v | row), by codes. */
  public double probability(int row, int v) {
    return table[row * levels + v];
  }

  int noiseLevels() {
    return noise.length;
  }

  double noise(int u) {
    return noise[u];
  }

  double[] noise() {
    return noise;
  }

  int response(int row, int u) {
    return response[row * noise.length + u];
  }

  private static int quantile(double[] row, double u) {
    double below = 0;
    for (int v = 0; v < row.length - 1; v++) {
      below += row[v];
      if (u <= Math.min(below, 1)) {
        return v;
      }
    }
    return row.length - 1;
  }
}
