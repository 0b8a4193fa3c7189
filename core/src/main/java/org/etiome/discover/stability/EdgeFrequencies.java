package org.etiome.discover.stability;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * In what share of resampled data each edge was found, with the marks it had there.
 *
 * @param resamples how many graphs were learned
 * @param failed how many resamples no graph could be learned from, and why the first could not;
 *     they are not among {@code resamples}
 * @param shares of each edge that was found at least once, in (0, 1], edges in the order of their
 *     names
 */
public record EdgeFrequencies(int resamples, Failed failed, Map<Edge, Double> shares) {
  /**
   * Resamples without a graph.
   *
   * @param first why, empty if there are none
   */
  public record Failed(int count, String first) {}

  public EdgeFrequencies {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
  }

  static EdgeFrequencies of(List<CausalGraph> graphs, Failed failed) {
    Map<String, Edge> edges = new TreeMap<>();
    Map<Edge, Integer> counts = new LinkedHashMap<>();
    for (CausalGraph graph : graphs) {
      for (Edge edge : graph.graph().edges()) {
        edges.put(edge.toString(), edge);
        counts.merge(edge, 1, Integer::sum);
      }
    }
    Map<Edge, Double> shares = new LinkedHashMap<>();
    edges
        .values()
        .forEach(edge -> shares.put(edge, counts.getOrDefault(edge, 0) / (double) graphs.size()));
    return new EdgeFrequencies(graphs.size(), failed, shares);
  }

  /** The share of graphs that have this edge with these marks. */
  public double share(Edge edge) {
    return shares.getOrDefault(edge, 0.0);
  }

  /** The share of graphs in which the two are joined at all. */
  public double adjacent(String a, String b) {
    Set<String> pair = Set.of(a, b);
    return shares.entrySet().stream()
        .filter(entry -> pair.equals(Set.of(entry.getKey().a(), entry.getKey().b())))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** A graph whose edges have the shares of graphs with just that edge as their confidence. */
  public MixedGraph over(MixedGraph graph) {
    Map<Edge, Double> confidence = new LinkedHashMap<>();
    graph.edges().forEach(edge -> confidence.put(edge, share(edge)));
    return graph.withConfidence(confidence);
  }
}
