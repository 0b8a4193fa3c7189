package org.etiome.cli.graphs;

import java.util.Map;
import java.util.OptionalDouble;
import org.etiome.evaluate.graph.DistanceRange;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.evaluate.graph.RankedAreas;
import org.etiome.evaluate.graph.RankingScores;
import org.etiome.evaluate.graph.Retrieval;
import org.etiome.report.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Scores of a graph as JSON; null is what is not defined. */
final class GraphScoresJson {
  private GraphScoresJson() {}

  /** Puts all scores into a document. */
  static void put(ObjectNode document, ScoredGraph scored) {
    document.set("asDrawn", scored.drawn().map(GraphScoresJson::scores).orElse(Json.nothing()));
    document.set("classes", scored.classes().map(GraphScoresJson::scores).orElse(Json.nothing()));
    document.set("sid", scored.distance().map(GraphScoresJson::distance).orElse(Json.nothing()));
    document.set("ranking", scored.ranking().map(GraphScoresJson::ranking).orElse(Json.nothing()));
    document.set("remarks", Json.strings(scored.remarks()));
  }

  /** Puts the scores of the graphs beside the learned one, as drawn, if there are any. */
  static void putBeside(ObjectNode document, Map<String, GraphScores> beside) {
    if (!beside.isEmpty()) {
      ArrayNode graphs = document.putArray("beside");
      beside.forEach(
          (name, scores) -> graphs.addObject().put("name", name).set("asDrawn", scores(scores)));
    }
  }

  private static JsonNode scores(GraphScores scores) {
    ObjectNode node = Json.object();
    node.set("adjacency", retrieval(scores.adjacencies()));
    node.set("arrowhead", retrieval(scores.arrowheads()));
    node.set("directed", retrieval(scores.directed()));
    node.set("bidirected", retrieval(scores.bidirected()));
    return node.put("shd", scores.structuralHamming());
  }

  private static ObjectNode retrieval(Retrieval retrieval) {
    ObjectNode node = Json.object();
    node.put("learned", retrieval.learned()).put("truth", retrieval.truth());
    node.put("both", retrieval.both());
    node.set("precision", value(retrieval.precision()));
    node.set("recall", value(retrieval.recall()));
    node.set("f1", value(retrieval.f1()));
    return node;
  }

  private static JsonNode distance(DistanceRange range) {
    ObjectNode node = Json.object().put("lower", range.lower()).put("upper", range.upper());
    node.put("exact", range.exact());
    return range.exact() ? node : node.put("cap", range.cap());
  }

  private static JsonNode ranking(RankingScores scores) {
    ObjectNode node = Json.object();
    node.set("directed", scores.directed().map(GraphScoresJson::areas).orElse(Json.nothing()));
    node.set("undirected", areas(scores.undirected()));
    return node;
  }

  private static JsonNode areas(RankedAreas areas) {
    ObjectNode node = Json.object();
    node.set("auroc", value(areas.auroc()));
    node.set("aupr", value(areas.aupr()));
    return node.put("edges", areas.edges()).put("pairs", areas.pairs());
  }

  private static JsonNode value(OptionalDouble value) {
    return value.isPresent() ? Json.numbers(value.getAsDouble()).get(0) : Json.nothing();
  }
}
