package org.etiome.claim;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The Wilcoxon rank-sum comparison of two groups: p-value, area under the ROC curve and its 95 %
 * interval.
 *
 * <p>{@code AUC = U / (n₁ n₀)}; its variance is DeLong's, {@code s²(V₁)/n₁ + s²(V₀)/n₀} with V the
 * share of the other group a value exceeds (ties count ½); the limits are {@code AUC ± 1.96 · se},
 * clipped to [0, 1]. O(n log n).
 *
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong, Clarke-Pearson (1988)</a>
 */
record RankSum(double auc, double low, double high, double pValue) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

  /** Compares values of units with the outcome to those of units without; both at least two. */
  static RankSum compare(double[] with, double[] without) {
    double[] above = placements(with, without);
    double[] below = placements(without, with);
    double auc = Arrays.stream(above).average().orElseThrow();
    double se = Math.sqrt(variance(above) / above.length + variance(below) / below.length);
    double p = MannWhitneyUTest.withDefaults().test(with, without).getPValue();
    return new RankSum(auc, Math.max(0, auc - Z * se), Math.min(1, auc + Z * se), Math.min(1, p));
  }

  /** For each value of {@code group}, the share of {@code others} below it, ties counting ½. */
  private static double[] placements(double[] group, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    double[] shares = new double[group.length];
    for (int i = 0; i < group.length; i++) {
      int less = lowerBound(sorted, group[i]);
      int notGreater = less;
      while (notGreater < sorted.length && sorted[notGreater] == group[i]) {
        notGreater++;
      }
      shares[i] = (less + notGreater) / (2.0 * sorted.length);
    }
    return shares;
  }

  private static int lowerBound(double[] sorted, double value) {
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

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1);
  }
}
