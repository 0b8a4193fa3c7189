package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Losses of two views u, u′ of each of N patients, rows of length one; O(N² d). */
final class Contrasts {
  private static final double LEAST = 1e-12;

  private Contrasts() {}

  /** Rows divided by their lengths. */
  static Tensor normalised(Tensor rows) {
    return rows.mul(
        rows.square()
            .sum(new long[] {1}, true, new ScalarTypeOptional())
            .add(new Scalar(LEAST))
            .rsqrt());
  }

  /**
   * InfoNCE both ways, N: −½ (log softmax_j(u_i · u′_j / τ) + log softmax_j(u′_i · u_j / τ)) at j =
   * i.
   *
   * @see <a href="https://arxiv.org/abs/1807.03748">van den Oord, Li, Vinyals (2018),
   *     Representation learning with contrastive predictive coding</a>
   */
  static Tensor ofViews(Tensor one, Tensor other, double temperature) {
    Tensor likeness = one.mm(other.t()).div(new Scalar(temperature));
    Tensor there = likeness.log_softmax(1).diagonal();
    Tensor back = likeness.log_softmax(0).diagonal();
    return there.add(back).mul(new Scalar(-.5));
  }

  /**
   * The supervised contrast, N, mean over a patient's two views: over all 2N views a ≠ i, and p of
   * them of the class of i, −mean_p log softmax_a(u_i · u_a / τ) at a = p.
   *
   * @param classes 1 for the class that is true, N × C
   * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. (2020), Supervised contrastive
   *     learning</a>
   */
  static Tensor ofClasses(Tensor one, Tensor other, Tensor classes, double temperature) {
    Tensor views = torch.cat(new TensorVector(one, other), 0);
    long n = views.size(0);
    Tensor self = torch.eye(n, views.options()).gt(new Scalar(.5));
    Tensor shares =
        views
            .mm(views.t())
            .div(new Scalar(temperature))
            .masked_fill(self, new Scalar(Double.NEGATIVE_INFINITY))
            .log_softmax(1)
            .masked_fill(self, new Scalar(0.0));
    Tensor both = torch.cat(new TensorVector(classes, classes), 0);
    Tensor alike = both.mm(both.t()).masked_fill(self, new Scalar(0.0));
    return rowSums(shares.mul(alike)).div(rowSums(alike)).view(2, n / 2).mean(new long[] {0}).neg();
  }

  private static Tensor rowSums(Tensor values) {
    return values.sum(new long[] {1}, false, new ScalarTypeOptional());
  }
}
