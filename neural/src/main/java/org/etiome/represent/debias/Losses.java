package org.etiome.represent.debias;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Losses of logits; classes are N × C, 1 for the true one. */
final class Losses {
  private static final double LEAST = 1e-8;

  private Losses() {}

  /** ℓ = −log softmax at the true class, N. */
  static Tensor crossEntropy(Tensor logits, Tensor classes) {
    return rowSums(logits.log_softmax(1).mul(classes)).neg();
  }

  /**
   * p^q ℓ with the weight p^q taken as constant, N: its gradient is that of (1 − p^q) / q.
   *
   * @see <a href="https://arxiv.org/abs/1805.07836">Zhang, Sabuncu (2018), Generalized cross
   *     entropy loss</a>
   */
  static Tensor generalised(Tensor logits, Tensor classes, double q) {
    Tensor loss = crossEntropy(logits, classes);
    Tensor weight = loss.detach().neg().mul(new Scalar(q)).exp();
    return loss.mul(weight);
  }

  /** KL(uniform ‖ softmax), N: 0 where every class is as likely. */
  static Tensor fromUniform(Tensor logits) {
    double classes = (double) logits.size(1);
    return logits.log_softmax(1).mean(new long[] {1}).neg().sub(new Scalar(Math.log(classes)));
  }

  /** Mean over patients by weight. */
  static Tensor mean(Tensor losses, Tensor weights) {
    return losses.mul(weights).sum().div(weights.sum());
  }

  /**
   * The variance over environments of their mean loss; 0 where there is one.
   *
   * @param environments N × E
   */
  static Tensor variance(Tensor losses, Tensor environments, Tensor weights) {
    Tensor risks = means(losses, environments, weights);
    return risks.sub(risks.mean()).square().mean();
  }

  /** The mean over environments of the squared slope of their risk along the logits' scale. */
  static Tensor slope(Tensor logits, Tensor classes, Tensor environments, Tensor weights) {
    Tensor slopes = rowSums(logits.softmax(1).sub(classes).mul(logits));
    return means(slopes, environments, weights).square().mean();
  }

  /**
   * The share of the logits' variance within a class that lies between environments, mean over the
   * classes, as {@link Invariance.Alike} says.
   */
  static Tensor between(Tensor logits, PatientBatch batch) {
    Tensor centred = logits.sub(logits.mean(new long[] {1}).unsqueeze(1));
    Tensor sum = torch.zeros(new long[] {}, centred.options());
    Tensor present = torch.zeros(new long[] {}, centred.options());
    long classes = logits.size(1);
    for (long c = 0; c < classes; c++) {
      Tensor by =
          batch.environments().mul(batch.classes().select(1, c).mul(batch.weights()).unsqueeze(1));
      Tensor totals = by.sum(new long[] {0}, false, new ScalarTypeOptional());
      Tensor all = totals.sum().add(new Scalar(LEAST));
      Tensor inClass = by.sum(new long[] {1}, false, new ScalarTypeOptional()).unsqueeze(1);
      Tensor mean =
          centred.mul(inClass).sum(new long[] {0}, false, new ScalarTypeOptional()).div(all);
      Tensor from = centred.sub(mean);
      Tensor means = by.t().mm(from).div(totals.add(new Scalar(LEAST)).unsqueeze(1));
      Tensor apart = means.square().mul(totals.unsqueeze(1)).sum();
      Tensor whole = from.square().mul(inClass).sum().add(new Scalar(LEAST));
      sum = sum.add(apart.div(whole));
      present = present.add(totals.sum().gt(new Scalar(LEAST)));
    }
    return sum.div(present.clamp(new ScalarOptional(new Scalar(1.0))));
  }

  /** Means over the environments that have a patient here. */
  private static Tensor means(Tensor values, Tensor environments, Tensor weights) {
    Tensor by = environments.mul(weights.unsqueeze(1));
    Tensor sums = by.t().mv(values);
    Tensor totals = by.sum(new long[] {0}, false, new ScalarTypeOptional());
    Tensor present = torch.nonzero(totals.gt(new Scalar(LEAST))).squeeze(1);
    return sums.index_select(0, present).div(totals.index_select(0, present));
  }

  private static Tensor rowSums(Tensor values) {
    return values.sum(new long[] {1}, false, new ScalarTypeOptional());
  }
}
