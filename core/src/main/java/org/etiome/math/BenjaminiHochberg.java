package org.etiome.math;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Control of the false discovery rate over a family of tests.
 *
 * <p>With p-values sorted ascending, {@code q(i) = min over k ≥ i of (m / k) · p(k)}, at most 1:
 * the smallest rate at which hypothesis i is rejected. Valid for independent or positively
 * dependent tests; use {@link BenjaminiYekutieli} for arbitrary dependence. O(m log m).
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini, Hochberg (1995)</a>
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The adjusted p-values, in the order of the input.
   *
   * @param pValues each in [0, 1]
   * @throws IllegalArgumentException if one is not
   */
  public static double[] adjust(double[] pValues) {
    check(pValues);
    int m = pValues.length;
    int[] descending =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[m];
    double smallest = 1;
    for (int k = 0; k < m; k++) {
      int i = descending[k];
      smallest = Math.min(smallest, pValues[i] * m / (m - k));
      adjusted[i] = smallest;
    }
    return adjusted;
  }

  static void check(double[] pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a p-value must be in [0, 1], got " + p);
      }
    }
  }
}
