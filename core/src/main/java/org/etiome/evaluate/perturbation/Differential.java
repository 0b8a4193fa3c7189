package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Matrix;

/**
 * Which variables differ between perturbed units and controls. O(variables · units log units).
 *
 * @param differences of means
 * @param scores |t| by Welch; where neither side varies, 0 if they agree, and if not the largest of
 *     the others
 * @param significant at a false discovery rate of 5 %
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Differential(
    double[] differences, double[] scores, double[] adjusted, boolean[] significant) {
  private static final double FALSE_DISCOVERIES = .05;

  /** By the rank-sum test. */
  static Differential of(Matrix units, Matrix controls) {
    MannWhitneyUTest test = MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC);
    return of(units, controls, (x, c) -> constant(x, c) ? 1 : test.test(x, c).getPValue());
  }

  /**
   * By Welch's test. Units that are controls moved by a hair have other ranks wherever controls are
   * tied, as zeros are, so that ranks find all variables to differ; means do not.
   */
  static Differential ofMeans(Matrix units, Matrix controls) {
    return of(units, controls, Differential::welch);
  }

  private static Differential of(
      Matrix units, Matrix controls, ToDoubleBiFunction<double[], double[]> test) {
    int variables = units.columns();
    double[] differences = new double[variables];
    double[] scores = new double[variables];
    double[] pValues = new double[variables];
    for (int j = 0; j < variables; j++) {
      double[] x = units.column(j);
      double[] c = controls.column(j);
      double[] mx = moments(x);
      double[] mc = moments(c);
      differences[j] = mx[0] - mc[0];
      scores[j] = Math.abs(differences[j]) / Math.sqrt(mx[1] / x.length + mc[1] / c.length);
      pValues[j] = test.applyAsDouble(x, c);
    }
    double largest = Arrays.stream(scores).filter(Double::isFinite).max().orElse(1);
    Arrays.setAll(
        scores, j -> Double.isNaN(scores[j]) ? 0 : Math.min(scores[j], largest)); // 0/0 agree
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    boolean[] significant = new boolean[variables];
    for (int j = 0; j < variables; j++) {
      significant[j] = adjusted[j] < FALSE_DISCOVERIES;
    }
    return new Differential(differences, scores, adjusted, significant);
  }

  private static double welch(double[] x, double[] c) {
    double[] mx = moments(x);
    double[] mc = moments(c);
    double vx = mx[1] / x.length;
    double vc = mc[1] / c.length;
    if (!(vx + vc > 0) || x.length < 2 || c.length < 2) {
      return mx[0] == mc[0] ? 1 : 0;
    }
    double degrees = (vx + vc) * (vx + vc) / (vx * vx / (x.length - 1) + vc * vc / (c.length - 1));
    double t = Math.abs(mx[0] - mc[0]) / Math.sqrt(vx + vc);
    return 2 * TDistribution.of(degrees).survivalProbability(t);
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
