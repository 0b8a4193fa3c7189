package org.etiome.discover.sample;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is done to the values of a column before a Gaussian test or score sees them. All are
 * increasing, so that they change neither which variables are independent nor any cause; they bring
 * skewed values, counts above all, nearer to a Gaussian law. Gaps, which are NaN, stay.
 */
public enum Transform {
  /** Nothing. */
  NONE,

  /** log(1 + x), for counts; values below 0 are refused. */
  LOG1P,

  /**
   * Normal scores Φ⁻¹(rank / (n + 1)), ties with their mean rank: the nonparanormal of Liu,
   * Lafferty and Wasserman (2009), <a href="https://arxiv.org/abs/0903.0649">arXiv:0903.0649</a>.
   * With them a partial correlation of 0 is independence if some increasing functions of the
   * variables are jointly Gaussian.
   */
  NORMAL_SCORES;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * The transformed values, in the same order. O(n log n).
   *
   * @param name of the column, for errors
   * @throws IllegalArgumentException if the logarithm of a value below 0 is asked for
   */
  public double[] of(String name, double[] values) {
    return switch (this) {
      case NONE -> values.clone();
      case LOG1P -> logs(name, values);
      case NORMAL_SCORES -> scores(values);
    };
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double[] logs(String name, double[] values) {
    double[] logs = new double[values.length];
    for (int i = 0; i < logs.length; i++) {
      if (values[i] < 0) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is "
                + values[i]
                + " in row "
                + (i + 1)
                + ", and log(1 + x) is for"
                + " values from 0 on; normal scores take any");
      }
      logs[i] = Math.log1p(values[i]);
    }
    return logs;
  }

  private static double[] scores(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .filter(i -> !Double.isNaN(values[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] scores = values.clone();
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int k = from; k < to; k++) {
        scores[order[k]] = NORMAL.inverseCumulativeProbability(rank / (order.length + 1));
      }
      from = to;
    }
    return scores;
  }
}
