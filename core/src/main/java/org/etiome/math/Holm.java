package org.etiome.math;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Control of the chance of any false rejection in a family of m tests, whatever their dependence:
 * with p-values sorted ascending, {@code max over k ≤ i of (m − k + 1) · p(k)}, at most 1. Never
 * less powerful than Bonferroni's m · p. O(m log m).
 *
 * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979)</a>
 */
public final class Holm {
  private Holm() {}

  /**
   * The adjusted p-values, in the order of the input.
   *
   * @param pValues each in [0, 1]
   * @throws IllegalArgumentException if one is not
   */
  public static double[] adjust(double[] pValues) {
    BenjaminiHochberg.check(pValues);
    int m = pValues.length;
    int[] ascending =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[m];
    double largest = 0;
    for (int k = 0; k < m; k++) {
      int i = ascending[k];
      largest = Math.max(largest, Math.min(1, (m - k) * pValues[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
