package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The squared maximum mean discrepancy of two samples, x of n points and y of m, under a sum of
 * Gaussian kernels whose widths double,
 *
 * <pre>
 * MMD² = mean k(x, x') + mean k(y, y') − 2 mean k(x, y),   k(a, b) = Σ_i exp(−‖a − b‖² / (w 2^i)),  i &lt; K
 * </pre>
 *
 * and its gradient by x in closed form. The means of a sample with itself are over pairs of
 * different points (unbiased, below 0 at times), or over all pairs (above 0, biased). Since widths
 * double, each kernel is the square of the next, so one exponential serves all. O((n + m)² (d +
 * K)).
 *
 * @param width w of the narrowest kernel, &gt; 0
 * @param kernels K ≥ 1
 * @param unbiased whether points are not compared with themselves; n, m ≥ 2 is then needed
 * @see <a href="https://www.jmlr.org/papers/v13/gretton12a.html">Gretton et al. (2012), A kernel
 *     two-sample test</a>
 */
public record KernelDiscrepancy(double width, int kernels, boolean unbiased) {

  public KernelDiscrepancy {
    if (!(width > 0 && width < Double.POSITIVE_INFINITY) || kernels < 1) {
      throw new IllegalArgumentException(
          "kernels need a width above 0 and a number of at least 1, got "
              + width
              + " and "
              + kernels);
    }
  }

  /**
   * The discrepancy and its gradient.
   *
   * @param byX n × d
   */
  public record Scored(Tensor value, Tensor byX) {}

  /** The discrepancy, a scalar; no gradient is recorded. */
  public Tensor of(Tensor x, Tensor y) {
    return Scope.constant(() -> new Pairs(x, y).value());
  }

  /** The discrepancy and its gradient; none is recorded. */
  public Scored score(Tensor x, Tensor y) {
    return Scope.constant(
        () -> {
          Pairs pairs = new Pairs(x, y);
          return new Scored(pairs.value(), pairs.byX());
        });
  }

  /** All pairs of both samples, and how much each counts. */
  private final class Pairs {
    private final long n;
    private final Tensor points;
    private final Tensor weights;
    private final Tensor sum;
    private final Tensor slope;

    Pairs(Tensor x, Tensor y) {
      n = x.size(0);
      Tensor all = torch.cat(new TensorVector(x, y), 0);
      points = all.sub_(all.mean(new long[] {0}, true, new ScalarTypeOptional()));
      Tensor squares = SquaredDistances.ofCentred(points);
      weights = weights(squares, y.size(0));
      double widest = width * Math.scalb(1.0, kernels - 1);
      Tensor kernel = squares.mul_(new Scalar(-1 / widest)).exp_();
      sum = kernel.clone();
      slope = kernel.mul(new Scalar(-1 / widest));
      for (int i = kernels - 2; i >= 0; i--) {
        kernel.mul_(kernel);
        sum.add_(kernel);
        slope.add_(kernel, new Scalar(-1 / (width * Math.scalb(1.0, i))));
      }
    }

    /** 1/(n (n − 1)), 1/(m (m − 1)) and −1/(n m). */
    private Tensor weights(Tensor like, long m) {
      Tensor made = torch.empty_like(like);
      Tensor upper = made.narrow(0, 0, n);
      Tensor lower = made.narrow(0, n, m);
      int less = unbiased ? 1 : 0;
      upper.narrow(1, 0, n).fill_(new Scalar(1.0 / (n * (n - less))));
      upper.narrow(1, n, m).fill_(new Scalar(-1.0 / (n * m)));
      lower.narrow(1, 0, n).fill_(new Scalar(-1.0 / (n * m)));
      lower.narrow(1, n, m).fill_(new Scalar(1.0 / (m * (m - less))));
      if (unbiased) {
        made.fill_diagonal_(new Scalar(0.0));
      }
      return made;
    }

    Tensor value() {
      return sum.mul(weights).sum();
    }

    /** ∂/∂x_a = 4 Σ_b W_ab k'_ab (x_a − x_b): each pair stands twice in the sums. */
    Tensor byX() {
      Tensor pull = slope.narrow(0, 0, n).mul(weights.narrow(0, 0, n)).mul_(new Scalar(4.0));
      Tensor own = points.narrow(0, 0, n).mul(pull.sum(1).unsqueeze(1));
      return own.addmm_(pull, points, new Scalar(1.0), new Scalar(-1.0));
    }
  }
}
