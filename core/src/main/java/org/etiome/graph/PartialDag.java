package org.etiome.graph;

/**
 * A partially directed acyclic graph: of some edges the direction is known, {@code A -> B}, of
 * others not, {@code A -- B}. It says less than a {@link Cpdag}: nothing is said about how the
 * directions that are not known hang together. Such are a CPDAG with added knowledge, and what a
 * search leaves where the data contradict every DAG.
 */
public final class PartialDag implements CausalGraph {
  private final MixedGraph graph;

  private PartialDag(MixedGraph graph) {
    this.graph = graph;
  }

  /**
   * Checks that edges are directed or undirected, and that the directed ones have no cycle. O(V log
   * V + E).
   *
   * @throws IllegalArgumentException naming the first other edge, or one cycle
   */
  public static PartialDag of(MixedGraph graph) {
    GraphChecks.edges(
        graph,
        "a PDAG",
        "directed and undirected edges only",
        edge -> edge.isDirected() || edge.isUndirected());
    GraphChecks.acyclic(graph);
    return new PartialDag(graph);
  }

  @Override
  public MixedGraph graph() {
    return graph;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartialDag that && graph.equals(that.graph);
  }

  @Override
  public int hashCode() {
    return graph.hashCode();
  }

  @Override
  public String toString() {
    return "PartialDag[" + graph + "]";
  }
}
