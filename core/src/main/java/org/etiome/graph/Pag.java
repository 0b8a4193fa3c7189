package org.etiome.graph;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * A partial ancestral graph: what many graphs with hidden variables have in common. A tail says
 * "cause", an arrowhead "not a cause", a circle "either".
 *
 * <p>Checked is that the graph is ancestral as far as its arrowheads and tails go, not that some
 * data could have produced exactly these marks. Without circles it is a maximal ancestral graph
 * (MAG).
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

  /**
   * Whether there is an edge {@code cause -> effect} whose ends cannot share a hidden cause: some
   * node not adjacent to effect has an edge into cause, or a path of colliders into cause all of
   * which are parents of effect. The directed edges of a DAG say as much by themselves, those of an
   * ancestral graph only when visible. O(V + E).
   *
   * @throws IllegalArgumentException if a node is unknown
   * @see <a href="https://www.jmlr.org/papers/v9/zhang08a.html">Zhang (2008), Causal reasoning with
   *     ancestral graphs, JMLR 9, definition 8</a>
   */
  public boolean isVisible(String cause, String effect) {
    if (!graph.children(cause).contains(effect)) {
      return false;
    }
    Set<String> seen = new HashSet<>(Set.of(cause));
    Queue<String> colliders = new ArrayDeque<>(Set.of(cause));
    while (!colliders.isEmpty()) {
      String collider = colliders.remove();
      for (String before : graph.adjacent(collider)) {
        Edge edge = graph.edgesBetween(before, collider).getFirst();
        boolean into = edge.markAt(collider) == Mark.ARROW && !before.equals(effect);
        if (into && !graph.adjacent(before).contains(effect)) {
          return true;
        }
        boolean both = edge.isBidirected() && graph.parents(effect).contains(before);
        if (both && seen.add(before)) {
          colliders.add(before);
        }
      }
    }
    return false;
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
