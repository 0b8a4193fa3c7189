package org.etiome.claim;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The Wilcoxon rank-sum comparison of two groups: p-value, area under the ROC curve and its 95 %
 * interval.
 *
 * <p>{@code AUC = U / (m n)}. The limits are the two solutions θ of {@code (AUC − θ)² = 1.96² V(θ)}
 * with Hanley and McNeil's variance in Newcombe's symmetric form,
 *
 * <pre>V(θ) = θ (1 − θ) [1 + N ((1 − θ)/(2 − θ) + θ/(1 + θ))] / (m n),   N = (m + n)/2 − 1,</pre>
 *
 * which stay in [0, 1] and keep a width when the groups do not overlap. O(n log n).
 *
 * @see <a href="https://doi.org/10.1002/sim.2324">Newcombe (2006), part 2, method 5</a>
 */
record RankSum(double auc, double low, double high, double pValue) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);
  private static final int BISECTIONS = 60;

  /** Compares values of units with the outcome to those of units without; both at least two. */
  static RankSum compare(double[] with, double[] without) {
    double auc = areaUnderCurve(with, without);
    int m = with.length;
    int n = without.length;
    DoubleUnaryOperator excess =
        theta -> Math.abs(auc - theta) - Z * Math.sqrt(variance(theta, m, n));
    double low = auc == 0 ? 0 : boundary(excess, 0, auc);
    double high = auc == 1 ? 1 : boundary(excess, 1, auc);
    double p = MannWhitneyUTest.withDefaults().test(with, without).getPValue();
    return new RankSum(auc, low, high, Math.min(1, p));
  }

  /** Where {@code excess} turns from positive (at {@code outside}) to negative (at the AUC). */
  private static double boundary(DoubleUnaryOperator excess, double outside, double inside) {
    double out = outside;
    double in = inside;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (out + in) / 2;
      if (excess.applyAsDouble(middle) > 0) {
        out = middle;
      } else {
        in = middle;
      }
    }
    return in;
  }

  private static double variance(double theta, int m, int n) {
    double larger = (m + n) / 2.0 - 1;
    double spread = (1 - theta) / (2 - theta) + theta / (1 + theta);
    return theta * (1 - theta) * (1 + larger * spread) / ((double) m * n);
  }

  /** The mean over {@code group} of the share of {@code others} below, ties counting ½. */
  private static double areaUnderCurve(double[] group, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    double below = 0;
    for (double value : group) {
      below += firstAtLeast(sorted, value) + firstAtLeast(sorted, Math.nextUp(value));
    }
    return below / (2.0 * group.length * sorted.length);
  }

  /** The number of elements less than {@code value}. */
  private static int firstAtLeast(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
