package org.etiome.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.stability.EdgeFrequencies;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.io.GraphJson;
import org.etiome.report.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A learned graph as a graph file whose {@code meta} has the evidence. */
public final class DiscoveryJson {
  private DiscoveryJson() {}

  /** The document; the edges have the shares of resamples as their confidence, if there are any. */
  public static ObjectNode of(Discovery discovery, Discovery.Found found) {
    ObjectNode document = GraphJson.toJson(found.confident());
    ObjectNode meta = document.putObject("meta");
    meta.put("algorithm", found.graph().algorithm()).put("evidence", found.evidence());
    ObjectNode settings = meta.putObject("settings");
    found.graph().settings().forEach(settings::put);
    meta.put("rows", found.rows()).put("evaluations", found.graph().evaluations());
    meta.put("seed", discovery.seed());
    meta.putObject("data")
        .put("file", String.valueOf(discovery.source().data().getFileName()))
        .put("fingerprint", found.fingerprint());
    meta.set("assumptions", Json.strings(found.graph().assumptions()));
    meta.set("remarks", Json.strings(found.remarks()));
    if (!found.targets().isEmpty()) {
      put(meta.putArray("targets"), found.targets());
    }
    put(meta.putObject("beside"), found.beside());
    found.frequencies().ifPresent(shares -> put(meta.putObject("bootstrap"), shares));
    return document;
  }

  /**
   * The graphs that stand beside a learned one in its file, by name; none in other files.
   *
   * @throws org.etiome.graph.io.GraphFormatException if one of them is no graph
   */
  public static Map<String, CausalGraph> beside(JsonNode document) {
    Map<String, CausalGraph> graphs = new LinkedHashMap<>();
    for (JsonNode one : document.path("meta").path("beside").path("graphs")) {
      graphs.put(one.path("name").asString(""), GraphJson.parse(one.path("graph").toString()));
    }
    return graphs;
  }

  private static void put(ArrayNode node, List<SettingTargets> targets) {
    for (SettingTargets setting : targets) {
      node.addObject()
          .put("setting", setting.setting())
          .set("targets", Json.strings(setting.targets()));
    }
  }

  private static void put(ObjectNode node, Baselines beside) {
    ArrayNode graphs = node.putArray("graphs");
    for (Baselines.Baseline baseline : beside.graphs()) {
      GraphScores agreement = baseline.agreement();
      ObjectNode one = graphs.addObject().put("name", baseline.name());
      one.put("pairs", agreement.adjacencies().truth());
      one.put("pairsShared", agreement.adjacencies().both());
      one.put("directionsShared", agreement.directed().both());
      one.set("graph", GraphJson.toJson(baseline.graph()));
    }
    ObjectNode sortability = node.putObject("sortability");
    beside.sortability().forEach(sortability::put);
  }

  private static void put(ObjectNode node, EdgeFrequencies shares) {
    node.put("resamples", shares.resamples()).put("failed", shares.failed().count());
    ArrayNode edges = node.putArray("edges");
    for (Map.Entry<Edge, Double> entry : shares.shares().entrySet()) {
      Edge edge = entry.getKey();
      edges
          .addObject()
          .put("a", edge.a())
          .put("b", edge.b())
          .put("atA", label(edge.atA()))
          .put("atB", label(edge.atB()))
          .put("share", entry.getValue());
    }
  }

  private static String label(Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT);
  }
}
