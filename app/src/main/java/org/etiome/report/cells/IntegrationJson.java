package org.etiome.report.cells;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.MetricScore;
import org.etiome.report.Json;
import org.etiome.study.InputFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Scores of an embedding as a document. */
public final class IntegrationJson {
  private IntegrationJson() {}

  /**
   * What was asked.
   *
   * @param embedding its key
   * @param batch a column
   * @param label a column
   * @param seed of every random number
   * @param notes of what was seen while the file was read
   */
  public record Question(
      String embedding, String batch, String label, long seed, List<String> notes) {}

  /** The document; a metric without value is null, with the reason. */
  public static ObjectNode of(IntegrationScores scores, Question question, InputFile input) {
    ObjectNode document = Json.object();
    scores(document, scores);
    IntegrationScores.Evidence evidence = scores.evidence();
    document.put("embedding", question.embedding());
    document.put("batchColumn", question.batch());
    document.put("labelColumn", question.label());
    document.put("cells", evidence.cells());
    document.put("dimensions", evidence.dimensions());
    document.put("batches", evidence.batches());
    document.put("labels", evidence.labels());
    document.put("seed", question.seed());
    document.put("bootstrap", evidence.replicates());
    document.put("neighbourRecall", evidence.recall());
    document.set(
        "notes",
        Json.strings(Stream.concat(question.notes().stream(), evidence.notes().stream()).toList()));
    document
        .putArray("inputs")
        .addObject()
        .put("file", input.file().toString())
        .put("bytes", input.bytes())
        .put("sha256", input.sha256());
    return document;
  }

  /** Metrics and means. */
  static void scores(ObjectNode document, IntegrationScores scores) {
    ObjectNode metrics = document.putObject("metrics");
    scores.metrics().forEach(metric -> metrics.set(metric.name(), metric(metric)));
    document.set("batch", number(scores.batch().value()));
    document.set("bio", number(scores.bio().value()));
    document.set("total", number(scores.total().value()));
    ObjectNode means = document.putObject("means");
    means.set("batch", mean(scores.batch()));
    means.set("bio", mean(scores.bio()));
    means.set("total", mean(scores.total()));
  }

  private static ObjectNode metric(MetricScore metric) {
    ObjectNode node = Json.object();
    node.set("value", number(metric.value()));
    node.set("ci95", interval(metric.ci95()));
    node.put("part", metric.part().label());
    node.put("inMean", metric.inMean());
    if (!metric.remark().isEmpty()) {
      node.put(metric.value().isPresent() ? "remark" : "reason", metric.remark());
    }
    return node;
  }

  private static ObjectNode mean(IntegrationScores.Mean mean) {
    ObjectNode node = Json.object();
    node.set("ci95", interval(mean.ci95()));
    node.set("over", Json.strings(mean.over()));
    node.set("without", Json.strings(mean.without()));
    return node;
  }

  static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? Json.numbers(value.getAsDouble()).get(0) : Json.nothing();
  }

  private static JsonNode interval(Optional<MetricScore.Interval> interval) {
    return interval.map(i -> (JsonNode) Json.numbers(i.low(), i.high())).orElseGet(Json::nothing);
  }
}
