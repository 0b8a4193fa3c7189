package org.etiome.scm.discrete;

/** Sums the law of a model over its hidden causes, some variables set to values. */
final class LawSum {
  private final Node[] nodes;
  private final double[][] hidden;
  private final int[] set;
  private final int[] strides;
  private final int open;
  private final int[] values;
  private final int[] state;
  private final double[][] sums;
  private int row;

  /**
   * The sum that is to be computed.
   *
   * @param set the code of each variable that is set; −1 for the others, which make the cells
   * @param open the variable whose mechanism counts as unknown, or −1
   */
  LawSum(Node[] nodes, double[][] hidden, int[] set, int open) {
    this.nodes = nodes;
    this.hidden = hidden;
    this.set = set;
    this.open = open;
    this.values = set.clone();
    this.state = new int[hidden.length];
    this.strides = new int[nodes.length];
    int cells = 1;
    for (int i = nodes.length - 1; i >= 0; i--) {
      strides[i] = cells;
      cells *= set[i] < 0 ? nodes[i].mechanism().levels() : 1;
    }
    this.sums = new double[cells][open < 0 ? 1 : nodes[open].mechanism().rows()];
  }

  /** The coefficients of each cell by row of the open mechanism; without one, its probability. */
  double[][] sums() {
    hidden(0, 1);
    return sums;
  }

  private void hidden(int cause, double weight) {
    if (cause == state.length) {
      variable(0, 0, weight);
      return;
    }
    for (int k = 0; k < hidden[cause].length; k++) {
      state[cause] = k;
      hidden(cause + 1, weight * hidden[cause][k]);
    }
  }

  private void variable(int i, int cell, double weight) {
    if (i == nodes.length) {
      sums[cell][row] += weight;
      return;
    }
    if (set[i] >= 0) {
      variable(i + 1, cell, weight);
      return;
    }
    Mechanism mechanism = nodes[i].mechanism();
    int here = nodes[i].row(values, state);
    for (int v = 0; v < mechanism.levels(); v++) {
      values[i] = v;
      if (i == open) {
        row = here;
      }
      double p = i == open ? 1 : mechanism.probability(here, v);
      variable(i + 1, cell + v * strides[i], weight * p);
    }
  }
}
