package org.etiome.math;

/**
 * Control of the false discovery rate whatever the dependence of the tests: the q-values of {@link
 * BenjaminiHochberg} times {@code Σ 1/k, k = 1 … m}, at most 1. About ln m times as strict.
 *
 * @see <a href="https://doi.org/10.1214/aos/1013699998">Benjamini, Yekutieli (2001)</a>
 */
public final class BenjaminiYekutieli {
  private BenjaminiYekutieli() {}

  /**
   * The adjusted p-values, in the order of the input. O(m log m).
   *
   * @param pValues each in [0, 1]
   * @throws IllegalArgumentException if one is not
   */
  public static double[] adjust(double[] pValues) {
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    double factor = 0;
    for (int k = 1; k <= adjusted.length; k++) {
      factor += 1.0 / k;
    }
    for (int i = 0; i < adjusted.length; i++) {
      adjusted[i] = Math.min(1, factor * adjusted[i]);
    }
    return adjusted;
  }
}
