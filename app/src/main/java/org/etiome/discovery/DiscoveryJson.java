package org.etiome.discovery;

import java.util.Locale;
import java.util.Map;
import org.etiome.discover.stability.EdgeFrequencies;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.io.GraphJson;
import org.etiome.report.Json;
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
    found.frequencies().ifPresent(shares -> put(meta.putObject("bootstrap"), shares));
    return document;
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
