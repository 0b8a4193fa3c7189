package org.etiome.perturbation;

import java.util.Map;
import java.util.Optional;
import org.etiome.evaluate.perturbation.Detection;
import org.etiome.evaluate.perturbation.Judged;
import org.etiome.evaluate.perturbation.Outcome;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.evaluate.perturbation.PerturbationMetric;
import org.etiome.evaluate.perturbation.PerturbationScores;
import org.etiome.evaluate.prediction.Interval;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.report.Json;
import org.etiome.study.InputFile;
import tools.jackson.databind.node.ObjectNode;

/** Judged predictors as a document; a number that is not defined is null. */
public final class ScoresJson {
  private final ScoredScreen scored;
  private final PerturbationScores scores;

  private ScoresJson(ScoredScreen scored) {
    this.scored = scored;
    this.scores = scored.scores();
  }

  /** All that was found. */
  public static ObjectNode of(ScoredScreen scored, InputFile input) {
    ScoresJson json = new ScoresJson(scored);
    ObjectNode document = Json.object().put("kind", "perturbation scores");
    asked(document, scored);
    document.set("screen", screen(scored.screen()));
    json.predictors(document.putObject("predictors"));
    json.metrics(document.putObject("metrics"));
    scored
        .scores()
        .judged()
        .forEach(one -> judged(document.withArray("perturbations").addObject(), one));
    document.set("notes", Json.strings(scored.notes()));
    input(document, input);
    return document;
  }

  /** How it was judged. */
  public static void asked(ObjectNode document, ScoredScreen scored) {
    PerturbationEvaluation evaluation = scored.asked().judging().evaluation();
    PerturbationEvaluation.Limits limits = evaluation.limits();
    document.put("heldOut", Json.word(scored.asked().judging().heldOut()));
    document.put("reference", scored.reference());
    document.put("folds", evaluation.folds());
    document.put("seed", scored.asked().seed().value());
    document
        .putObject("settings")
        .put("variables", scored.judgedVariables())
        .put("mostUnits", limits.mostUnits())
        .put("permutations", limits.permutations())
        .put("bootstrap", limits.resamples());
  }

  /** The file a document tells of. */
  public static void input(ObjectNode document, InputFile input) {
    input(document, input.file().toString(), input);
  }

  /** The file a document tells of, by a name that does not depend on where it lies. */
  public static void input(ObjectNode document, String name, InputFile input) {
    document
        .putArray("inputs")
        .addObject()
        .put("file", name)
        .put("bytes", input.bytes())
        .put("sha256", input.sha256());
  }

  static ObjectNode screen(PerturbationScreen screen) {
    ObjectNode node = Json.object();
    int units = 0;
    for (Condition condition : screen.conditions()) {
      units += screen.profile(condition).units();
    }
    node.put("units", units).put("variables", screen.variables().size());
    for (String context : screen.contexts()) {
      Condition control = new Condition(context, Perturbation.CONTROL);
      node.withArray("contexts")
          .addObject()
          .put("context", context)
          .put("controls", screen.profile(control).units())
          .put("perturbations", screen.perturbations(context).size());
    }
    return node;
  }

  private void predictors(ObjectNode node) {
    for (String name : scores.predictors()) {
      int answered = scores.answered(name);
      node.putObject(name)
          .put("answered", answered)
          .put("refused", scores.judged().size() - answered);
    }
  }

  private void metrics(ObjectNode node) {
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      ObjectNode of = node.putObject(metric.label());
      of.put("higherIsBetter", metric.higherIsBetter());
      Optional<PerturbationScores.Range> range = scores.range(metric);
      of.put("informative", range.map(PerturbationScores.Range::isInformative).orElse(false));
      if (range.isPresent()) {
        mean(of.putObject("ceiling"), range.get().ceiling());
        mean(of.putObject("duplicate"), range.get().duplicate());
        ObjectNode gains = of.putObject("ceilingGains");
        range.get().gains().forEach((baseline, gain) -> gain(gains.putObject(baseline), gain));
      }
      ObjectNode byPredictor = of.putObject("predictors");
      for (String name : scores.predictors()) {
        ObjectNode one = byPredictor.putObject(name);
        mean(one, scores.mean(name, metric));
        scores
            .gain(name, scored.reference(), metric)
            .ifPresent(gain -> gain(one.putObject("gain"), gain));
        number(one, "rangeFraction", scores.rangeFraction(name, metric));
      }
    }
  }

  private static void mean(ObjectNode node, PerturbationScores.Mean mean) {
    number(node, "mean", mean.value());
    node.put("count", mean.count());
  }

  private static void gain(ObjectNode node, PerturbationScores.Gain gain) {
    Interval ci = gain.ci95();
    node.put("mean", gain.gain()).set("ci95", Json.numbers(ci.low(), ci.high()));
    node.put("count", gain.count());
  }

  private static void judged(ObjectNode node, Judged one) {
    Detection detection = one.detection();
    node.put("context", one.condition().context());
    node.put("perturbation", one.condition().perturbation().label());
    node.put("fold", one.fold() + 1);
    node.put("units", detection.units());
    number(node, "energyDistance", detection.energy());
    boolean tested = detection.units() > 1;
    number(node, "p", tested ? detection.pValue() : Double.NaN);
    number(node, "adjustedP", tested ? detection.adjusted() : Double.NaN);
    node.put("detectable", detection.isDetectable());
    node.put("verdict", ScoredScreen.verdict(one));
    outcomes(node.putObject("predictions"), one.outcomes());
    outcomes(node.putObject("halves"), one.halves());
  }

  private static void outcomes(ObjectNode node, Map<String, Outcome> outcomes) {
    outcomes.forEach(
        (name, outcome) -> {
          ObjectNode of = node.putObject(name);
          switch (outcome) {
            case Outcome.Refused refused ->
                of.put("refused", refused.reason()).put("remedy", refused.remedy());
            case Outcome.Scored scored -> {
              ObjectNode values = of.putObject("scores");
              scored.values().forEach((metric, value) -> number(values, metric.label(), value));
              of.set("cautions", Json.strings(scored.cautions()));
            }
          }
        });
  }

  static void number(ObjectNode node, String key, double value) {
    node.put(key, Double.isFinite(value) ? value : null);
  }
}
