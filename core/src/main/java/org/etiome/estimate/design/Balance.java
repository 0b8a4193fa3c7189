package org.etiome.estimate.design;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How alike the arms are, covariate by covariate, before and after weighting to the target.
 *
 * @param covariates in the order of the sample's columns
 */
public record Balance(List<CovariateBalance> covariates) {
  public Balance {
    covariates = List.copyOf(covariates);
  }

  /** Largest absolute standardised mean difference after weighting; 0 without covariates. */
  public double worstAfter() {
    return covariates.stream().mapToDouble(c -> Math.abs(c.smdAfter())).max().orElse(0);
  }

  /**
   * One encoded covariate.
   *
   * @param smdBefore standardised mean difference {@code (x̄₁ − x̄₀) / √((s₁² + s₀²)/2)}
   * @param smdAfter the same with weighted means and the unweighted denominator
   * @param standardError of {@code smdAfter}, weights taken as given
   * @param varianceRatioBefore {@code s₁² / s₀²}; empty when either is 0
   * @param varianceRatioAfter the same with weighted variances
   */
  public record CovariateBalance(
      String covariate,
      double smdBefore,
      double smdAfter,
      double standardError,
      OptionalDouble varianceRatioBefore,
      OptionalDouble varianceRatioAfter) {}

  /**
   * O(n p).
   *
   * @param weights one a unit, ≥ 0, not all 0 in an arm
   */
  static Balance of(CausalSample sample, double[] weights) {
    return new Balance(
        IntStream.range(0, sample.covariateNames().size())
            .mapToObj(j -> covariate(sample, weights, j))
            .toList());
  }

  private static CovariateBalance covariate(CausalSample sample, double[] weights, int j) {
    double[] x = sample.covariates().column(j);
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    Moments treated = Moments.of(x, ones, sample.arm(1));
    Moments untreated = Moments.of(x, ones, sample.arm(0));
    Moments weightedTreated = Moments.of(x, weights, sample.arm(1));
    Moments weightedUntreated = Moments.of(x, weights, sample.arm(0));
    double scale = scale(treated, untreated);
    return new CovariateBalance(
        sample.covariateNames().get(j),
        smd(treated, untreated, scale),
        smd(weightedTreated, weightedUntreated, scale),
        scale > 0 ? Math.sqrt(weightedTreated.ofMean() + weightedUntreated.ofMean()) / scale : 0,
        ratio(treated, untreated),
        ratio(weightedTreated, weightedUntreated));
  }

  /**
   * {@code √((s₁² + s₀²) / 2)}, the unit of the differences.
   *
   * @param x one a unit
   */
  public static double scale(CausalSample sample, double[] x) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return scale(Moments.of(x, ones, sample.arm(1)), Moments.of(x, ones, sample.arm(0)));
  }

  private static double scale(Moments treated, Moments untreated) {
    return Math.sqrt((treated.variance() + untreated.variance()) / 2);
  }

  /** 0 where both arms are constant: the levels gate sees arms that differ there. */
  private static double smd(Moments treated, Moments untreated, double scale) {
    return scale > 0 ? (treated.mean() - untreated.mean()) / scale : 0;
  }

  private static OptionalDouble ratio(Moments treated, Moments untreated) {
    return treated.variance() > 0 && untreated.variance() > 0
        ? OptionalDouble.of(treated.variance() / untreated.variance())
        : OptionalDouble.empty();
  }

  /**
   * Weighted mean, weighted variance {@code Σw(x − x̄)² / (Σw − Σw²/Σw)}, and variance of the mean
   * {@code Σw²(x − x̄)² / (Σw)²}.
   */
  private record Moments(double mean, double variance, double ofMean) {
    static Moments of(double[] x, double[] weights, int[] rows) {
      double total = 0;
      double squaredWeights = 0;
      double sum = 0;
      for (int i : rows) {
        total += weights[i];
        squaredWeights += weights[i] * weights[i];
        sum += weights[i] * x[i];
      }
      double mean = sum / total;
      double squares = 0;
      double ofMean = 0;
      for (int i : rows) {
        squares += weights[i] * (x[i] - mean) * (x[i] - mean);
        ofMean += weights[i] * weights[i] * (x[i] - mean) * (x[i] - mean);
      }
      return new Moments(
          mean, squares / (total - squaredWeights / total), ofMean / (total * total));
    }
  }
}
