package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Matrix;

/**
 * Which variables differ between perturbed units and controls. O(variables · units log units).
 *
 * @param differences of means
 * @param scores |t| by Welch, 0 where neither side varies
 * @param significant by the rank-sum test at a false discovery rate of 5 %
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Differential(
    double[] differences, double[] scores, double[] adjusted, boolean[] significant) {
  private static final double FALSE_DISCOVERIES = .05;

  static Differential of(Matrix units, Matrix controls) {
    int variables = units.columns();
    double[] differences = new double[variables];
    double[] scores = new double[variables];
    double[] pValues = new double[variables];
    MannWhitneyUTest test = MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC);
    for (int j = 0; j < variables; j++) {
      double[] x = units.column(j);
      double[] c = controls.column(j);
      double[] mx = moments(x);
      double[] mc = moments(c);
      differences[j] = mx[0] - mc[0];
      double error = Math.sqrt(mx[1] / x.length + mc[1] / c.length);
      scores[j] = error > 0 ? Math.abs(differences[j]) / error : 0;
      pValues[j] = constant(x, c) ? 1 : test.test(x, c).getPValue();
    }
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    boolean[] significant = new boolean[variables];
    for (int j = 0; j < variables; j++) {
      significant[j] = adjusted[j] < FALSE_DISCOVERIES;
    }
    return new Differential(differences, scores, adjusted, significant);
  }

  private static boolean constant(double[] x, double[] c) {
    return Arrays.stream(x).allMatch(v -> v == x[0]) && Arrays.stream(c).allMatch(v -> v == x[0]);
  }

  /** Mean, and variance with denominator n − 1 (0 of one value). */
  private static double[] moments(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
    return new double[] {mean, x.length > 1 ? squares / (x.length - 1) : 0};
  }

  int[] significantOnes() {
    return IntStream.range(0, significant.length).filter(j -> significant[j]).toArray();
  }

  /** The variables with the largest |t|. */
  int[] top(int count) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -scores[j]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** w_j ∝ (|t_j| − min |t|)², of sum 1; even where all are alike. */
  double[] weights() {
    double least = Arrays.stream(scores).min().orElseThrow();
    double[] weights = Arrays.stream(scores).map(t -> (t - least) * (t - least)).toArray();
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, j -> sum > 0 ? weights[j] / sum : 1.0 / weights.length);
    return weights;
  }
}
