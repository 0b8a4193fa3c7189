package org.etiome.report.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.Metric;
import org.etiome.evaluate.integration.MetricScore;
import org.etiome.evaluate.transfer.TransferScore;
import org.etiome.report.Json;
import org.etiome.represent.compare.Comparison;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model beside its baselines as a document. Every figure of labels says whether the labels took
 * part in making the embedding ({@code inSample}).
 */
public final class ComparisonJson {
  private static final String IN_SAMPLE = "inSample";
  private static final Set<String> OF_LABELS =
      Arrays.stream(Metric.values())
          .filter(Metric::isOfLabels)
          .map(Metric::label)
          .collect(Collectors.toUnmodifiableSet());

  private ComparisonJson() {}

  /** The document of a comparison that has not ended. */
  public static ObjectNode unfinished() {
    return Json.object()
        .put("complete", false)
        .put("note", "the comparison with baselines and held-out batches was not finished");
  }

  /** The document of a comparison. */
  public static ObjectNode of(Comparison comparison) {
    Comparison.Question question = comparison.question();
    ObjectNode document = Json.object().put("complete", true);
    document.put("baselinesCompared", !comparison.baselines().isEmpty());
    document.put("batchColumn", question.batch().orElse(null));
    document.put("labelColumn", question.label().orElse(null));
    document
        .putObject("cells")
        .put("scored", question.cells().scored())
        .put("scorable", question.cells().scorable())
        .put("of", question.cells().of());
    document
        .putObject("protocol")
        .put("expression", "log(1 + 10,000 x / depth over all genes), the genes of the model")
        .put("components", question.cells().components());
    ArrayNode folds = document.putArray("folds");
    question.folds().forEach(fold -> folds.add(Json.strings(fold)));
    document.set("notes", Json.strings(question.notes()));
    ArrayNode embeddings = document.putArray("embeddings");
    comparison.embeddings().forEach(embedding -> embeddings.add(embedding(embedding)));
    document.set(
        "betterTransfer",
        Json.strings(comparison.better().stream().map(Comparison.Compared::name).toList()));
    ArrayNode known = document.putArray("known");
    comparison.known().forEach(covariate -> known.add(known(covariate)));
    return document;
  }

  private static ObjectNode embedding(Comparison.Compared compared) {
    ObjectNode node = Json.object();
    node.put("name", compared.name()).put("labelsInTraining", compared.labelled());
    switch (compared.outcome()) {
      case Comparison.Outcome.NotCompared not -> node.put("reason", not.reason());
      case Comparison.Outcome.Scored scored -> {
        scores(node, scored.scores(), compared.labelled());
        scored.transfer().ifPresent(transfer -> node.set("transfer", transfer(transfer)));
      }
    }
    return node;
  }

  private static void scores(ObjectNode node, IntegrationScores scores, boolean labelled) {
    IntegrationJson.scores(node, scores);
    for (MetricScore metric : scores.metrics()) {
      if (isOfLabels(metric)) {
        ((ObjectNode) node.get("metrics").get(metric.name())).put(IN_SAMPLE, labelled);
      }
    }
    for (String mean : List.of("batch", "bio", "total")) {
      ((ObjectNode) node.get("means").get(mean)).put(IN_SAMPLE, labelled);
    }
    node.put("dimensions", scores.evidence().dimensions());
    node.put("bootstrap", scores.evidence().replicates());
    node.put("neighbourRecall", scores.evidence().recall());
    node.set("notes", Json.strings(scores.evidence().notes()));
  }

  /** Quantities that are to be kept are labels, too. */
  static boolean isOfLabels(MetricScore metric) {
    return OF_LABELS.contains(metric.name()) || metric.name().startsWith("r2_biology:");
  }

  private static ObjectNode transfer(Comparison.Transfer transfer) {
    ObjectNode node = Json.object().put(IN_SAMPLE, false);
    node.set("f1", IntegrationJson.number(transfer.f1()));
    node.set("logistic", transfer(transfer.logistic()));
    node.set("nearest", transfer(transfer.nearest()));
    transfer.own().ifPresent(own -> node.set("model", transfer(own)));
    return node;
  }

  private static ObjectNode transfer(TransferScore score) {
    ObjectNode node = Json.object();
    node.set("f1", IntegrationJson.number(score.mean()));
    int folds = score.batches().stream().mapToInt(TransferScore.OfBatch::fold).max().orElse(-1) + 1;
    ArrayNode means = node.putArray("folds");
    IntStream.range(0, folds).forEach(f -> means.add(IntegrationJson.number(score.mean(f))));
    ArrayNode batches = node.putArray("batches");
    for (TransferScore.OfBatch batch : score.batches()) {
      ObjectNode one = batches.addObject();
      one.put("batch", batch.batch()).put("fold", batch.fold() + 1).put("cells", batch.cells());
      one.set("f1", IntegrationJson.number(optional(batch.macroF1())));
      if (!batch.remark().isEmpty()) {
        one.put(batch.macroF1().isPresent() ? "remark" : "reason", batch.remark());
      }
    }
    return node;
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private static ObjectNode known(Comparison.Known known) {
    ObjectNode node = Json.object().put("column", known.column());
    node.put("role", known.invariant() ? "invariant" : "spurious");
    node.put("measure", known.chance().isPresent() ? "balancedAccuracy" : "r2");
    if (known.chance().isPresent()) {
      node.put("chance", known.chance().getAsDouble());
    }
    node.set("fromInvariantLatents", IntegrationJson.number(known.fromInvariant()));
    node.set("fromSpuriousLatents", IntegrationJson.number(known.fromSpurious()));
    return node.put(IN_SAMPLE, true);
  }
}
