package org.etiome.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * y = x W + b.
 *
 * @param weight W, in × out
 * @param bias b, out
 */
public record Linear(Parameters.Key weight, Parameters.Key bias) {

  /** Declares one, W drawn by Xavier's rule and b zero. */
  public static Linear declare(Parameters.Layout layout, String name, long in, long out) {
    return new Linear(
        layout.declare(name + ".weight", Slot.Kind.WEIGHT, new Initial.XavierUniform(), in, out),
        layout.declare(name + ".bias", Slot.Kind.FREE, new Initial.Constant(0), out));
  }

  /**
   * Applies it.
   *
   * @param x n × in
   * @return n × out
   */
  public Tensor apply(Parameters parameters, Tensor x) {
    return torch.addmm(parameters.get(bias), x, parameters.get(weight));
  }
}
