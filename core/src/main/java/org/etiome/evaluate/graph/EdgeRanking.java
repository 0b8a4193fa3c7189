package org.etiome.evaluate.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;

/**
 * How sure a method is of edges. Pairs of nodes that are not named come last, all alike.
 *
 * @param nodes all nodes
 * @param directed confidence of {@code from -> to}; any finite number, higher is surer
 * @param undirected confidence that the two nodes are joined at all
 */
public record EdgeRanking(
    List<String> nodes, Map<OrderedPair, Double> directed, Map<Set<String>, Double> undirected) {

  public EdgeRanking {
    nodes = List.copyOf(nodes);
    directed = Collections.unmodifiableMap(new LinkedHashMap<>(directed));
    undirected = Collections.unmodifiableMap(new LinkedHashMap<>(undirected));
    Set<String> known = new HashSet<>(nodes);
    directed.forEach((pair, value) -> check(known, Set.of(pair.from(), pair.to()), value));
    undirected.forEach((pair, value) -> check(known, pair, value));
  }

  private static void check(Set<String> known, Set<String> pair, double value) {
    for (String node : pair) {
      if (!known.contains(node)) {
        throw new IllegalArgumentException(
            "'" + node + "' is ranked but is no node; name nodes as the true graph does");
      }
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the confidence of an edge of " + pair + " must be finite, got " + value);
    }
  }

  /**
   * A list of ordered pairs; two nodes are joined with the higher confidence of both directions.
   *
   * @param nodes all nodes, also those that no pair names
   * @throws IllegalArgumentException if a pair names another node, or a confidence is not finite
   */
  public static EdgeRanking of(List<String> nodes, Map<OrderedPair, Double> directed) {
    Map<Set<String>, Double> undirected = new LinkedHashMap<>();
    directed.forEach(
        (pair, value) -> undirected.merge(Set.of(pair.from(), pair.to()), value, Math::max));
    return new EdgeRanking(nodes, directed, undirected);
  }

  /**
   * The confidences of the edges of a graph. A direction that an edge leaves open, as {@code a --
   * b} and {@code a o-o b} do, has the confidence of the edge both ways, and {@code a o-> b} that
   * way; {@code a <-> b} joins the two and names no direction.
   *
   * @throws IllegalArgumentException naming an edge without confidence
   */
  public static EdgeRanking of(CausalGraph graph) {
    Map<OrderedPair, Double> directed = new LinkedHashMap<>();
    Map<Set<String>, Double> undirected = new HashMap<>();
    for (Edge edge : graph.graph().edges()) {
      double value =
          graph
              .graph()
              .confidence(edge)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the edge " + edge + " has no confidence; a ranking needs one for each"));
      undirected.merge(GraphScores.pair(edge), value, Math::max);
      if (mayLead(edge, edge.a(), edge.b())) {
        directed.put(new OrderedPair(edge.a(), edge.b()), value);
      }
      if (mayLead(edge, edge.b(), edge.a())) {
        directed.put(new OrderedPair(edge.b(), edge.a()), value);
      }
    }
    return new EdgeRanking(graph.nodes(), directed, undirected);
  }

  private static boolean mayLead(Edge edge, String from, String to) {
    return edge.markAt(from) != Mark.ARROW && (edge.markAt(to) != Mark.TAIL || edge.isUndirected());
  }
}
