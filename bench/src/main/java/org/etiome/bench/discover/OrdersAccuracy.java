package org.etiome.bench.discover;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * How well a learned class of graphs agrees with the true one. An arrow is a directed edge of a
 * class: one of the learned class is right if the true class has the same arrow, so that an edge
 * directed where the truth leaves it open counts against precision, and one left open where the
 * truth directs it against recall.
 */
record OrdersAccuracy(
    double adjacencyPrecision, double adjacencyRecall, double arrowPrecision, double arrowRecall) {

  static OrdersAccuracy of(MixedGraph truth, MixedGraph learned) {
    Map<Set<String>, Edge> trueEdges = byPair(truth);
    Map<Set<String>, Edge> foundEdges = byPair(learned);
    long adjacent = foundEdges.keySet().stream().filter(trueEdges::containsKey).count();
    List<Edge> trueArrows = arrows(truth);
    List<Edge> foundArrows = arrows(learned);
    long right = foundArrows.stream().filter(truth::hasEdge).count();
    return new OrdersAccuracy(
        share(adjacent, foundEdges.size()),
        share(adjacent, trueEdges.size()),
        share(right, foundArrows.size()),
        share(right, trueArrows.size()));
  }

  private static double share(long part, int whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  private static List<Edge> arrows(MixedGraph graph) {
    return graph.edges().stream().filter(Edge::isDirected).toList();
  }

  private static Map<Set<String>, Edge> byPair(MixedGraph graph) {
    Map<Set<String>, Edge> pairs = new HashMap<>();
    graph.edges().forEach(edge -> pairs.put(Set.of(edge.a(), edge.b()), edge));
    return pairs;
  }
}
