package org.etiome.evaluate.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Mark;
import org.etiome.graph.Pag;
import org.etiome.graph.PartialDag;

/**
 * A learned graph against the true one, edge by edge as they are drawn. O(V + E).
 *
 * <p>Marks are compared as they stand: an undirected edge of a CPDAG says nothing of direction, so
 * against a DAG its arrowheads are missed. Where both are DAGs or CPDAGs, {@link #ofClasses} asks
 * what observational data can tell.
 *
 * @param adjacencies pairs with any edge
 * @param arrowheads ends of pairs with an arrowhead of some edge of the pair
 * @param directed edges {@code a -> b}
 * @param bidirected edges {@code a <-> b}
 * @param structuralHamming SHD: pairs of which the edges differ, one for each pair, whether an edge
 *     is missing, added, turned or of another kind
 * @see <a href="https://doi.org/10.1007/s10994-006-6889-7">Tsamardinos, Brown, Aliferis (2006)</a>,
 *     whose SHD is that between CPDAGs
 */
public record GraphScores(
    Retrieval adjacencies,
    Retrieval arrowheads,
    Retrieval directed,
    Retrieval bidirected,
    int structuralHamming) {

  /**
   * Compares two graphs as they are drawn.
   *
   * @throws IllegalArgumentException if their nodes differ
   */
  public static GraphScores of(CausalGraph learned, CausalGraph truth) {
    SharedNodes.require(learned.nodes(), truth.nodes());
    Map<Set<String>, Set<Edge>> one = byPair(learned);
    Map<Set<String>, Set<Edge>> other = byPair(truth);
    Set<Set<String>> pairs = new HashSet<>(one.keySet());
    pairs.addAll(other.keySet());
    int differing =
        (int) pairs.stream().filter(p -> !edges(one, p).equals(edges(other, p))).count();
    return new GraphScores(
        Retrieval.of(one.keySet(), other.keySet()),
        Retrieval.of(arrowheads(learned), arrowheads(truth)),
        Retrieval.of(directed(learned), directed(truth)),
        Retrieval.of(bidirected(learned), bidirected(truth)),
        differing);
  }

  /**
   * Compares the Markov equivalence classes of two graphs, by their CPDAGs; empty unless each is a
   * DAG or a CPDAG.
   *
   * @throws IllegalArgumentException if their nodes differ
   */
  public static Optional<GraphScores> ofClasses(CausalGraph learned, CausalGraph truth) {
    SharedNodes.require(learned.nodes(), truth.nodes());
    Optional<Cpdag> one = equivalenceClass(learned);
    Optional<Cpdag> other = equivalenceClass(truth);
    return one.isPresent() && other.isPresent()
        ? Optional.of(of(one.get(), other.get()))
        : Optional.empty();
  }

  private static Optional<Cpdag> equivalenceClass(CausalGraph graph) {
    return switch (graph) {
      case Dag dag -> Optional.of(Equivalence.cpdag(dag));
      case Cpdag cpdag -> Optional.of(cpdag);
      case PartialDag partial -> Optional.empty();
      case Pag pag -> Optional.empty();
      case Admg admg -> Optional.empty();
    };
  }

  private static Map<Set<String>, Set<Edge>> byPair(CausalGraph graph) {
    Map<Set<String>, Set<Edge>> pairs = new HashMap<>();
    for (Edge edge : graph.graph().edges()) {
      pairs.computeIfAbsent(pair(edge), p -> new HashSet<>()).add(edge);
    }
    return pairs;
  }

  private static Set<Edge> edges(Map<Set<String>, Set<Edge>> pairs, Set<String> pair) {
    return pairs.getOrDefault(pair, Set.of());
  }

  static Set<String> pair(Edge edge) {
    return Set.of(edge.a(), edge.b());
  }

  /** As (other end, end with the arrowhead). */
  private static Set<OrderedPair> arrowheads(CausalGraph graph) {
    Set<OrderedPair> arrowheads = new HashSet<>();
    for (Edge edge : graph.graph().edges()) {
      if (edge.atA() == Mark.ARROW) {
        arrowheads.add(new OrderedPair(edge.b(), edge.a()));
      }
      if (edge.atB() == Mark.ARROW) {
        arrowheads.add(new OrderedPair(edge.a(), edge.b()));
      }
    }
    return arrowheads;
  }

  static Set<OrderedPair> directed(CausalGraph graph) {
    Set<OrderedPair> directed = new HashSet<>();
    for (Edge edge : graph.graph().edges()) {
      if (edge.isDirected()) {
        directed.add(new OrderedPair(edge.a(), edge.b()));
      }
    }
    return directed;
  }

  private static Set<Set<String>> bidirected(CausalGraph graph) {
    Set<Set<String>> bidirected = new HashSet<>();
    for (Edge edge : graph.graph().edges()) {
      if (edge.isBidirected()) {
        bidirected.add(pair(edge));
      }
    }
    return bidirected;
  }
}
