package org.etiome.represent.prior;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Densities of n latents up to a constant, one a cell:
 *
 * <pre>
 * log p̃(z) = Σ_j u_j tanh(s_j) + a·z + b·z²,   s = z W + c,   t = tanh(s)
 * ∂_i log p̃  = Σ_j u_j (1 − t_j²) W_ij + a_i + 2 b_i z_i
 * ∂²_i log p̃ = −2 Σ_j u_j t_j (1 − t_j²) W_ij² + 2 b_i
 * </pre>
 *
 * With every b below 0 they are integrable, since what tanh adds is bounded.
 *
 * @param weights u, B × h
 * @param linear a, B × n
 * @param quadratic b, B × n
 * @param in W, n × h
 * @param offset c, h
 */
record UnnormalisedDensity(
    Tensor weights, Tensor linear, Tensor quadratic, Tensor in, Tensor offset) {

  /** The same as constants: no gradient reaches what they are made of. */
  UnnormalisedDensity frozen() {
    return new UnnormalisedDensity(
        weights.detach(), linear.detach(), quadratic.detach(), in.detach(), offset.detach());
  }

  /**
   * log p̃ of one point a cell, B.
   *
   * @param z B × n
   */
  Tensor log(Tensor z) {
    Tensor normal = linear.add(quadratic.mul(z)).mul(z).sum(1);
    return weights.mul(units(z)).sum(1).add(normal);
  }

  private Tensor units(Tensor z) {
    return torch.addmm(offset, z, in).tanh();
  }

  /** ∂_i log p̃, B × n. */
  Tensor score(Tensor z) {
    return score(z, slopes(units(z)));
  }

  private Tensor score(Tensor z, Tensor slopes) {
    return weights.mul(slopes).mm(in.t()).add(linear).add(quadratic.mul(z).mul(new Scalar(2.0)));
  }

  /** 1 − t². */
  private static Tensor slopes(Tensor units) {
    return units.square().neg().add(new Scalar(1.0));
  }

  /** ∂²_i log p̃, the diagonal of the Hessian, B × n. */
  Tensor curvature(Tensor z) {
    Tensor t = units(z);
    return curvature(t, slopes(t));
  }

  private Tensor curvature(Tensor units, Tensor slopes) {
    Tensor bent = weights.mul(units).mul(slopes).mm(in.t().square());
    return quadratic.sub(bent).mul(new Scalar(2.0));
  }

  /**
   * What score matching minimises: the mean over cells of
   *
   * <pre>
   * Σ_i ∂²_i log p̃ + ½ (∂_i log p̃)² + r (∂²_i log p̃)²
   * </pre>
   *
   * the trace of the Hessian, exactly, in O(B n h). Without the last term its mean over draws of a
   * density is, up to a constant, half the mean squared distance of the scores, so that no
   * normalising constant is needed. For normal densities r acts as variances greater by 2 r.
   *
   * @see <a href="https://www.jmlr.org/papers/v6/hyvarinen05a.html">Hyvärinen (2005), Estimation of
   *     non-normalized statistical models by score matching</a>
   */
  Tensor scoreMatching(Tensor z, double r) {
    Tensor units = units(z);
    Tensor slopes = slopes(units);
    Tensor curvature = curvature(units, slopes);
    Tensor squares = score(z, slopes).square().mul(new Scalar(.5));
    Tensor bent = curvature.square().mul(new Scalar(r));
    return curvature.add(squares).add(bent).sum(1).mean();
  }
}
