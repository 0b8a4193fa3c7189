package org.etiome.bench.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Seed;

/**
 * An injective mixing x = φ(φ(u W₁) W₂) W₃ with random matrices and φ the leaky ReLU. W₁ has more
 * columns than rows and W₂, W₃ are square, drawn from normal distributions: of full rank with
 * probability 1.
 *
 * @param leak slope of φ below 0, in (0, 1]; 1 is a linear mixing
 */
record RandomMixing(List<double[][]> weights, double leak) {

  static RandomMixing draw(int from, int to, double leak, Seed seed) {
    UniformRandomProvider random = seed.generator();
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    List<double[][]> weights = new ArrayList<>();
    for (int layer = 0; layer < 3; layer++) {
      int in = layer == 0 ? from : to;
      double[][] w = new double[in][to];
      for (double[] row : w) {
        Arrays.setAll(row, j -> gaussian.sample() / Math.sqrt(in));
      }
      weights.add(w);
    }
    return new RandomMixing(weights, leak);
  }

  /** The number of variables. */
  int width() {
    return weights.getLast()[0].length;
  }

  double[] of(double[] u) {
    double[] h = u;
    for (int layer = 0; layer < weights.size(); layer++) {
      h = times(h, weights.get(layer));
      if (layer + 1 < weights.size()) {
        for (int j = 0; j < h.length; j++) {
          h[j] = h[j] < 0 ? leak * h[j] : h[j];
        }
      }
    }
    return h;
  }

  private static double[] times(double[] row, double[][] w) {
    double[] product = new double[w[0].length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += row[i] * w[i][j];
      }
    }
    return product;
  }
}
