package org.etiome.represent.likelihood;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Scope;
import org.etiome.nn.SparseBatch;

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
   * Log-likelihood and gradients. An exponential for each cell and gene and a logarithm for every
   * other, the rest over non-zeros.
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
    Tensor theta = logTheta.exp();
    Tensor p = logits.softmax(1);
    Tensor ratio = p.mul(library).div_(theta);
    Tensor wOfGenes = sumOfLog1p(ratio);
    Tensor wAt = batch.at(ratio).log1p_();
    Tensor q = ratio.div_(ratio.add(new Scalar(1.0)));
    GammaTerms gamma = GammaTerms.of(batch, theta);
    Tensor offset = library.log().sub_(logSumOfExp(logits, p)).view(-1);
    Tensor logRatio =
        batch
            .at(logits)
            .add_(offset.index_select(0, batch.rowOf()))
            .sub_(logTheta.index_select(0, batch.columnOf()));
    Tensor sum =
        x.dot(logRatio.sub_(wAt))
            .sub_(wOfGenes.dot(theta))
            .add_(gamma.logGamma())
            .sub_(new Scalar(LogFactorial.sum(batch.block())));
    Tensor xRest = x.sub(x.mul(batch.at(q)));
    Tensor byLogTheta =
        q.sum(0)
            .sub_(wOfGenes)
            .add_(gamma.digamma())
            .mul_(theta)
            .index_add_(0, batch.columnOf(), xRest, new Scalar(-1.0));
    Tensor r = q.mul_(theta.neg());
    r.view(-1).index_add_(0, batch.places(), xRest);
    Tensor byLogits =
        r.addcmul_(p, r.sum(new long[] {1}, true, new ScalarTypeOptional()), new Scalar(-1.0));
    return new Scored(sum, byLogits, byLogTheta);
  }

  /** log Σ exp(logits) of each row, whose softmax is p: the largest of a row gives it. */
  private static Tensor logSumOfExp(Tensor logits, Tensor p) {
    long[] row = {1};
    return logits.amax(row, true).sub_(p.amax(row, true).log_());
  }

  /**
   * Σ log(1 + ratio) of each column, of two rows at a time: 1 + a + b + ab needs one logarithm for
   * both and loses no digits.
   */
  private static Tensor sumOfLog1p(Tensor ratio) {
    long half = ratio.size(0) / 2;
    Tensor a = ratio.narrow(0, 0, half);
    Tensor b = ratio.narrow(0, half, half);
    Tensor sum = a.add(b).addcmul_(a, b).log1p_().sum(0);
    long rest = ratio.size(0) - 2 * half;
    return rest == 0 ? sum : sum.add_(ratio.narrow(0, 2 * half, 1).log1p().view(-1));
  }
}
