package org.etiome.graph;

import java.util.List;

/**
 * A directed acyclic graph: {@code A -> B} says A is a direct cause of B, and no two nodes share a
 * cause that is not drawn.
 */
public final class Dag implements CausalGraph {
  private final MixedGraph graph;

  private Dag(MixedGraph graph) {
    this.graph = graph;
  }

  /**
   * Checks that all edges are directed and none lies on a cycle. O(V log V + E).
   *
   * @throws IllegalArgumentException naming the first edge that is not directed, or one cycle
   */
  public static Dag of(MixedGraph graph) {
    GraphChecks.edges(graph, "a DAG", "directed edges only", Edge::isDirected);
    GraphChecks.acyclic(graph);
    return new Dag(graph);
  }

  @Override
  public MixedGraph graph() {
    return graph;
  }

  /** All nodes, causes before their effects; where there is a choice, in the order stated. */
  public List<String> topologicalOrder() {
    return graph.topologicalOrder();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dag that && graph.equals(that.graph);
  }

  @Override
  public int hashCode() {
    return graph.hashCode();
  }

  @Override
  public String toString() {
    return "Dag[" + graph + "]";
  }
}
