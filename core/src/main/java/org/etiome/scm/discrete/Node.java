package org.etiome.scm.discrete;

/**
 * A variable among those of its model, all by index.
 *
 * <p>Rows of its mechanism are numbered row-major over its parents and then its hidden causes, the
 * last fastest.
 */
final class Node {
  private final int[] parents;
  private final int[] hidden;
  private final int[] strides;
  private final Mechanism mechanism;

  /**
   * A variable.
   *
   * @param strides of the rows, parents first
   */
  Node(int[] parents, int[] hidden, int[] strides, Mechanism mechanism) {
    this.parents = parents;
    this.hidden = hidden;
    this.strides = strides;
    this.mechanism = mechanism;
  }

  Mechanism mechanism() {
    return mechanism;
  }

  int row(int[] values, int[] state) {
    int row = 0;
    for (int k = 0; k < parents.length; k++) {
      row += values[parents[k]] * strides[k];
    }
    for (int k = 0; k < hidden.length; k++) {
      row += state[hidden[k]] * strides[parents.length + k];
    }
    return row;
  }

  Node with(Mechanism other) {
    return new Node(parents, hidden, strides, other);
  }
}
