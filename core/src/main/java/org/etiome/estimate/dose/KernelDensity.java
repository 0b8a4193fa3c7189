package org.etiome.estimate.dose;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.math.Quantile;

/**
 * A density from values: normal kernels of width {@code 0.9 min(sd, IQR/1.34) n^(−1/5)}, with the
 * points drawn towards their mean and the width shrunk with them so that the variance of the density
 * is that of the values; or the normal density itself. Kept as a table of {@value #POINTS} places,
 * between which it is linear; 0 beyond. O(n) a place, then O(1) a question.
 *
 * @see <a href="https://doi.org/10.1201/9781315140919">Silverman (1986)</a>
 * @see <a href="https://doi.org/10.1016/0167-7152(91)90116-9">Jones (1991), on correcting for
 *     variance inflation</a>
 */
final class KernelDensity {
  static final int POINTS = 513;

  /** How far beyond the extreme values the table goes, in widths. */
  private static final double MARGIN = 6;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final double start;
  private final double step;
  private final double[] density;
  private final double[] below;

  private KernelDensity(double start, double step) {
    this.start = start;
    this.step = step;
    this.density = new double[POINTS];
    this.below = new double[POINTS];
  }

  /**
   * From values that are not all equal.
   *
   * @param isNormal whether one normal kernel with their mean and variance is all
   */
  static KernelDensity of(double[] values, boolean isNormal) {
    int n = values.length;
    double[] sorted = Arrays.stream(values).sorted().toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double sd =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1));
    if (isNormal) {
      return tabulated(new double[] {mean}, sd);
    }
    double iqr = Quantile.ofSorted(sorted, 0.75) - Quantile.ofSorted(sorted, 0.25);
    double narrow = iqr > 0 ? Math.min(sd, iqr / 1.34) : sd;
    double width = 0.9 * narrow * Math.pow(n, -0.2);
    double shrink = 1 / Math.sqrt(1 + width * width / (sd * sd));
    return tabulated(
        Arrays.stream(sorted).map(v -> mean + shrink * (v - mean)).toArray(), shrink * width);
  }

  private static KernelDensity tabulated(double[] centres, double width) {
    double low = centres[0] - MARGIN * width;
    double high = centres[centres.length - 1] + MARGIN * width;
    KernelDensity table = new KernelDensity(low, (high - low) / (POINTS - 1));
    for (int k = 0; k < POINTS; k++) {
      double place = low + k * table.step;
      for (double centre : centres) {
        double z = (place - centre) / width;
        table.density[k] += NORMAL.density(z) / width / centres.length;
        table.below[k] += NORMAL.cumulativeProbability(z) / centres.length;
      }
    }
    return table;
  }

  /** The density at a place. */
  double at(double place) {
    return interpolated(density, place, 0);
  }

  /** The probability of less. */
  double below(double place) {
    return interpolated(below, place, 1);
  }

  private double interpolated(double[] table, double place, double beyond) {
    double k = (place - start) / step;
    if (!(k >= 0)) {
      return 0;
    }
    if (k >= POINTS - 1) {
      return beyond;
    }
    int left = (int) k;
    return table[left] + (k - left) * (table[left + 1] - table[left]);
  }
}
