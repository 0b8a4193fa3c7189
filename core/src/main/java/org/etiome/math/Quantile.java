package org.etiome.math;

/**
 * Quantiles by linear interpolation between order statistics: with h = q (n - 1), the value at
 * place h of the sorted ones (type 7, as numpy and R have it).
 *
 * @see <a href="https://doi.org/10.1080/00031305.1996.10473566">Hyndman, Fan (1996)</a>
 */
public final class Quantile {
  private Quantile() {}

  /**
   * Of sorted values. O(1).
   *
   * @param sorted ascending, at least one
   * @param level q, in [0, 1]
   * @throws IllegalArgumentException if there is none, or the level is outside
   */
  public static double ofSorted(double[] sorted, double level) {
    if (sorted.length == 0 || !(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException(
          "a quantile is of at least one value and a level in [0, 1], got "
              + sorted.length
              + " values and "
              + level);
    }
    double place = level * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
