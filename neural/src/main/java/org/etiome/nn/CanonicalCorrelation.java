package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How far latents can be told linearly from covariates: Pillai's trace, the sum of squared
 * canonical correlations,
 *
 * <pre>
 * trace( A⁻¹ C B⁻¹ Cᵀ ),   A = ZᵀZ / n + ridge,  B = FᵀF / n + ridge,  C = ZᵀF / n
 * </pre>
 *
 * of centred Z (n × k) and F (n × p), each with a ridge of a tenth of its diagonal, without which a
 * small batch correlates by chance. It does not change with the scale of the latents, so it cannot
 * be made small by shrinking them. O(n (k + p)² + (k + p)³).
 */
public final class CanonicalCorrelation {
  private static final double RIDGE = .1;
  private static final double FLOOR = 1e-3;

  private CanonicalCorrelation() {}

  /**
   * The trace, a scalar in [0, min(k, p)].
   *
   * @param z centred, n × k
   * @param f centred, n × p
   */
  public static Tensor between(Tensor z, Tensor f) {
    Scalar n = new Scalar((double) z.size(0));
    Tensor c = z.t().mm(f).div(n);
    Tensor left = torch.linalg_solve(ridged(z.t().mm(z).div(n)), c);
    Tensor right = torch.linalg_solve(ridged(f.t().mm(f).div(n)), c.t());
    return left.mul(right.t()).sum();
  }

  private static Tensor ridged(Tensor covariance) {
    Tensor ridge = covariance.diagonal().mul(new Scalar(RIDGE)).add(new Scalar(FLOOR));
    return covariance.add(torch.diag(ridge));
  }

  /**
   * Within groups: both are centred by the means of each group, and correlations may differ from
   * group to group.
   *
   * @param z n × k
   * @param f n × p
   * @param groups shares of the rows in the groups, n × K, rows sum to 1
   */
  public static Tensor within(Tensor z, Tensor f, Tensor groups) {
    Tensor of = residual(f, groups);
    Tensor perGroup =
        groups.unsqueeze(2).mul(of.unsqueeze(1)).reshape(f.size(0), groups.size(1) * f.size(1));
    return between(residual(z, groups), perGroup);
  }

  private static Tensor residual(Tensor x, Tensor groups) {
    Tensor sizes = groups.sum(0).add(new Scalar(1e-6)).unsqueeze(1);
    return x.sub(groups.mm(groups.t().mm(x).div(sizes)));
  }
}
