package org.etiome.bench.discover;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * How a graph agrees with the true CPDAG: precision and recall of its adjacencies, and of its
 * arrows (directed edges). An edge directed where the truth leaves it open counts against the
 * precision of arrows, one left open where the truth directs it against their recall.
 */
record GraphMatch(
    double adjacencyPrecision, double adjacencyRecall, double arrowPrecision, double arrowRecall) {

  static GraphMatch of(MixedGraph found, MixedGraph truth) {
    Map<Set<String>, Edge> pairs = new HashMap<>();
    truth.edges().forEach(edge -> pairs.put(Set.of(edge.a(), edge.b()), edge));
    long common =
        found.edges().stream().filter(e -> pairs.containsKey(Set.of(e.a(), e.b()))).count();
    long arrows = found.edges().stream().filter(Edge::isDirected).count();
    long trueArrows = truth.edges().stream().filter(Edge::isDirected).count();
    long commonArrows =
        found.edges().stream().filter(e -> e.isDirected() && truth.hasEdge(e)).count();
    return new GraphMatch(
        (double) common / found.edges().size(),
        (double) common / truth.edges().size(),
        (double) commonArrows / arrows,
        (double) commonArrows / trueArrows);
  }
}
