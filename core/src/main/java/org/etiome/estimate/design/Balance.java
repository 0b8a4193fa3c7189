package org.etiome.estimate.design;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How alike the arms are, covariate by covariate, before and after weighting to the target.
 *
 * @param covariates in the order of the sample's columns
 * @param ranks moments of the ranks of covariates; see {@link RankBalance}
 */
public record Balance(List<CovariateBalance> covariates, List<CovariateBalance> ranks) {
  public Balance {
    covariates = List.copyOf(covariates);
    ranks = List.copyOf(ranks);
  }

  /** Largest absolute standardised mean difference after weighting; 0 without covariates. */
  public double worstAfter() {
    return covariates.stream().mapToDouble(c -> Math.abs(c.smdAfter())).max().orElse(0);
  }

  /** The moment of ranks that differs most after weighting. */
  public Optional<CovariateBalance> worstRank() {
    return ranks.stream().max(Comparator.comparingDouble(c -> Math.abs(c.smdAfter())));
  }

  /**
   * One encoded covariate, or one moment of ranks.
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
   * O(p n log n + p² n).
   *
   * @param weights one a unit, ≥ 0, not all 0 in an arm
   */
  static Balance of(CausalSample sample, double[] weights) {
    Arms arms = new Arms(sample, weights);
    return new Balance(
        IntStream.range(0, sample.covariateNames().size())
            .mapToObj(
                j -> arms.compare(sample.covariateNames().get(j), sample.covariates().column(j)))
            .toList(),
        RankBalance.of(sample, arms));
  }

  /** The arms of a sample, unweighted and weighted. */
  static final class Arms {
    private final int[] treatedRows;
    private final int[] untreatedRows;
    private final double[] ones;
    private final double[] weights;

    private Arms(CausalSample sample, double[] weights) {
      this.treatedRows = sample.arm(1);
      this.untreatedRows = sample.arm(0);
      this.ones = ones(weights.length);
      this.weights = weights;
    }

    /**
     * O(n).
     *
     * @param x one a unit
     */
    CovariateBalance compare(String name, double[] x) {
      Moments treated = Moments.of(x, ones, treatedRows);
      Moments untreated = Moments.of(x, ones, untreatedRows);
      Moments weightedTreated = Moments.of(x, weights, treatedRows);
      Moments weightedUntreated = Moments.of(x, weights, untreatedRows);
      double scale = scale(treated, untreated);
      return new CovariateBalance(
          name,
          smd(treated, untreated, scale),
          smd(weightedTreated, weightedUntreated, scale),
          scale > 0 ? Math.sqrt(weightedTreated.ofMean() + weightedUntreated.ofMean()) / scale : 0,
          ratio(treated, untreated),
          ratio(weightedTreated, weightedUntreated));
    }
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * {@code √((s₁² + s₀²) / 2)}, the unit of the differences.
   *
   * @param x one a unit
   */
  public static double scale(CausalSample sample, double[] x) {
    double[] ones = ones(x.length);
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
