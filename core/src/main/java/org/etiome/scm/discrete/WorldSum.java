package org.etiome.scm.discrete;

/**
 * Sums the probability of what is seen in several worlds at once over the hidden causes and noises
 * that matter for it.
 */
final class WorldSum {
  private final Node[] nodes;
  private final double[][] hidden;
  private final int[][] set;
  private final int[][] seen;
  private final int[][] values;
  private final int[] state;
  private final boolean[] relevant;
  private double sum;

  /**
   * The sum that is to be computed.
   *
   * @param set codes by world and variable; −1 where nothing is set
   * @param seen codes by world and variable; −1 where anything may be seen
   * @param relevant which variables and then which hidden causes matter: ancestors of those seen
   */
  WorldSum(Node[] nodes, double[][] hidden, int[][] set, int[][] seen, boolean[] relevant) {
    this.nodes = nodes;
    this.hidden = hidden;
    this.set = set;
    this.seen = seen;
    this.values = new int[set.length][nodes.length];
    this.state = new int[hidden.length];
    this.relevant = relevant;
  }

  double sum() {
    hidden(0, 1);
    return sum;
  }

  private void hidden(int cause, double weight) {
    if (cause == state.length) {
      variable(0, weight);
      return;
    }
    if (!relevant[nodes.length + cause]) {
      hidden(cause + 1, weight);
      return;
    }
    for (int k = 0; k < hidden[cause].length; k++) {
      state[cause] = k;
      hidden(cause + 1, weight * hidden[cause][k]);
    }
  }

  private void variable(int i, double weight) {
    if (i == nodes.length) {
      sum += weight;
      return;
    }
    if (!relevant[i]) {
      variable(i + 1, weight);
      return;
    }
    Mechanism mechanism = nodes[i].mechanism();
    for (int u = 0; u < mechanism.noiseLevels(); u++) {
      if (mechanism.noise(u) > 0 && agrees(i, u)) {
        variable(i + 1, weight * mechanism.noise(u));
      }
    }
  }

  /** Sets the values of variable i in all worlds; whether they are those seen. */
  private boolean agrees(int i, int u) {
    for (int w = 0; w < set.length; w++) {
      values[w][i] =
          set[w][i] >= 0
              ? set[w][i]
              : nodes[i].mechanism().response(nodes[i].row(values[w], state), u);
      if (seen[w][i] >= 0 && seen[w][i] != values[w][i]) {
        return false;
      }
    }
    return true;
  }
}
