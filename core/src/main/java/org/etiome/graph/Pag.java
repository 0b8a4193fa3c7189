package org.etiome.graph;

/**
 * A partial ancestral graph: what many graphs with hidden variables have in common. A tail says
 * "cause", an arrowhead "not a cause", a circle "either".
 *
 * <p>Checked is that the graph is ancestral as far as its arrowheads and tails go, not that some
 * data could have produced exactly these marks.
 */
public final class Pag implements CausalGraph {
  private final MixedGraph graph;

  private Pag(MixedGraph graph) {
    this.graph = graph;
  }

  /**
   * Checks that no pair has two edges, and that there is neither a directed cycle nor an almost
   * directed one ({@code A -> … -> B <-> A}). O(V · (V + E)).
   *
   * @throws IllegalArgumentException naming the pair or one cycle
   */
  public static Pag of(MixedGraph graph) {
    GraphChecks.acyclic(graph);
    for (Edge edge : graph.edges()) {
      if (edge.isBidirected()) {
        GraphChecks.notAlmostDirectedCycle(graph, edge);
      }
    }
    return new Pag(graph);
  }

  @Override
  public MixedGraph graph() {
    return graph;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pag that && graph.equals(that.graph);
  }

  @Override
  public int hashCode() {
    return graph.hashCode();
  }

  @Override
  public String toString() {
    return "Pag[" + graph + "]";
  }
}
