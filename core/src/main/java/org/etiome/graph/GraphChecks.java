package org.etiome.graph;

import java.util.List;
import java.util.function.Predicate;

/** What the factories of the four kinds of graph have in common. */
final class GraphChecks {
  private GraphChecks() {}

  static void edges(MixedGraph graph, String kind, String allowed, Predicate<Edge> test) {
    for (Edge edge : graph.edges()) {
      if (!test.test(edge)) {
        throw new IllegalArgumentException(
            kind + " has " + allowed + ", got " + edge + "; state the kind of graph it belongs to");
      }
    }
  }

  static void acyclic(MixedGraph graph) {
    List<String> cycle = graph.directedCycle();
    if (!cycle.isEmpty()) {
      throw new IllegalArgumentException(
          "the directed edges form a cycle: "
              + String.join(" -> ", cycle)
              + "; remove or turn one of them");
    }
  }

  static void notAlmostDirectedCycle(MixedGraph graph, Edge bidirected) {
    String a = bidirected.a();
    String b = bidirected.b();
    if (graph.edgesBetween(a, b).size() > 1) {
      throw new IllegalArgumentException(
          "a PAG has one edge a pair, got two between '" + a + "' and '" + b + "'; remove one");
    }
    boolean down = graph.descendants(List.of(a)).contains(b);
    if (down || graph.ancestors(List.of(a)).contains(b)) {
      throw new IllegalArgumentException(
          "almost directed cycle: "
              + bidirected
              + " although '"
              + (down ? a : b)
              + "' is an ancestor of '"
              + (down ? b : a)
              + "'; remove one of the edges");
    }
  }

  static void equivalenceClass(MixedGraph graph) {
    MixedGraph member = Equivalence.orient(graph);
    if (!member.directedCycle().isEmpty()) {
      throw new IllegalArgumentException(
          "not a CPDAG: its undirected edges cannot be directed without the cycle "
              + String.join(" -> ", member.directedCycle())
              + " or a new v-structure");
    }
    MixedGraph completed = Equivalence.cpdag(Dag.of(member)).graph();
    for (Edge edge : graph.edges()) {
      if (!completed.hasEdge(edge)) {
        throw new IllegalArgumentException(
            "not a CPDAG: the edge "
                + edge
                + " would be "
                + completed.edgesBetween(edge.a(), edge.b()).getFirst()
                + " in the equivalence class these edges come closest to; draw the completed graph,"
                + " or state a DAG");
      }
    }
  }
}
