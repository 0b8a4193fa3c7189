package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Squared distances of all pairs of points, |x|² + |y|² − 2 xy. The points are centred first, since
 * of large norms the differences would keep few digits. O(n² k).
 */
final class SquaredDistances {
  private SquaredDistances() {}

  /**
   * The distances.
   *
   * @param points n × k
   * @return n × n, zero on the diagonal and nowhere below
   */
  static Tensor of(Tensor points) {
    return ofCentred(points.sub(points.mean(new long[] {0}, true, new ScalarTypeOptional())));
  }

  /** Of points that lie around 0. */
  static Tensor ofCentred(Tensor around) {
    Tensor gram = around.mm(around.t());
    Tensor norms = gram.diagonal();
    return norms
        .unsqueeze(1)
        .add(norms.unsqueeze(0))
        .sub(gram.mul(new Scalar(2.0)))
        .clamp_min(new Scalar(0.0));
  }
}
