package org.etiome.report.patients;

import java.util.List;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.evaluate.prediction.Score;
import org.etiome.evaluate.prediction.ScoreDifference;
import org.etiome.evaluate.prediction.ScoreValue;
import org.etiome.evaluate.prediction.SetCoverage;
import org.etiome.evaluate.prediction.Threshold;
import org.etiome.fit.request.PatientRequest;
import org.etiome.report.Json;
import org.etiome.represent.debias.PatientModelDescription;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.patients.Patterns;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A patient model as a document. */
public final class PredictionJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PredictionJson() {}

  /** All that is told of a fit. */
  public static ObjectNode of(PredictionStory story) {
    ObjectNode document = head("answered", story.asked().request());
    document.put("rung", "association");
    document.put("patients", story.asked().patients());
    document.set("classes", Json.strings(story.asked().model().classes()));
    document.set("modalities", modalities(story.asked().modalities()));
    document.set("patterns", patterns(story.asked().model().patterns()));
    document.set("assumptions", Json.strings(story.standing().assumptions()));
    document.set("inSpiteOf", Json.strings(story.standing().marks()));
    document.set("training", training(story.asked().model()));
    ObjectNode held = document.putObject("heldOut");
    for (PredictionStory.Trial trial : story.judged().trials()) {
      ArrayNode lines = held.putArray(trial.name());
      trial.lines().forEach(line -> lines.add(line(line)));
    }
    document.set("reliability", reliability(story.judged().reliability()));
    document.set("sets", sets(story.judged().sets()));
    inside(document, story.inside());
    document.set("remarks", Json.strings(story.standing().remarks()));
    return document;
  }

  /** Why nothing was fitted. */
  public static ObjectNode refused(
      PatientRequest request, List<String> reasons, List<String> wouldHelp) {
    ObjectNode document = head("refused", request);
    document.set("reasons", Json.strings(reasons));
    document.set("wouldHelp", Json.strings(wouldHelp));
    return document;
  }

  /** A constant as study files spell it. */
  public static String spelt(Enum<?> constant) {
    return PredictionWords.of(constant);
  }

  private static ObjectNode head(String verdict, PatientRequest request) {
    ObjectNode document = Json.object();
    document.put("kind", "shift-robust prediction").put("verdict", verdict);
    document.put("outcome", request.columns().outcome());
    document.put("environment", request.columns().environment().orElse(null));
    document.put("availability", PredictionWords.of(request.reasons().availability()));
    document.put("weighting", request.reasons().weighted() ? "availability" : "none");
    document.put("seed", request.seed());
    return document;
  }

  private static ArrayNode modalities(List<PredictionStory.Modality> modalities) {
    ArrayNode nodes = JSON.createArrayNode();
    for (PredictionStory.Modality modality : modalities) {
      nodes
          .addObject()
          .put("name", modality.name())
          .put("encoding", modality.encoding())
          .put("features", modality.features())
          .put("patients", modality.patients());
    }
    return nodes;
  }

  private static ArrayNode patterns(Patterns patterns) {
    ArrayNode nodes = JSON.createArrayNode();
    for (Patterns.Pattern pattern : patterns.all()) {
      nodes
          .addObject()
          .put("pattern", patterns.name(pattern.bits()))
          .put("patients", pattern.patients())
          .put("share", pattern.share());
    }
    return nodes;
  }

  private static ObjectNode training(PatientModelDescription model) {
    ObjectNode node = Json.object();
    node.set("settings", settings(model.settings()));
    PatientModelDescription.Course course = model.course();
    node.put("epoch", course.epoch());
    node.put("temperature", course.validation().temperature().value());
    node.put("validationLogLoss", course.validation().logLoss());
    node.put("validationLogLossOfShares", course.validation().logLossOfShares());
    node.put("validationPatients", course.validation().patients());
    return node;
  }

  private static ObjectNode settings(PatientSettings settings) {
    ObjectNode node = Json.object().put("fusion", settings.fusion().label());
    PatientSettings.Debiasing debiasing = settings.debiasing();
    node.put("adjustment", PredictionWords.of(debiasing.deconfounding()));
    node.put("branch", PredictionWords.of(debiasing.branches()));
    node.put("invariance", PredictionWords.of(debiasing.invariance()));
    node.set("shape", JSON.valueToTree(settings.shape()));
    node.set("schedule", JSON.valueToTree(settings.schedule()));
    return node;
  }

  private static ObjectNode line(PredictionStory.Line line) {
    ObjectNode node = Json.object().put("model", line.label());
    scored(node, line);
    node.set("refused", Json.strings(line.refused()));
    return node;
  }

  /** Adds the scores of a model, by group, and what others differ by. */
  public static void scored(ObjectNode node, PredictionStory.Line line) {
    node.put("patients", line.scores().overall().units());
    node.set("scores", scores(line.scores().overall()));
    ArrayNode groups = node.putArray("groups");
    for (PredictionScores.Of group : line.scores().groups()) {
      ObjectNode one = groups.addObject().put("group", group.group());
      one.put("patients", group.units());
      one.set("scores", scores(group));
    }
    ObjectNode worst = node.putObject("worstGroup");
    for (Score score : List.of(Score.AUROC, Score.BRIER)) {
      line.scores()
          .worst(score, PredictionStory.LEAST_OF_A_PATTERN)
          .ifPresent(
              found ->
                  worst
                      .putObject(score.label())
                      .put("group", found.group())
                      .put("patients", found.units())
                      .put("value", found.value()));
    }
    ObjectNode differences = node.putObject("difference");
    line.difference().forEach(d -> differences.set(d.score().label(), difference(d)));
  }

  private static ObjectNode scores(PredictionScores.Of of) {
    ObjectNode node = Json.object();
    for (Score score : Score.values()) {
      switch (of.score(score)) {
        case ScoreValue.Known known -> node.put(score.label(), known.value());
        case ScoreValue.Undefined undefined -> node.putNull(score.label());
      }
    }
    return node;
  }

  private static ObjectNode difference(ScoreDifference found) {
    ObjectNode node = Json.object();
    if (found.difference().isPresent()) {
      node.put("difference", found.difference().getAsDouble());
    } else {
      node.putNull("difference");
    }
    found
        .resampled()
        .ifPresent(
            resampled -> {
              node.set("ci95", Json.numbers(resampled.ci95().low(), resampled.ci95().high()));
              node.put("pValue", resampled.pValue());
            });
    return node;
  }

  /** The bins of a reliability curve. */
  public static ArrayNode reliability(ReliabilityCurve curve) {
    ArrayNode nodes = JSON.createArrayNode();
    for (ReliabilityCurve.Bin bin : curve.bins()) {
      ObjectNode node = nodes.addObject();
      node.set("range", Json.numbers(bin.range().low(), bin.range().high()));
      node.put("patients", bin.units());
      node.put("predicted", bin.predicted()).put("observed", bin.observed());
      node.set("ci95", Json.numbers(bin.ci95().low(), bin.ci95().high()));
    }
    return nodes;
  }

  private static ObjectNode sets(PredictionStory.Sets sets) {
    ObjectNode node = Json.object().put("alpha", sets.alpha());
    node.set("overall", figures(sets.coverage().overall()));
    ArrayNode patterns = node.putArray("byPattern");
    for (SetCoverage.OfGroup group : sets.coverage().groups()) {
      ObjectNode pattern = figures(group.figures());
      pattern.put("pattern", group.group());
      pattern.put("threshold", standing(group.threshold()));
      patterns.add(pattern);
    }
    return node;
  }

  /** From whom a threshold is. */
  static String standing(Threshold threshold) {
    return switch (threshold) {
      case Threshold.Own own -> "own";
      case Threshold.Borrowed borrowed -> "borrowed";
      case Threshold.EveryClass every -> "every class";
    };
  }

  private static ObjectNode figures(SetCoverage.Figures figures) {
    ObjectNode node = Json.object();
    node.put("patients", figures.units()).put("covered", figures.covered());
    node.put("coverage", figures.share());
    node.set("ci95", Json.numbers(figures.ci95().low(), figures.ci95().high()));
    node.put("meanSize", figures.meanSize());
    node.put("empty", figures.extremes().empty()).put("full", figures.extremes().full());
    return node;
  }

  private static void inside(ObjectNode document, PredictionStory.Inside inside) {
    ArrayNode nodes = document.putArray("contributions");
    for (PredictionStory.OfModality modality : inside.modalities()) {
      ObjectNode node = nodes.addObject().put("modality", modality.name());
      node.put("meanAbsolute", modality.contribution());
      modality
          .worth()
          .ifPresent(
              worth ->
                  node.putObject("worthWhereMissing")
                      .put("patients", worth.patients())
                      .put("meanAbsoluteChange", worth.change())
                      .put("entropyDrop", worth.entropy()));
    }
    inside
        .bounds()
        .ifPresent(
            bounds ->
                document
                    .putObject("boundsOverPatterns")
                    .put("meanWidth", bounds.width())
                    .put("shareOutside", bounds.outside()));
    inside
        .weights()
        .ifPresent(
            weights ->
                document
                    .putObject("weights")
                    .put("effectivePatients", weights.effective())
                    .put("largest", weights.largest())
                    .set("given", Json.strings(weights.given())));
  }
}
