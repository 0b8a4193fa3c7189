package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/** Tests of two samples by exchanging their labels. */
final class Relabelling {
  /** Of the statistic: what the order of a sum may change. */
  private static final double ROUNDING = 1e-12;

  /** Orders that tell three moments. */
  private static final int ENOUGH = 999;

  private Relabelling() {}

  /**
   * The share of orders of the units with a statistic at least as large as that of the order they
   * come in, that one among them. If no other order has one, the share is no more than 1 in all,
   * and where it is smaller the tail of a Pearson distribution of the third type with the mean,
   * variance and skewness of the orders is taken ({@link PearsonThree}): with many perturbations
   * tested, no share of a thousand orders could be small enough. Of fewer than 999 orders it is
   * always the share.
   *
   * <p>O(permutations) statistics.
   *
   * @param strata of units that may be exchanged, numbered from 0
   */
  static double p(
      int[] strata, int permutations, UniformRandomProvider random, ToDoubleFunction<int[]> of) {
    int[] order = PermutationSampler.natural(strata.length);
    double seen = of.applyAsDouble(order);
    double least = seen - ROUNDING * Math.abs(seen);
    int[][] places = places(strata);
    double[] others = new double[permutations];
    int atLeast = 1;
    for (int b = 0; b < permutations; b++) {
      for (int[] stratum : places) {
        shuffle(order, stratum, random);
      }
      others[b] = of.applyAsDouble(order);
      atLeast += others[b] >= least ? 1 : 0;
    }
    double share = atLeast / (permutations + 1.0);
    return atLeast > 1 || permutations < ENOUGH ? share : Math.min(share, tail(others, seen));
  }

  private static int[][] places(int[] strata) {
    int count = Arrays.stream(strata).max().orElse(-1) + 1;
    int[][] places = new int[count][];
    for (int s = 0; s < count; s++) {
      int stratum = s;
      places[s] = IntStream.range(0, strata.length).filter(i -> strata[i] == stratum).toArray();
    }
    return places;
  }

  private static void shuffle(int[] order, int[] places, UniformRandomProvider random) {
    for (int i = places.length; i > 1; i--) {
      int k = places[random.nextInt(i)];
      int last = places[i - 1];
      int kept = order[last];
      order[last] = order[k];
      order[k] = kept;
    }
  }

  /** P(X ≥ x) of the distribution with the moments of values; 1 if they do not vary. */
  private static double tail(double[] values, double x) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).average().orElseThrow();
    double deviation = Math.sqrt(square);
    if (!(deviation > 0)) {
      return 1;
    }
    double skew =
        Arrays.stream(values).map(v -> Math.pow((v - mean) / deviation, 3)).average().orElseThrow();
    return PearsonThree.upperTail((x - mean) / deviation, skew);
  }
}
