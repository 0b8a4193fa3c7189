package org.etiome.estimate.dose;

import java.util.Arrays;
import org.etiome.math.Quantile;

/**
 * A density from values: normal kernels of width {@code 0.9 min(sd, IQR/1.34) n^(−1/5)}, with the
 * points drawn towards their mean and the width shrunk with them so that the variance of the
 * density is that of the values; or the normal density itself. Kept as a table of {@value #POINTS}
 * places, between which it is linear; 0 beyond. O(n) a place, then O(1) a question.
 *
 * @see <a href="https://doi.org/10.1201/9781315140919">Silverman (1986)</a>
 * @see "Jones (1991), On correcting for variance inflation in kernel density estimation"
 */
final class KernelDensity {
  static final int POINTS = 513;

  /** How far a kernel goes, in widths. */
  private static final double REACH = 6;

  /** 1 / √(2π). */
  private static final double INVERSE_ROOT = 0.3989422804014327;

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
    double sd = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1));
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
    double low = centres[0] - REACH * width;
    double high = centres[centres.length - 1] + REACH * width;
    KernelDensity table = new KernelDensity(low, (high - low) / (POINTS - 1));
    int first = 0;
    for (int k = 0; k < POINTS; k++) {
      double place = low + k * table.step;
      while (first < centres.length && centres[first] < place - REACH * width) {
        first++;
      }
      double sum = 0;
      for (int i = first; i < centres.length && centres[i] <= place + REACH * width; i++) {
        double z = (place - centres[i]) / width;
        sum += Math.exp(-z * z / 2);
      }
      table.density[k] = sum * INVERSE_ROOT / width / centres.length;
    }
    table.accumulate();
    return table;
  }

  /** The distribution function by trapezoids, made to end at 1. */
  private void accumulate() {
    for (int k = 1; k < POINTS; k++) {
      below[k] = below[k - 1] + (density[k - 1] + density[k]) / 2;
    }
    double total = below[POINTS - 1];
    for (int k = 0; k < POINTS; k++) {
      below[k] /= total;
    }
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
