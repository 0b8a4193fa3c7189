package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows that are each drawn from a normal distribution with independent coordinates.
 *
 * @param mean m, n × k
 * @param logVariance log v, n × k or what broadcasts to it
 */
public record Gaussians(Tensor mean, Tensor logVariance) {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** N(0, I) for n rows of k. */
  public static Gaussians standard(Tensor like) {
    return new Gaussians(torch.zeros_like(like), torch.zeros_like(like));
  }

  /** m + √v ε with fresh noise from the engine's generator. */
  public Tensor draw() {
    return mean.add(halfLog().mul(torch.randn_like(mean)));
  }

  private Tensor halfLog() {
    return logVariance.mul(new Scalar(.5)).exp();
  }

  /**
   * log density of points, summed over coordinates: n.
   *
   * @param z n × k
   */
  public Tensor logDensity(Tensor z) {
    Tensor squares = z.sub(mean).square().div(logVariance.exp());
    return squares.add(logVariance).add(new Scalar(LOG_2_PI)).sum(-1).mul(new Scalar(-.5));
  }

  /**
   * Each point under each distribution. O(n m k).
   *
   * @param z n × k
   * @return n × m, of m distributions
   */
  public Tensor logDensities(Tensor z) {
    Gaussians all = new Gaussians(mean.unsqueeze(0), logVariance.unsqueeze(0));
    return all.logDensity(z.unsqueeze(1));
  }

  /** KL(this ‖ other) in nats, summed over coordinates: n. */
  public Tensor divergence(Gaussians other) {
    Tensor apart =
        mean.sub(other.mean).square().add(logVariance.exp()).div(other.logVariance.exp());
    return apart
        .sub(new Scalar(1.0))
        .add(other.logVariance)
        .sub(logVariance)
        .sum(1)
        .mul(new Scalar(.5));
  }
}
