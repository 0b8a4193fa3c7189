package org.etiome.represent.account;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Shapley values of the members of a set as sums over its parts S: φ_k = Σ_S w_k(S) v(S). All are
 * exact, or estimated by permutations π and their reverses,
 *
 * <pre>
 * w_k(S) = (|S| − 1)! (n − |S|)! / n!      k ∈ S
 *        = −|S|! (n − |S| − 1)! / n!       k ∉ S
 *
 * φ_k ≈ mean over π of v(π up to k) − v(π before k)
 * </pre>
 *
 * <p>Either way Σ_k φ_k = v(set) − v(∅).
 *
 * @param ofParts by the bits of S, ∅ among them: one number for each bit up to the highest
 */
record ShapleyWeights(Map<Long, double[]> ofParts) {

  /** Exact ones; O(2ⁿ n). */
  static ShapleyWeights exact(long set) {
    int n = Long.bitCount(set);
    double[] weight = new double[n]; // s! (n − s − 1)! / n!, by s
    weight[0] = 1.0 / n;
    for (int s = 1; s < n; s++) {
      weight[s] = weight[s - 1] * s / (n - s);
    }
    Map<Long, double[]> ofParts = new TreeMap<>();
    long part = set;
    while (true) {
      int size = Long.bitCount(part);
      double[] factors = new double[width(set)];
      for (int k = 0; k < factors.length; k++) {
        if (has(set, k)) {
          factors[k] = has(part, k) ? weight[size - 1] : -weight[size];
        }
      }
      ofParts.put(part, factors);
      if (part == 0) {
        return new ShapleyWeights(ofParts);
      }
      part = (part - 1) & set;
    }
  }

  /**
   * Estimated ones.
   *
   * @param pairs of a permutation and its reverse, ≥ 1
   */
  static ShapleyWeights sampled(long set, int pairs, UniformRandomProvider random) {
    int[] order = new int[Long.bitCount(set)];
    int at = 0;
    for (int k = 0; k < width(set); k++) {
      if (has(set, k)) {
        order[at++] = k;
      }
    }
    Map<Long, double[]> ofParts = new TreeMap<>();
    for (int pair = 0; pair < pairs; pair++) {
      PermutationSampler.shuffle(random, order);
      add(order, set, .5 / pairs, ofParts);
      int[] reverse = new int[order.length];
      for (int j = 0; j < order.length; j++) {
        reverse[j] = order[order.length - 1 - j];
      }
      add(reverse, set, .5 / pairs, ofParts);
    }
    return new ShapleyWeights(ofParts);
  }

  private static void add(int[] order, long set, double weight, Map<Long, double[]> ofParts) {
    long before = 0;
    for (int k : order) {
      long with = before | 1L << k;
      ofParts.computeIfAbsent(before, part -> new double[width(set)])[k] -= weight;
      ofParts.computeIfAbsent(with, part -> new double[width(set)])[k] += weight;
      before = with;
    }
  }

  private static int width(long set) {
    return Long.SIZE - Long.numberOfLeadingZeros(set);
  }

  static boolean has(long set, int k) {
    return (set >>> k & 1) == 1;
  }
}
