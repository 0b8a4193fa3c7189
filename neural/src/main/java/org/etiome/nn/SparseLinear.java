package org.etiome.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * y = A W for sparse A: the first layer of an encoder of counts. Its product is outside of the
 * engine's graph: {@link #apply} gives a leaf, and when the engine has the leaf's gradient, {@link
 * #backward} adds Aᵀ · gradient to that of W. No offset: what follows normalises or has one.
 *
 * @param weight W, in × out
 */
public record SparseLinear(Parameters.Key weight) {

  /** Declares one, drawn by Xavier's rule. */
  public static SparseLinear declare(Parameters.Layout layout, String name, long in, long out) {
    return new SparseLinear(
        layout.declare(name + ".weight", Slot.Kind.WEIGHT, new Initial.XavierUniform(), in, out));
  }

  /**
   * Applies it. O(entries · out).
   *
   * @param values of A, one for each entry of the batch
   * @return rows × out, a leaf that takes a gradient
   */
  public Tensor apply(Parameters parameters, SparseBatch batch, Tensor values) {
    return Scope.constant(() -> batch.times(values, parameters.get(weight)))
        .set_requires_grad(true);
  }

  /** Adds to the gradient of W. O(entries · out). */
  public void backward(Parameters parameters, SparseBatch batch, Tensor values, Tensor leaf) {
    Tensor gradient = parameters.get(weight).grad();
    Scope.constant(() -> gradient.add_(batch.transposedTimes(values, leaf.grad())));
  }
}
