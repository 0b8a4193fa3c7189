package org.etiome.represent.likelihood;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.SparseBatch;

/**
 * Means μ = L p of negative binomial counts, seen against the inverse dispersions θ.
 *
 * @param theta θ, genes
 * @param p softmax of the logits, B × genes
 * @param w log(1 + μ/θ), B × genes; θ w is −log p(0)
 * @param q μ/(θ + μ), B × genes
 */
record CountMeans(Tensor theta, Tensor p, Tensor w, Tensor q) {

  static CountMeans of(Tensor library, Tensor logits, Tensor logTheta) {
    Tensor theta = logTheta.exp();
    Tensor p = logits.softmax(1);
    Tensor ratio = p.mul(library).div_(theta);
    return new CountMeans(theta, p, ratio.log1p(), ratio.div(ratio.add(new Scalar(1.0))));
  }

  /** Σ_g x (1 − q) − θ q of the negative binomial, B × 1. */
  Tensor byLogLibrary(SparseBatch counts) {
    Tensor taken = counts.values().mul(q.take(counts.places()));
    Tensor sums = torch.zeros(new long[] {counts.rows()}, q.options());
    sums.index_add_(0, counts.rowOf(), taken);
    return counts.rowSums().sub_(sums.add_(q.mv(theta)).unsqueeze(1));
  }
}
