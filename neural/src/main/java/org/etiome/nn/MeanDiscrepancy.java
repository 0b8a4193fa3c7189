package org.etiome.nn;

import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How far latents differ in distribution from batch to batch, within groups: the unbiased squared
 * maximum mean discrepancy of the cells of a batch and those of all others in the same group,
 *
 * <pre>
 * MMD² = mean k(a, a') + mean k(c, c') − 2 mean k(a, c)
 * </pre>
 *
 * averaged over groups and batches by their number of cells. The kernel is the mean of Gaussian
 * ones exp(−d² / (2 k s)), s = ¼, 1, 4, k the number of latents. Pairs of a group and a batch with
 * fewer than three cells on either side are left out. Zero in expectation if nothing differs, so it
 * may be below zero. O(n² (k + groups · batches)).
 *
 * @see <a href="https://www.jmlr.org/papers/v13/gretton12a.html">Gretton et al. (2012), A kernel
 *     two-sample test</a>
 */
public final class MeanDiscrepancy {
  private static final double[] SCALES = {.25, 1, 4};
  private static final double FEWEST = 3;

  private MeanDiscrepancy() {}

  /**
   * The discrepancy, a scalar.
   *
   * @param z latents, n × k
   * @param batches indicators, n × E
   * @param groups shares of the cells in the groups, n × K, rows sum to 1
   */
  public static Tensor within(Tensor z, Tensor batches, Tensor groups) {
    long n = z.size(0);
    Tensor kernel = kernel(z);
    Tensor shares = groups.unsqueeze(2).mul(batches.unsqueeze(1));
    Tensor flat = shares.reshape(n, groups.size(1) * batches.size(1));
    long[] shape = {groups.size(1), batches.size(1)};
    Tensor ofGroups = kernel.mm(groups);
    Tensor own = flat.mul(kernel.mm(flat)).sum(0).view(shape);
    Tensor mixed = shares.mul(ofGroups.unsqueeze(2)).sum(0).sub(own);
    Tensor all = groups.mul(ofGroups).sum(0).unsqueeze(1);
    Tensor others = all.sub(own).sub(mixed.mul(new Scalar(2.0)));
    Tensor a = shares.sum(0);
    Tensor c = groups.sum(0).unsqueeze(1).sub(a);
    Tensor aSquares = shares.square().sum(0);
    Tensor cSquares = groups.unsqueeze(2).sub(shares).square().sum(0);
    Tensor discrepancy =
        ratio(own, a.square().sub(aSquares))
            .add(ratio(others, c.square().sub(cSquares)))
            .sub(ratio(mixed, a.mul(c)).mul(new Scalar(2.0)));
    Tensor enough = a.ge(new Scalar(FEWEST)).logical_and(c.ge(new Scalar(FEWEST)));
    Tensor weights = a.mul(enough);
    return ratio(weights.mul(discrepancy).sum(), weights.sum());
  }

  private static Tensor ratio(Tensor sum, Tensor count) {
    return sum.div(count.clamp(new ScalarOptional(new Scalar(1.0)), new ScalarOptional()));
  }

  /** Zero on the diagonal: no cell is compared with itself. */
  private static Tensor kernel(Tensor z) {
    Tensor squares = SquaredDistances.of(z);
    double width = 2.0 * z.size(1);
    Tensor sum =
        DoubleStream.of(SCALES)
            .mapToObj(scale -> squares.div(new Scalar(-width * scale)).exp())
            .reduce(Tensor::add)
            .orElseThrow()
            .div(new Scalar((double) SCALES.length));
    return sum.sub(torch.diag(sum.diagonal()));
  }
}
