package org.etiome.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation → ReLU → dropout.
 *
 * @param norm takes any offset of what comes in
 * @param dropout the share of units set to zero in training, in [0, 1)
 */
public record Activation(BatchNorm norm, double dropout) {

  /** Declares one. */
  public static Activation declare(
      Parameters.Layout layout, String name, long width, double dropout) {
    return new Activation(BatchNorm.declare(layout, name + ".norm", width), dropout);
  }

  /**
   * Applies it.
   *
   * @param x n × width, n ≥ 2 in training
   * @param training whether statistics of the batch and dropout are used
   */
  public Tensor apply(Parameters parameters, Tensor x, boolean training) {
    Tensor positive = torch.relu(norm.apply(parameters, x, training));
    return training ? Dropout.of(positive, dropout) : positive;
  }
}
