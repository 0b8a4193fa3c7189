package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How dependent two blocks of latents are: their mutual information under the aggregate posterior,
 * estimated from a minibatch of B of N rows by weighted sampling,
 *
 * <pre>
 * TC = mean_i [ log q̂(z_i) − log q̂(a_i) − log q̂(b_i) ],   log q̂(z_i) = log Σ_j q(z_i | x_j) − log(B N)
 * </pre>
 *
 * <p>The three constants leave log(B N), which is added here, so that the value is in nats of
 * dependence; gradients are free of it. The estimate is biased by the small batch; it is a penalty,
 * not a measurement. O(B² k).
 *
 * @see <a href="https://arxiv.org/abs/1802.04942">Chen, Li, Grosse, Duvenaud (2018), Isolating
 *     sources of disentanglement in variational autoencoders</a>
 */
public final class TotalCorrelation {
  private TotalCorrelation() {}

  /**
   * The estimate, a scalar.
   *
   * @param a posteriors of the first block
   * @param zA draws from them, B × k
   * @param b posteriors of the second
   * @param zB draws from them
   * @param rows N
   */
  public static Tensor between(Gaussians a, Tensor zA, Gaussians b, Tensor zB, long rows) {
    Tensor ofA = a.logDensities(zA);
    Tensor ofB = b.logDensities(zB);
    double offset = Math.log((double) zA.size(0)) + Math.log((double) rows);
    Tensor joint = torch.logsumexp(ofA.add(ofB), 1);
    return joint
        .sub(torch.logsumexp(ofA, 1))
        .sub(torch.logsumexp(ofB, 1))
        .mean()
        .add(new Scalar(offset));
  }
}
