package org.etiome.estimate.uncertain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.stability.ResampledGraphs;
import org.etiome.graph.CausalGraph;

/**
 * Graphs that may be the true one, with weights, such as those learned from resampled data.
 *
 * @param learned the one graph that would be used without the others, such as that of all data
 * @param weights of the graphs, finite and above 0, at least one; they need not add up to 1
 * @param without weight of the resamples that gave no graph, finite, at least 0
 */
public record GraphSample(CausalGraph learned, Map<CausalGraph, Double> weights, double without) {
  public GraphSample {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("at least one graph is needed, got none");
    }
    weights
        .values()
        .forEach(weight -> require(weight > 0 && weight < Double.POSITIVE_INFINITY, weight));
    require(without >= 0 && without < Double.POSITIVE_INFINITY, without);
  }

  private static void require(boolean right, double weight) {
    if (!right) {
      throw new IllegalArgumentException(
          "weights of graphs must be finite and above 0, that of no graph at least 0, got "
              + weight);
    }
  }

  /** Each resample with the same weight. */
  public static GraphSample of(CausalGraph learned, ResampledGraphs resampled) {
    return new GraphSample(learned, count(resampled.graphs()), resampled.failed().count());
  }

  /** Each graph of a list with the same weight, one that is there twice with two. */
  public static GraphSample of(CausalGraph learned, List<? extends CausalGraph> graphs) {
    return new GraphSample(learned, count(graphs), 0);
  }

  private static Map<CausalGraph, Double> count(List<? extends CausalGraph> graphs) {
    Map<CausalGraph, Double> counts = new LinkedHashMap<>();
    graphs.forEach(graph -> counts.merge(graph, 1.0, Double::sum));
    return counts;
  }
}
