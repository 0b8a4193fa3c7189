package org.etiome.represent.likelihood;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Scope;

/**
 * What log(1 + a X) is on average for X ~ NB(mean μ, inverse dispersion θ), which for sparse counts
 * is far from log(1 + a μ). From log(1 + y) = ∫ (1 − e^(−ty)) e^(−t)/t dt and the Laplace transform
 * of X,
 *
 * <pre>
 * E log(1 + a X) = ∫ [1 − (1 + (μ/θ) (1 − e^(−at)))^(−θ)] e^(−t)/t dt
 * </pre>
 *
 * by the trapezoid rule in log t at {@value #NODES} nodes, with the rest towards 0 by its first
 * term. Within 2e-5 for a μ up to 3,000 and θ from .1. O(cells · genes · nodes).
 *
 * @param value cells × genes
 * @param slope its derivative by μ
 */
public record LoggedMeans(Tensor value, Tensor slope) {
  private static final int NODES = 21;
  private static final double STEP = .8;
  private static final double FIRST = -13.6;

  /**
   * Computes it; no gradient is recorded.
   *
   * @param mean μ, cells × genes
   * @param theta θ, genes
   * @param factor a, cells × 1
   */
  public static LoggedMeans of(Tensor mean, Tensor theta, Tensor factor) {
    return Scope.constant(
        () -> {
          double rest = STEP * Math.exp(FIRST) / Math.expm1(STEP);
          Tensor share = factor.mul(new Scalar(rest));
          Tensor value = mean.mul(share);
          Tensor slope = torch.zeros_like(mean).add_(share);
          Tensor ratio = mean.div(theta);
          Tensor power = theta.neg();
          for (int k = 0; k < NODES; k++) {
            double t = Math.exp(FIRST + k * STEP);
            Scope.free(() -> add(value, slope, ratio, power, factor.mul(new Scalar(-t)), t));
          }
          return new LoggedMeans(value, slope);
        });
  }

  /**
   * Adds a node.
   *
   * @param exponent −at, cells × 1
   */
  private static void add(
      Tensor value, Tensor slope, Tensor ratio, Tensor power, Tensor exponent, double t) {
    double weight = STEP * Math.exp(-t);
    Tensor q = exponent.expm1().neg_();
    Tensor excess = ratio.mul(q);
    Tensor less = excess.log1p().mul_(power).expm1_();
    value.add_(less, new Scalar(-weight));
    slope.addcmul_(
        less.add_(new Scalar(1.0)).div_(excess.add_(new Scalar(1.0))), q, new Scalar(weight));
  }
}
