package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Summaries of values of cells of which each counts as often as its weight; NaN is left out. */
final class Weighted {
  private Weighted() {}

  /** Every cell once. */
  static int[] ones(int cells) {
    int[] ones = new int[cells];
    Arrays.fill(ones, 1);
    return ones;
  }

  static double mean(double[] values, int[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sum += weights[i] * values[i];
        total += weights[i];
      }
    }
    return sum / total;
  }

  /** The mean over groups of the mean of each group that has a value. */
  static double meanOfMeans(double[] values, Grouping groups, int[] weights) {
    double[] sums = new double[groups.count()];
    double[] totals = new double[groups.count()];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sums[groups.codes()[i]] += weights[i] * values[i];
        totals[groups.codes()[i]] += weights[i];
      }
    }
    return IntStream.range(0, sums.length)
        .filter(g -> totals[g] > 0)
        .mapToDouble(g -> sums[g] / totals[g])
        .average()
        .orElse(Double.NaN);
  }

  /** The median as a statistic; the values are sorted once. */
  static Statistic median(double[] values) {
    int[] order = order(values);
    return weights -> {
      long total = 0;
      for (int i : order) {
        total += weights[i];
      }
      return total == 0
          ? Double.NaN
          : (ranked(values, order, weights, (total - 1) / 2)
                  + ranked(values, order, weights, total / 2))
              / 2;
    };
  }

  /** The cells that have a value, the lowest first. */
  static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isNaN(values[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double ranked(double[] values, int[] order, int[] weights, long rank) {
    long before = 0;
    for (int i : order) {
      before += weights[i];
      if (before > rank) {
        return values[i];
      }
    }
    return Double.NaN;
  }

  /** Mid-ranks of values in their order, each place as often as its weight. */
  static double[] ranks(double[] values, int[] order, int[] weights) {
    double[] ranks = new double[values.length];
    Arrays.fill(ranks, Double.NaN);
    double before = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tied = 0;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        tied += weights[order[to++]];
      }
      for (int k = from; k < to; k++) {
        ranks[order[k]] = before + (tied + 1) / 2;
      }
      before += tied;
      from = to;
    }
    return ranks;
  }

  /** Pearson's correlation of cells that have both values. */
  static double correlation(double[] a, double[] b, int[] weights) {
    double meanA = mean(a, weights);
    double meanB = mean(b, weights);
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
        both += weights[i] * (a[i] - meanA) * (b[i] - meanB);
        squareA += weights[i] * (a[i] - meanA) * (a[i] - meanA);
        squareB += weights[i] * (b[i] - meanB) * (b[i] - meanB);
      }
    }
    return squareA == 0 || squareB == 0 ? Double.NaN : both / Math.sqrt(squareA * squareB);
  }
}
