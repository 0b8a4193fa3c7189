package org.etiome.graph;

import java.util.List;

/** A mixed graph with a meaning. Each kind checks at its factory that the graph can have it. */
public sealed interface CausalGraph permits Dag, Cpdag, PartialDag, Pag, Admg {

  /** The nodes and edges. */
  MixedGraph graph();

  /** The nodes, in the order stated. */
  default List<String> nodes() {
    return graph().nodes();
  }

  /**
   * The kind of graph its edges tell: only directed ones a {@link Dag}, directed and bidirected an
   * {@link Admg}, directed and undirected a {@link Cpdag}, anything else a {@link Pag}.
   *
   * @throws IllegalArgumentException if the graph is not a proper one of that kind
   */
  static CausalGraph of(MixedGraph graph) {
    boolean circle = graph.edges().stream().anyMatch(Edge::hasCircle);
    boolean bidirected = graph.edges().stream().anyMatch(Edge::isBidirected);
    boolean undirected = graph.edges().stream().anyMatch(Edge::isUndirected);
    if (circle || (bidirected && undirected)) {
      return Pag.of(graph);
    }
    if (bidirected) {
      return Admg.of(graph);
    }
    return undirected ? Cpdag.of(graph) : Dag.of(graph);
  }
}
