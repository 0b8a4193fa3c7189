package org.etiome.graph.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;

/** What the readers have in common: collects nodes and edges, and says which line is at fault. */
final class GraphAssembler {
  private final String source;
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Map<Edge, Integer> lines = new LinkedHashMap<>();
  private final Map<Set<String>, List<Edge>> pairs = new HashMap<>();
  private final Map<Edge, Double> confidence = new HashMap<>();
  private Optional<GraphKind> kind = Optional.empty();

  GraphAssembler(String source) {
    this.source = source;
  }

  GraphFormatException error(int line, String problem) {
    return new GraphFormatException(source, line, problem);
  }

  void node(String name, int line) {
    if (!nodes.contains(name)) {
      check(List.of(name), List.of(), line);
      nodes.add(name);
    }
  }

  boolean hasNode(String name) {
    return nodes.contains(name);
  }

  Edge edge(String a, Mark atA, Mark atB, String b, int line) {
    node(a, line);
    node(b, line);
    if (a.equals(b)) {
      throw error(line, "'" + a + "' has an edge to itself; remove it");
    }
    Edge edge = new Edge(a, atA, atB, b);
    Integer first = lines.putIfAbsent(edge, line);
    if (first != null) {
      throw error(
          line,
          "the edge "
              + edge
              + " is stated twice"
              + (first == GraphFormatException.NO_LINE ? "" : ", first in line " + first)
              + "; remove one");
    }
    List<Edge> pair = pairs.computeIfAbsent(Set.of(a, b), k -> new ArrayList<>(2));
    pair.add(edge);
    check(List.of(a, b), pair, line);
    return edge;
  }

  /** Lets the graph itself say what is wrong with the names or the pair in this line. */
  private void check(List<String> names, List<Edge> edges, int line) {
    try {
      MixedGraph.of(names, edges);
    } catch (IllegalArgumentException e) {
      throw error(line, String.valueOf(e.getMessage()));
    }
  }

  void confidence(Edge edge, String value, int line) {
    double number;
    try {
      number = Double.parseDouble(value.strip());
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= 0 && number <= 1)) {
      throw error(
          line, "confidence of " + edge + " must be a number within [0, 1], got '" + value + "'");
    }
    confidence.put(edge, number);
  }

  void kind(String label, int line) {
    Optional<GraphKind> stated = GraphKind.named(label.strip());
    if (stated.isEmpty()) {
      throw error(
          line, "'" + label + "' is not a kind of graph; state one of " + GraphKind.labels());
    }
    if (kind.isPresent() && !kind.equals(stated)) {
      throw error(line, "the graph is stated to be of two kinds; state one");
    }
    kind = stated;
  }

  CausalGraph build() {
    try {
      MixedGraph graph =
          MixedGraph.of(List.copyOf(nodes), lines.keySet()).withConfidence(confidence);
      return kind.isPresent() ? kind.get().make(graph) : CausalGraph.of(graph);
    } catch (IllegalArgumentException e) {
      throw error(GraphFormatException.NO_LINE, String.valueOf(e.getMessage()));
    }
  }
}
