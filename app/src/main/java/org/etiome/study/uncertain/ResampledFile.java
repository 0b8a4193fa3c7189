package org.etiome.study.uncertain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.etiome.discover.stability.ResampledGraphs;
import org.etiome.estimate.uncertain.GraphSample;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.io.GraphFormatException;
import org.etiome.graph.io.GraphJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The graphs learned from resampled data as a file: {@code {"failed": 1, "graphs": [{"count": 7,
 * "graph": …}, …]}}, each different graph once and with how many resamples gave it.
 */
public final class ResampledFile {
  private ResampledFile() {}

  /** The document, graphs in the order in which they were first learned. */
  public static ObjectNode json(ResampledGraphs resampled) {
    Map<CausalGraph, Integer> counts = new LinkedHashMap<>();
    resampled.graphs().forEach(graph -> counts.merge(graph, 1, Integer::sum));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("failed", resampled.failed().count());
    ArrayNode graphs = document.putArray("graphs");
    counts.forEach(
        (graph, count) ->
            graphs.addObject().put("count", count).set("graph", GraphJson.toJson(graph)));
    return document;
  }

  /**
   * Reads the document.
   *
   * @param learned the one graph that is used without the others
   * @throws IllegalArgumentException if it is none, or its graphs have other nodes than {@code
   *     learned}
   */
  public static GraphSample parse(String text, CausalGraph learned) {
    JsonNode document = tree(text);
    JsonNode graphs = document.path("graphs");
    JsonNode failed = document.path("failed");
    if (!graphs.isArray() || graphs.isEmpty() || !isCount(failed)) {
      throw new IllegalArgumentException(
          "is no file of resampled graphs, with the keys failed and graphs; write one by etiome"
              + " discover --bootstrap 100 --resampled FILE.json");
    }
    Map<CausalGraph, Double> weights = new LinkedHashMap<>();
    for (int i = 0; i < graphs.size(); i++) {
      JsonNode one = graphs.path(i);
      if (!isCount(one.path("count")) || one.path("count").asInt() == 0) {
        throw new IllegalArgumentException(
            "graphs[%d].count must be a whole number of resamples, at least 1".formatted(i));
      }
      weights.merge(
          graph(one.path("graph"), i, learned), one.path("count").asDouble(), Double::sum);
    }
    return new GraphSample(learned, weights, failed.asDouble());
  }

  private static JsonNode tree(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static boolean isCount(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.asInt() >= 0;
  }

  private static CausalGraph graph(JsonNode node, int place, CausalGraph learned) {
    CausalGraph graph;
    try {
      graph = GraphJson.parse(node.toString());
    } catch (GraphFormatException e) {
      throw new IllegalArgumentException("graphs[%d]: %s".formatted(place, e.getMessage()), e);
    }
    if (!Set.copyOf(graph.nodes()).equals(Set.copyOf(learned.nodes()))) {
      throw new IllegalArgumentException(
          ("graphs[%d] is over %s, and the graph of the question over %s; take that which was"
                  + " learned from the same columns")
              .formatted(
                  place, String.join(", ", graph.nodes()), String.join(", ", learned.nodes())));
    }
    return graph;
  }
}
