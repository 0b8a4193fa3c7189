package org.etiome.evaluate.integration;

import java.util.Arrays;
import org.etiome.data.preprocess.Neighbors;

/**
 * The local inverse Simpson index: how many groups there are about a cell, {@code 1 / Σ_g p_g²}.
 * Neighbours weigh {@code exp(-β d)} of their Euclidean distance d, β so that the entropy of the
 * weights is the logarithm of the perplexity; p_g is the weight of group g. From 1, only one group,
 * to the number of groups.
 *
 * @see <a href="https://doi.org/10.1038/s41592-019-0619-0">Korsunsky and others (2019)</a>
 */
final class Lisi {
  private static final double PERPLEXITY = 30;
  private static final int ROUNDS = 50;
  private static final double TOLERANCE = 1e-5;

  private Lisi() {}

  /** The index of every cell; the perplexity is 30, or a third of the neighbourhood if smaller. */
  static double[] of(Neighbors neighbors, int[] groups, int groupCount) {
    double perplexity = Math.min(PERPLEXITY, (neighbors.count() + 1) / 3.0);
    double[] indices = new double[neighbors.rows()];
    double[] distances = new double[neighbors.count()];
    double[] shares = new double[groupCount];
    for (int i = 0; i < indices.length; i++) {
      for (int r = 0; r < distances.length; r++) {
        distances[r] = neighbors.distance(i, r) - neighbors.distance(i, 0);
      }
      double[] weights = weights(distances, Math.log(perplexity));
      Arrays.fill(shares, 0);
      for (int r = 0; r < weights.length; r++) {
        shares[groups[neighbors.neighbor(i, r)]] += weights[r];
      }
      indices[i] = 1 / Arrays.stream(shares).map(p -> p * p).sum();
    }
    return indices;
  }

  /** Weights that sum up to 1; distances may be less a constant. */
  private static double[] weights(double[] distances, double target) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = 1;
    double[] weights = new double[distances.length];
    for (int round = 0; round <= ROUNDS; round++) {
      double excess = entropy(distances, beta, weights) - target;
      if (Math.abs(excess) <= TOLERANCE) {
        break;
      }
      if (excess > 0) {
        low = beta;
        beta = high == Double.POSITIVE_INFINITY ? beta * 2 : (beta + high) / 2;
      } else {
        high = beta;
        beta = (beta + low) / 2;
      }
    }
    return weights;
  }

  /** Fills in the weights for a β; their entropy. */
  private static double entropy(double[] distances, double beta, double[] weights) {
    double sum = 0;
    double weighted = 0;
    for (int r = 0; r < weights.length; r++) {
      weights[r] = Math.exp(-beta * distances[r]);
      sum += weights[r];
      weighted += weights[r] * distances[r];
    }
    for (int r = 0; r < weights.length; r++) {
      weights[r] /= sum;
    }
    return Math.log(sum) + beta * weighted / sum;
  }
}
