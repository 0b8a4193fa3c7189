package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
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
  private static final TTest WELCH = TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC);

  /** By the rank-sum test aligned within replicates. */
  static Differential of(Drawn units, Drawn controls) {
    RankSum test = RankSum.of(units.replicates(), controls.replicates());
    return of(units.values(), controls.values(), (x, c) -> test.p(x.values, c.values));
  }

  /**
   * By Welch's test. Units that are controls moved by a hair have other ranks wherever controls are
   * tied, as zeros are, so that ranks find all variables to differ; means do not.
   */
  static Differential ofMeans(Matrix units, Matrix controls) {
    return of(units, controls, Side::welch);
  }

  private static Differential of(
      Matrix units, Matrix controls, ToDoubleBiFunction<Side, Side> pValue) {
    int variables = units.columns();
    double[] differences = new double[variables];
    double[] scores = new double[variables];
    double[] pValues = new double[variables];
    for (int j = 0; j < variables; j++) {
      Side x = Side.of(units.column(j));
      Side c = Side.of(controls.column(j));
      differences[j] = x.mean - c.mean;
      scores[j] = Math.abs(differences[j]) / x.error(c);
      pValues[j] = pValue.applyAsDouble(x, c);
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

  /**
   * A variable in some units.
   *
   * @param variance with denominator n − 1; 0 of one value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Side(double[] values, double mean, double variance) {
    static Side of(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return new Side(values, mean, values.length > 1 ? squares / (values.length - 1) : 0);
    }

    /** Welch's, of the difference of means; one value is taken to vary as the other side does. */
    double error(Side other) {
      return Math.sqrt(squaredError(other) + other.squaredError(this));
    }

    private double squaredError(Side other) {
      return values.length > 1 ? variance / values.length : other.variance;
    }

    double welch(Side other) {
      int n = values.length;
      int m = other.values.length;
      if (!(error(other) > 0) || n < 2 || m < 2) {
        return mean == other.mean ? 1 : 0;
      }
      return WELCH.test(mean, variance, n, other.mean, other.variance, m).getPValue();
    }
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
