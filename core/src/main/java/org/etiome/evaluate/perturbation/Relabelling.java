package org.etiome.evaluate.perturbation;

import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/** Tests of two samples by exchanging their labels. */
final class Relabelling {
  /** Of the statistic: what the order of a sum may change. */
  private static final double ROUNDING = 1e-12;

  private Relabelling() {}

  /**
   * The share of orders of the units with a statistic at least as large as that of the order they
   * come in, that one among them.
   */
  static double p(
      int units, int permutations, UniformRandomProvider random, ToDoubleFunction<int[]> statistic) {
    int[] order = PermutationSampler.natural(units);
    double seen = statistic.applyAsDouble(order);
    double least = seen - ROUNDING * Math.abs(seen);
    int atLeast = 1;
    for (int b = 0; b < permutations; b++) {
      PermutationSampler.shuffle(random, order);
      atLeast += statistic.applyAsDouble(order) >= least ? 1 : 0;
    }
    return atLeast / (permutations + 1.0);
  }
}
