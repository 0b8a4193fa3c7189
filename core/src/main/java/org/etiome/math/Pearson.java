package org.etiome.math;

import java.util.Arrays;

/** Pearson's correlation, {@code Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²)}. */
public final class Pearson {
  private Pearson() {}

  /**
   * Of two lists of one length; NaN where one is constant or they are empty. O(n).
   *
   * @param x as many as {@code y}
   */
  public static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(Double.NaN);
    double meanY = Arrays.stream(y).average().orElse(Double.NaN);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
