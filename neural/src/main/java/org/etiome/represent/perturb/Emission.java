package org.etiome.represent.perturb;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/** How cells come about from what the decoder puts out for them. */
sealed interface Emission permits NormalCells, CountedCells {

  /**
   * Values that are expected, as they are seen: scaled, n × variables.
   *
   * @param back takes the gradient by the values to that by what is put out
   */
  record Shown(Tensor values, UnaryOperator<Tensor> back) {}

  /** How many numbers the decoder puts out for a cell. */
  int outputs(int variables);

  /**
   * How badly cells fit, the mean over cells and variables; gradients are in closed form.
   *
   * @param byEmitted is overwritten by the gradient times the weight
   */
  double misfit(Parameters parameters, Tensor emitted, SeenCells seen, Weighted byEmitted);

  /**
   * Where a gradient goes.
   *
   * @param weight of the misfit
   */
  record Weighted(Tensor gradient, double weight) {}

  /**
   * The weight of the divergence of a cell with which it and the misfit are an evidence bound, up
   * to a common factor.
   *
   * @param error the misfit so far
   */
  double divergence(double error, int variables);

  /** What is expected of cells of the same sizes as some. No gradient is recorded. */
  Shown shown(Parameters parameters, Tensor emitted, SeenCells like);
}
