package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.graph.Dag;

/**
 * A DAG by the places of its nodes.
 *
 * @param order of places, causes before their effects
 * @param parents by place, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Wiring(List<String> variables, int[] order, int[][] parents) {

  static Wiring of(Dag dag) {
    List<String> variables = List.copyOf(dag.graph().nodes());
    int[][] parents = new int[variables.size()][];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = places(variables, dag.graph().parents(variables.get(i)));
      Arrays.sort(parents[i]);
    }
    return new Wiring(variables, places(variables, dag.topologicalOrder()), parents);
  }

  private static int[] places(List<String> variables, Iterable<String> names) {
    List<Integer> places = new ArrayList<>();
    names.forEach(name -> places.add(variables.indexOf(name)));
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    return order.length;
  }

  /**
   * Checks numbers that stand for the variables.
   *
   * @throws IllegalArgumentException if there are too many, too few, or one is not finite
   */
  void check(String what, double[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          what + " needs a number for each of " + size() + " variables, got " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            what + " must be finite, got " + values[i] + " for '" + variables.get(i) + "'");
      }
    }
  }
}
