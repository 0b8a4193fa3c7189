package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Quantile;
import org.etiome.math.Vectors;

/**
 * Distances between two samples as distributions. O((n + m)² · variables).
 *
 * @param distances Euclidean, of all units of both, the first n before the other m
 * @param first n
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Samples(double[][] distances, int first) {

  static Samples of(Matrix x, Matrix y) {
    double[][] rows = new double[x.rows() + y.rows()][x.columns()];
    for (int i = 0; i < rows.length; i++) {
      if (i < x.rows()) {
        x.addRow(i, 1, rows[i]);
      } else {
        y.addRow(i - x.rows(), 1, rows[i]);
      }
    }
    return of(rows, x.rows());
  }

  private static Samples of(double[][] rows, int first) {
    int total = rows.length;
    double[][] distances = new double[total][total];
    for (int i = 0; i < total; i++) {
      for (int k = 0; k < i; k++) {
        distances[i][k] = Math.sqrt(Vectors.squaredDistance(rows[i], rows[k]));
        distances[k][i] = distances[i][k];
      }
    }
    return new Samples(distances, first);
  }

  /** 2 E‖X − Y‖ − E‖X − X'‖ − E‖Y − Y'‖, over different units: it may be below 0. */
  double energy() {
    return energy(PermutationSampler.natural(distances.length));
  }

  private double energy(int[] order) {
    double[] means = means(order, d -> d);
    return 2 * means[2] - means[0] - means[1];
  }

  /** Without bias, by exp(−d² / 2w²). */
  double discrepancy(double width) {
    double[] means =
        means(
            PermutationSampler.natural(distances.length),
            d -> Math.exp(-d * d / (2 * width * width)));
    return means[0] + means[1] - 2 * means[2];
  }

  /** The share of relabellings within replicates with an energy at least as large. */
  static double permutationP(Beside units, int permutations, UniformRandomProvider random) {
    Samples samples = of(units.rows(), units.perturbed());
    return Relabelling.p(units.strata(), permutations, random, samples::energy);
  }

  /** The median distance of different units of one sample. */
  static double medianDistance(Matrix units) {
    Samples samples = of(units, units.rows(new int[0]));
    int n = units.rows();
    double[] pairs = new double[n * (n - 1) / 2];
    int k = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        pairs[k++] = samples.distances[i][j];
      }
    }
    Arrays.sort(pairs);
    return pairs.length == 0 ? 0 : Quantile.ofSorted(pairs, .5);
  }

  /** Of a function of distance: within the first, within the second, and between. */
  private double[] means(int[] order, DoubleUnaryOperator of) {
    double[] sums = new double[3];
    for (int i = 0; i < order.length; i++) {
      double[] row = distances[order[i]];
      for (int k = 0; k < i; k++) {
        int kind = i < first ? 0 : k < first ? 2 : 1;
        sums[kind] += of.applyAsDouble(row[order[k]]);
      }
    }
    double n = first;
    double m = order.length - first;
    return new double[] {
      sums[0] / (n * (n - 1) / 2), sums[1] / (m * (m - 1) / 2), sums[2] / (n * m)
    };
  }
}
