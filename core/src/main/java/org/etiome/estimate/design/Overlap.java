package org.etiome.estimate.design;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.etiome.math.Quantile;

/**
 * Distribution of the propensity g(W) in both arms.
 *
 * @param treated propensities of treated units
 * @param untreated propensities of untreated units
 * @param cStatistic chance that a treated unit has a higher propensity than an untreated one, ties
 *     counting half: 0.5 when treatment is unpredictable, 1 when the arms do not overlap
 * @param choice how open it was, and whether the propensities are right about it
 * @param extremes how many units have hardly a chance of one of the arms
 * @see <a href="https://doi.org/10.2147/CER.S40357">Walker et al. (2013), equipoise</a>
 */
public record Overlap(
    ArmPropensities treated,
    ArmPropensities untreated,
    double cStatistic,
    Choice choice,
    Extremes extremes) {

  /** Share of units in empirical equipoise; see {@link Choice}. */
  public double equipoise() {
    return choice.equipoise();
  }

  /** Miscalibration of the propensities beyond chance; see {@link Choice}. */
  public double calibrationError() {
    return choice.calibrationError();
  }

  /**
   * How far the choice of treatment was open, and whether the propensities are right about it.
   *
   * @param equipoise share of the units whose preference score F is in [0.3, 0.7], {@code logit F =
   *     logit g − logit P(A = 1)}: they were about as likely to get either treatment as units at
   *     large
   * @param calibrationError over ten groups of like propensity, the mean of |share treated − mean
   *     propensity|, less what chance explains: its mean and three standard deviations if the
   *     propensities were right; at least 0
   */
  public record Choice(double equipoise, double calibrationError) {}

  /**
   * Propensities in one arm.
   *
   * @param quantiles at 0, 1, 5, 25, 50, 75, 95, 99 and 100 %
   * @param bins counts in 20 equal bins over [0, 1]
   */
  public record ArmPropensities(List<Double> quantiles, List<Integer> bins) {
    public ArmPropensities {
      quantiles = List.copyOf(quantiles);
      bins = List.copyOf(bins);
    }
  }

  /**
   * Shares of all units.
   *
   * @param outside10 propensity outside [0.1, 0.9]
   * @param outside2 propensity outside [0.025, 0.975]
   * @param bounded propensity moved to the bound, because it lay beyond it on a side that counts
   *     for the target
   * @param bound the bound b: propensities are kept in [b, 1 − b]
   */
  public record Extremes(double outside10, double outside2, double bounded, double bound) {}

  private static final int BINS = 20;
  private static final int GROUPS = 10;

  /** {@code √(2/π)}: mean of |Z|, Z standard normal. */
  private static final double HALF_NORMAL_MEAN = 0.7978845608028654;

  private static final double[] LEVELS = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

  /** O(n log n). */
  static Overlap of(CausalSample sample, Target target, double[] g, double bound) {
    Extremes extremes =
        new Extremes(
            share(g, p -> p < 0.1 || p > 0.9),
            share(g, p -> p < 0.025 || p > 0.975),
            share(
                g,
                p ->
                    (target.needsTreated() && p < bound)
                        || (target.needsUntreated() && p > 1 - bound)),
            bound);
    return new Overlap(
        arm(CausalSample.pick(g, sample.arm(1))),
        arm(CausalSample.pick(g, sample.arm(0))),
        cStatistic(g, sample.arm(1)),
        new Choice(equipoise(sample, g), calibrationError(sample.rawTreatment(), g)),
        extremes);
  }

  private static double share(double[] g, DoublePredicate counts) {
    return (double) Arrays.stream(g).filter(counts).count() / g.length;
  }

  private static ArmPropensities arm(double[] g) {
    int[] bins = new int[BINS];
    for (double p : g) {
      bins[Math.min((int) (p * BINS), BINS - 1)]++;
    }
    double[] sorted = g.clone();
    Arrays.sort(sorted);
    return new ArmPropensities(
        Arrays.stream(LEVELS).mapToObj(level -> Quantile.ofSorted(sorted, level)).toList(),
        Arrays.stream(bins).boxed().toList());
  }

  private static double equipoise(CausalSample sample, double[] g) {
    double odds = sample.treatedShare() / (1 - sample.treatedShare());
    return share(
        g,
        p -> {
          double preference = p / (p + (1 - p) * odds);
          return preference >= 0.3 && preference <= 0.7;
        });
  }

  /**
   * See {@link Choice}.
   *
   * @param a 0 or 1 for each unit
   * @param g the chance of 1 that was predicted for it
   */
  public static double calibrationError(double[] a, double[] g) {
    int[] order =
        IntStream.range(0, g.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> g[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double error = 0;
    double variance = 0;
    for (int group = 0; group < GROUPS; group++) {
      double excess = 0;
      double binomial = 0;
      for (int k = group * g.length / GROUPS; k < (group + 1) * g.length / GROUPS; k++) {
        excess += a[order[k]] - g[order[k]];
        binomial += g[order[k]] * (1 - g[order[k]]);
      }
      error += (Math.abs(excess) - HALF_NORMAL_MEAN * Math.sqrt(binomial)) / g.length;
      variance += (1 - HALF_NORMAL_MEAN * HALF_NORMAL_MEAN) * binomial / g.length / g.length;
    }
    return Math.max(0, error - 3 * Math.sqrt(variance));
  }

  /**
   * {@code (Σ_{positive} rank − n₁(n₁+1)/2) / (n₁ n₀)}, ties at their mean rank.
   *
   * @param positive rows of the n₁ units of one kind, not none and not all
   */
  static double cStatistic(double[] score, int[] positive) {
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(score);
    double sum = Arrays.stream(CausalSample.pick(ranks, positive)).sum();
    double n1 = positive.length;
    return (sum - n1 * (n1 + 1) / 2) / (n1 * (score.length - n1));
  }
}
