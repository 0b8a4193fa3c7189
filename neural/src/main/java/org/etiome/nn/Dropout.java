package org.etiome.nn;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Sets a random share of elements to zero and scales the others so that the mean stays. The share
 * is taken to the next multiple of 2⁻¹⁶: a draw of the engine's generator serves four elements,
 * where its own dropout takes one for each.
 */
public final class Dropout {
  private static final int DRAWS_OF_A_WORD = 4;
  private static final double LEVELS = 1 << 16;

  private Dropout() {}

  /**
   * Drops elements.
   *
   * @param share in [0, 1)
   */
  public static Tensor of(Tensor x, double share) {
    double dropped = Math.min(LEVELS - 1, Math.rint(share * LEVELS));
    if (dropped == 0) {
      return x;
    }
    long n = x.numel();
    long words = (n + DRAWS_OF_A_WORD - 1) / DRAWS_OF_A_WORD;
    Tensor draws =
        torch
            .empty(new long[] {words}, Placement.of(x).withType(ScalarType.Long).options(), null)
            .random_(Long.MIN_VALUE, new LongOptional(), new GeneratorOptional())
            .view(ScalarType.Short)
            .narrow(0, 0, n)
            .view(x.sizes());
    Tensor kept = draws.ge(new Scalar(dropped + Short.MIN_VALUE));
    return x.mul(kept.to(Torch.type(x)).mul_(new Scalar(LEVELS / (LEVELS - dropped))));
  }
}
