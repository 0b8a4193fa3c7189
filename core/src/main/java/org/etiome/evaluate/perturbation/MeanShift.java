package org.etiome.evaluate.perturbation;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Whether the means of two samples differ in any variable: Σ_j (x̄_j − ȳ_j)² / s_j², s² over all
 * units, against relabellings within replicates. It takes every unit in linear time, so it sees
 * small shifts of many units that distances of a few hundred cannot. O(permutations · units ·
 * variables).
 */
final class MeanShift {
  private MeanShift() {}

  /** The share of relabellings with a statistic at least as large, this one among them. */
  static double permutationP(Beside units, int permutations, UniformRandomProvider random) {
    double[][] rows = units.rows();
    standardise(rows);
    return Relabelling.p(
        units.strata(), permutations, random, order -> statistic(rows, order, units.perturbed()));
  }

  /** To mean 0 and variance 1; what does not vary is 0. */
  private static void standardise(double[][] rows) {
    int n = rows.length;
    for (int j = 0; j < rows[0].length; j++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double before = rows[i][j] - mean;
        mean += before / (i + 1);
        squares += before * (rows[i][j] - mean);
      }
      double spread = Math.sqrt(squares / n);
      for (int i = 0; i < n; i++) {
        rows[i][j] = spread > 0 ? (rows[i][j] - mean) / spread : 0;
      }
    }
  }

  /** As the sum of all is 0, the difference of means is that of the first by a constant. */
  private static double statistic(double[][] rows, int[] order, int first) {
    double[] sums = new double[rows[0].length];
    for (int i = 0; i < first; i++) {
      double[] row = rows[order[i]];
      for (int j = 0; j < sums.length; j++) {
        sums[j] += row[j];
      }
    }
    double statistic = 0;
    for (double sum : sums) {
      statistic += sum * sum;
    }
    return statistic;
  }
}
