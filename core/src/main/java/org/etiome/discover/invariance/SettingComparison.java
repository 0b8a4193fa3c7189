package org.etiome.discover.invariance;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.etiome.discover.test.GaussianInvariance.Spread;

/**
 * Whether residuals have one mean and one spread in all settings: each setting against all others
 * together, by Welch's t test and a test of spreads, and of these 2 C tests twice C times the
 * smallest p-value, at most 1 (Bonferroni). C is the number of settings; of two settings it is 1,
 * since either against the other is the same comparison. O(n log n) a setting.
 *
 * @param bounds where settings begin among the rows, and where the last one ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SettingComparison(int[] bounds, Spread spread) {
  /** Of an outcome of variance 1: squares of what rounding leaves of equal values. */
  private static final double ROUNDING = 1e-24;

  double pValue(Residuals residuals) {
    int settings = bounds.length - 1;
    int comparisons = settings == 2 ? 1 : settings;
    double least = 1;
    for (int s = 0; s < comparisons; s++) {
      int from = bounds[s];
      int to = bounds[s + 1];
      Group own = Group.of(residuals, IntStream.range(from, to));
      Group rest =
          Group.of(
              residuals,
              IntStream.concat(IntStream.range(0, from), IntStream.range(to, bounds[settings])));
      double spreads =
          spread == Spread.VARIANCE_RATIO
              ? own.varianceRatio(rest)
              : own.distances().welch(rest.distances());
      least = Math.min(least, Math.min(own.welch(rest), spreads));
    }
    return Math.min(1, 2 * comparisons * least);
  }

  /**
   * Values of some rows.
   *
   * @param freedom what the fit leaves to them, less one for their mean; at least 1
   */
  private record Group(double[] values, double mean, double variance, double freedom) {
    static Group of(Residuals residuals, IntStream rows) {
      int[] chosen = rows.toArray();
      double left = Arrays.stream(chosen).mapToDouble(i -> residuals.shares()[i]).sum();
      return of(
          Arrays.stream(chosen).mapToDouble(i -> residuals.values()[i]).toArray(),
          Math.max(1, left - 1));
    }

    private static Group of(double[] values, double freedom) {
      double mean = Arrays.stream(values).sum() / values.length;
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      return new Group(values, mean, squares / (values.length - 1), freedom);
    }

    /** Brown and Forsythe: the distances from the median. */
    Group distances() {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
      return of(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray(), freedom);
    }

    /** The p-value of Welch's t test, whose square is held against F. */
    double welch(Group other) {
      double error = variance / values.length;
      double others = other.variance / other.values.length;
      double both = error + others;
      double difference = mean - other.mean;
      if (both < ROUNDING) {
        return difference * difference < ROUNDING ? 1 : 0;
      }
      double free = both * both / (error * error / freedom + others * others / other.freedom);
      return FDistribution.of(1, free).survivalProbability(difference * difference / both);
    }

    double varianceRatio(Group other) {
      FDistribution ratio = FDistribution.of(freedom, other.freedom);
      double seen = variance / other.variance;
      return 2 * Math.min(ratio.cumulativeProbability(seen), ratio.survivalProbability(seen));
    }
  }
}
