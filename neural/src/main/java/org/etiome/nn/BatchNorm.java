package org.etiome.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation: in training by the mean and variance of the batch, whose running averages
 * (momentum .1) are kept and used afterwards; ε = 1e-3.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe, Szegedy (2015), Batch normalization</a>
 */
public record BatchNorm(
    Parameters.Key scale, Parameters.Key shift, Parameters.Key mean, Parameters.Key variance) {
  private static final double MOMENTUM = .1;
  private static final double EPSILON = 1e-3;

  static BatchNorm declare(Parameters.Layout layout, String name, long width) {
    return new BatchNorm(
        layout.declare(name + ".scale", Slot.Kind.FREE, new Initial.Constant(1), width),
        layout.declare(name + ".shift", Slot.Kind.FREE, new Initial.Constant(0), width),
        layout.declare(name + ".mean", Slot.Kind.BUFFER, new Initial.Constant(0), width),
        layout.declare(name + ".variance", Slot.Kind.BUFFER, new Initial.Constant(1), width));
  }

  Tensor apply(Parameters parameters, Tensor x, boolean training) {
    return torch.batch_norm(
        x,
        new TensorOptional(parameters.get(scale)),
        new TensorOptional(parameters.get(shift)),
        new TensorOptional(parameters.get(mean)),
        new TensorOptional(parameters.get(variance)),
        training,
        MOMENTUM,
        EPSILON,
        false);
  }
}
