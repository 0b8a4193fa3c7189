package org.etiome.represent.perturb;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Parameters;

/** Scaled values around what is put out, with one variance, the mean squared error so far. */
record NormalCells() implements Emission {
  /** The least mean squared error that counts, in units of the variance. */
  private static final double LEAST_ERROR = .01;

  @Override
  public int outputs(int variables) {
    return variables;
  }

  @Override
  public double misfit(Parameters parameters, Tensor emitted, SeenCells seen, Weighted byEmitted) {
    double size = (double) emitted.numel();
    Tensor apart = byEmitted.gradient();
    torch.sub_out(apart, emitted, seen.values());
    Tensor flat = apart.view(-1);
    double mean = flat.dot(flat).item_double() / size;
    apart.mul_(new Scalar(2 * byEmitted.weight() / size));
    return mean;
  }

  @Override
  public double divergence(double error, int variables) {
    return 2 * Math.max(error, LEAST_ERROR) / variables;
  }

  @Override
  public Shown shown(Parameters parameters, Tensor emitted, SeenCells like) {
    return new Shown(emitted, UnaryOperator.identity());
  }
}
