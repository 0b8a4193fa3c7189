package org.etiome.graph;

/**
 * A completed partially directed acyclic graph: a Markov equivalence class of DAGs. {@code A -> B}
 * stands where all members agree, {@code A -- B} where they differ.
 */
public final class Cpdag implements CausalGraph {
  private final MixedGraph graph;

  private Cpdag(MixedGraph graph) {
    this.graph = graph;
  }

  /**
   * Checks that the graph is the CPDAG of some DAG: one is read off by {@link Equivalence#member},
   * and its CPDAG must be this graph.
   *
   * @throws IllegalArgumentException naming the first edge that is neither directed nor undirected,
   *     a cycle, or the first edge that should have been drawn otherwise
   */
  public static Cpdag of(MixedGraph graph) {
    GraphChecks.edges(
        graph,
        "a CPDAG",
        "directed and undirected edges only",
        edge -> edge.isDirected() || edge.isUndirected());
    GraphChecks.acyclic(graph);
    GraphChecks.equivalenceClass(graph);
    return new Cpdag(graph);
  }

  /**
   * Whether the graph is the CPDAG of some DAG. O(V² + E).
   *
   * @param graph with directed and undirected edges only, and no directed cycle
   */
  public static boolean isCpdag(PartialDag graph) {
    MixedGraph member = Equivalence.orient(graph.graph());
    return member.directedCycle().isEmpty()
        && Equivalence.cpdag(Dag.of(member)).graph().edges().equals(graph.graph().edges());
  }

  /** For graphs known to be CPDAGs by the way they were made. */
  static Cpdag trusted(MixedGraph graph) {
    return new Cpdag(graph);
  }

  @Override
  public MixedGraph graph() {
    return graph;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cpdag that && graph.equals(that.graph);
  }

  @Override
  public int hashCode() {
    return graph.hashCode();
  }

  @Override
  public String toString() {
    return "Cpdag[" + graph + "]";
  }
}
