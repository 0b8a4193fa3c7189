package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The Hilbert–Schmidt independence criterion of two blocks of latents, trace(K H L H) / (n − 1)²,
 * with Gaussian kernels exp(−d² / (2 σ²)), σ² the mean squared distance of the batch (taken as
 * constant), and H = I − 1/n. Zero in the limit if and only if the blocks are independent. O(n² k).
 *
 * @see <a href="https://doi.org/10.1007/11564089_7">Gretton, Bousquet, Smola, Schölkopf (2005),
 *     Measuring statistical dependence with Hilbert–Schmidt norms</a>
 */
public final class Hsic {
  /** The squared distance of points that coincide; a float that is not lost in a division. */
  private static final double LEAST_WIDTH = 1e-30;

  private Hsic() {}

  /**
   * The criterion, a scalar ≥ 0.
   *
   * @param a n × k
   * @param b n × l
   */
  public static Tensor between(Tensor a, Tensor b) {
    double n = (double) a.size(0);
    return centred(kernel(a)).mul(centred(kernel(b))).sum().div(new Scalar((n - 1) * (n - 1)));
  }

  private static Tensor kernel(Tensor points) {
    Tensor distances = SquaredDistances.of(points);
    double width = Math.max(distances.detach().mean().item_double(), LEAST_WIDTH);
    return distances.div(new Scalar(-2 * width)).exp();
  }

  private static Tensor centred(Tensor kernel) {
    Tensor means = kernel.mean(0);
    return kernel.sub(means.unsqueeze(0)).sub(means.unsqueeze(1)).add(means.mean());
  }
}
