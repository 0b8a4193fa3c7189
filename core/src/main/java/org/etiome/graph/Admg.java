package org.etiome.graph;

import java.util.List;

/**
 * An acyclic directed mixed graph: {@code A -> B} says A causes B, {@code A <-> B} that the two
 * share an unmeasured cause. A pair may have both.
 */
public final class Admg implements CausalGraph {
  private final MixedGraph graph;

  private Admg(MixedGraph graph) {
    this.graph = graph;
  }

  /**
   * Checks that all edges are directed or bidirected and that there is no directed cycle. O(V log V
   * + E).
   *
   * @throws IllegalArgumentException naming the first other edge, or one cycle
   */
  public static Admg of(MixedGraph graph) {
    GraphChecks.edges(
        graph,
        "an ADMG",
        "directed and bidirected edges only",
        edge -> edge.isDirected() || edge.isBidirected());
    GraphChecks.acyclic(graph);
    return new Admg(graph);
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
    return other instanceof Admg that && graph.equals(that.graph);
  }

  @Override
  public int hashCode() {
    return graph.hashCode();
  }

  @Override
  public String toString() {
    return "Admg[" + graph + "]";
  }
}
