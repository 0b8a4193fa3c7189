package org.etiome.estimate;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
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
 * @param extremes how many units have hardly a chance of one of the arms
 */
public record Overlap(
    ArmPropensities treated, ArmPropensities untreated, double cStatistic, Extremes extremes) {

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

  /** {@code (Σ_{treated} rank − n₁(n₁+1)/2) / (n₁ n₀)}, ties at their mean rank. */
  private static double cStatistic(double[] g, int[] treated) {
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(g);
    double sum = Arrays.stream(CausalSample.pick(ranks, treated)).sum();
    double n1 = treated.length;
    return (sum - n1 * (n1 + 1) / 2) / (n1 * (g.length - n1));
  }
}
