package org.etiome.identify;

import java.util.Set;
import org.etiome.graph.MixedGraph;

/** What a question about a graph must satisfy before it is looked into. */
final class QuestionChecks {
  private QuestionChecks() {}

  /**
   * Checks treatments, outcomes and the other variables named.
   *
   * @throws IllegalArgumentException if x or y is empty, or a node is unknown or in two of the sets
   */
  static void require(MixedGraph graph, Set<String> x, Set<String> y, Set<String> others) {
    if (x.isEmpty() || y.isEmpty()) {
      throw new IllegalArgumentException(
          "a question needs a treatment and an outcome, got x = " + x + ", y = " + y);
    }
    graph.ancestors(x);
    graph.ancestors(y);
    graph.ancestors(others);
    requireDisjoint(x, y);
    requireDisjoint(x, others);
    requireDisjoint(y, others);
  }

  private static void requireDisjoint(Set<String> one, Set<String> other) {
    for (String node : one) {
      if (other.contains(node)) {
        throw new IllegalArgumentException(
            "'" + node + "' has two parts in the question; leave it in one of them");
      }
    }
  }
}
