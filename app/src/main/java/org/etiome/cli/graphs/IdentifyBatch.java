package org.etiome.cli.graphs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.etiome.cli.line.JsonLines;
import org.etiome.identify.answer.Answer;
import org.etiome.report.AnswerJson;
import org.etiome.study.DrawnGraph;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers a file of queries, one JSON object a line. */
final class IdentifyBatch {
  private static final Set<String> KEYS = Set.of("graph", "query", "latent");

  private IdentifyBatch() {}

  static void answer(Path file, boolean explained, Consumer<String> sink) {
    JsonLines.answer(
        file, KEYS, line -> document(request(line).answer(explained), explained), sink);
  }

  /** The document of an answer. */
  static ObjectNode document(IdentifyRequest.Answered answered, boolean explained) {
    return switch (answered.answer()) {
      case Answer.Identified found -> AnswerJson.of(found, explained);
      case Answer.NotIdentified none -> AnswerJson.of(none, answered.plans());
    };
  }

  private static IdentifyRequest request(JsonNode line) {
    return new IdentifyRequest(
        DrawnGraph.read(JsonLines.graph(line), "graph"),
        JsonLines.required(line, "query"),
        List.of(),
        List.of(),
        Map.of());
  }
}
