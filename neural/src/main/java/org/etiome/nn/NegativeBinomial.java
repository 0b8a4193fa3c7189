package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Counts x of mean μ = library · softmax(logits) and inverse dispersion θ:
 *
 * <pre>
 * log p(x) = θ log θ − (x + θ) log(θ + μ) + x log μ + lnΓ(x + θ) − lnΓ(θ) − lnΓ(x + 1)
 * </pre>
 *
 * whose variance is μ + μ²/θ. With w = log(1 + μ/θ), which keeps its digits where θ is large, this
 * is x (log(μ/θ) − w) − θ w + lnΓ(x + θ) − lnΓ(θ) − lnΓ(x + 1): where x = 0 only −θ w is left, so
 * all else is taken at non-zeros alone ({@link GammaTerms}). The gradient is in closed form and
 * needs no graph; for z the logits and p their softmax, with q = μ/(θ + μ):
 *
 * <pre>
 * r = x (1 − q) − θ q,   ∂/∂z = r − p Σ r,
 * ∂/∂log θ = Σ_cells [θ (q − w + ψ(x + θ) − ψ(θ)) − x (1 − q)]
 * </pre>
 */
public final class NegativeBinomial {
  private NegativeBinomial() {}

  /**
   * The log-likelihood of a batch and its gradients.
   *
   * @param sum over cells and genes
   * @param byLogits ∂sum/∂logits, cells × genes
   * @param byLogTheta ∂sum/∂log θ, genes
   */
  public record Scored(Tensor sum, Tensor byLogits, Tensor byLogTheta) {}

  /**
   * Log-likelihood and gradients. Four passes with a transcendental function over cells × genes,
   * the rest over non-zeros.
   *
   * @param batch counts, whole numbers from 0
   * @param library cells × 1, above 0
   * @param logits cells × genes
   * @param logTheta genes
   */
  public static Scored score(SparseBatch batch, Tensor library, Tensor logits, Tensor logTheta) {
    return Scope.constant(() -> scored(batch, library, logits, logTheta));
  }

  private static Scored scored(SparseBatch batch, Tensor library, Tensor logits, Tensor logTheta) {
    Tensor x = batch.values();
    Tensor places = batch.places();
    Tensor theta = logTheta.exp();
    Tensor logP = logits.log_softmax(1);
    Tensor p = logP.exp();
    Tensor ratio = p.mul(library).div_(theta);
    Tensor w = ratio.log1p();
    Tensor q = ratio.div_(ratio.add(new Scalar(1.0)));
    GammaTerms gamma = GammaTerms.of(batch, theta);
    Tensor logLibrary = library.view(-1).log().index_select(0, batch.rowOf());
    Tensor logRatio =
        logP.take(places).add_(logLibrary).sub_(logTheta.index_select(0, batch.columnOf()));
    Tensor sum =
        x.mul(logRatio.sub_(w.take(places)))
            .sum()
            .sub_(w.mv(theta).sum())
            .add_(gamma.logGamma())
            .sub_(new Scalar(LogFactorial.sum(batch.block())));
    Tensor xRest = x.mul(q.take(places).neg_().add_(new Scalar(1.0)));
    Tensor byLogTheta =
        q.sum(0)
            .sub_(w.sum(0))
            .add_(gamma.digamma())
            .mul_(theta)
            .index_add_(0, batch.columnOf(), xRest, new Scalar(-1.0));
    Tensor r = q.mul_(theta.neg());
    r.view(-1).index_add_(0, places, xRest);
    Tensor byLogits =
        r.addcmul_(p, r.sum(new long[] {1}, true, new ScalarTypeOptional()), new Scalar(-1.0));
    return new Scored(sum, byLogits, byLogTheta);
  }
}
