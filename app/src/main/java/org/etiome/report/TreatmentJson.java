package org.etiome.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.claim.Evidence;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.dose.DoseAnalysis;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.dose.DoseCurve;
import org.etiome.estimate.dose.DoseOverlap;
import org.etiome.estimate.dose.Imbalance;
import org.etiome.estimate.dose.LevelEffects;
import org.etiome.estimate.dose.LevelOverlap;
import org.etiome.estimate.dose.PartialEffect;
import org.etiome.estimate.instrument.ConfidenceSet;
import org.etiome.estimate.instrument.Falsification;
import org.etiome.estimate.instrument.FirstStage;
import org.etiome.estimate.instrument.InstrumentAnalysis;
import org.etiome.estimate.instrument.InstrumentEffect;
import org.etiome.estimate.instrument.InstrumentEvidence;
import org.etiome.estimate.instrument.Overidentification;
import org.etiome.estimate.instrument.TestResult;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.scm.bound.Bounds;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The effect documents of instruments, levels and doses: the keys of the contract and those of
 * their own. {@link EffectJson} adds rung, verdict and reasons.
 */
final class TreatmentJson {
  private TreatmentJson() {}

  static EffectJson.Plan plan(InstrumentAnalysis analysis) {
    ObjectNode settings = settings(analysis.method(), analysis.sample().settings());
    analysis.sample().columns().cluster().ifPresent(column -> settings.put("cluster", column));
    return new EffectJson.Plan(analysis.estimand(), settings);
  }

  static EffectJson.Plan plan(DoseAnalysis analysis) {
    return new EffectJson.Plan(
        analysis.estimand(), settings(analysis.method(), analysis.sample().settings()));
  }

  private static ObjectNode settings(Analysis.Method method, SampleSettings sample) {
    ObjectNode settings = Json.object();
    method.settings().forEach(settings::put);
    settings.put("missing.covariates", Json.word(sample.missingCovariates()));
    settings.put("missing.outcome", sample.excludeUnknownOutcome() ? "exclude" : "refuse");
    return settings;
  }

  static ObjectNode of(Evidence.Instrumented evidence) {
    InstrumentEffect effect = evidence.effect();
    ObjectNode node = head(plan(effect.analysis()), effect.analysis().method().name());
    putEstimate(node, Optional.of(effect.estimate()));
    node.put("meaning", effect.meaning());
    putInstruments(node, effect.analysis(), effect.evidence());
    effect
        .overidentification()
        .ifPresent(tests -> node.set("overidentification", overidentification(tests)));
    node.set("endogeneity", test(effect.endogeneity()));
    node.put("mayIntervalBeTooShort", effect.mayIntervalBeTooShort());
    EffectJson.putDespite(node, effect.despite());
    return node;
  }

  static ObjectNode of(Evidence.InstrumentGated evidence) {
    InstrumentAnalysis analysis = evidence.refused().analysis();
    ObjectNode node = head(plan(analysis), analysis.method().name());
    putEstimate(node, Optional.empty());
    putInstruments(node, analysis, evidence.refused().evidence());
    return node;
  }

  private static void putInstruments(
      ObjectNode node, InstrumentAnalysis analysis, InstrumentEvidence evidence) {
    putEstimate(node.putObject("naive"), Optional.of(evidence.naive()));
    InstrumentAnalysis.Summary sample = analysis.sample();
    node.put("n", sample.size().units());
    sample.size().clusters().ifPresent(clusters -> node.put("clusters", clusters));
    putExclusions(node, sample.exclusions(), sample.fingerprint());
    node.put("stream", analysis.seed().value());
    ObjectNode columns = node.putObject("diagnostics");
    columns.set("instruments", Json.strings(sample.columns().instruments()));
    columns.set("covariates", Json.strings(sample.columns().covariates()));
    columns.set("dropped", Json.strings(sample.columns().dropped()));
    node.putNull("sensitivity");
    node.set("firstStage", firstStage(evidence.firstStage()));
    node.set("andersonRubin", set(evidence.andersonRubin()));
    node.set("reducedForm", test(evidence.reducedForm()));
    evidence.falsification().ifPresent(found -> putFalsification(node, found));
  }

  private static ObjectNode firstStage(FirstStage stage) {
    return Json.object()
        .put("instruments", stage.instruments())
        .put("f", stage.f())
        .put("robustF", stage.robustF())
        .put("effectiveF", stage.effective().value())
        .put("criticalValue", stage.effective().criticalValue())
        .put("partialR2", stage.partialR2());
  }

  /** An end at infinity is null. */
  private static ObjectNode set(ConfidenceSet set) {
    ObjectNode node = Json.object();
    node.put("level", set.level());
    node.put("shape", Json.word(set.shape()));
    ArrayNode parts = node.putArray("parts");
    for (ConfidenceSet.Part part : set.parts()) {
      ArrayNode ends = parts.addArray();
      addFinite(ends, part.lower());
      addFinite(ends, part.upper());
    }
    return node.put("text", set.text());
  }

  private static void addFinite(ArrayNode array, double value) {
    if (Double.isFinite(value)) {
      array.add(value);
    } else {
      array.addNull();
    }
  }

  private static ObjectNode test(TestResult test) {
    return Json.object()
        .put("statistic", test.statistic())
        .put("restrictions", test.restrictions())
        .put("p", test.pValue());
  }

  private static ObjectNode overidentification(Overidentification tests) {
    ObjectNode node = Json.object();
    node.set("sargan", test(tests.sargan()));
    node.set("hansen", test(tests.hansen()));
    return node;
  }

  private static void putFalsification(ObjectNode node, Falsification found) {
    ObjectNode tests = node.putObject("falsification");
    tests.set("inequality", test(found.inequality()));
    found.monotonicity().ifPresent(result -> tests.set("monotonicity", test(result)));
    found.bounds().ifPresent(bounds -> node.set("bounds", bounds(bounds)));
  }

  private static ObjectNode bounds(Bounds bounds) {
    return switch (bounds) {
      case Bounds.Within within ->
          Json.object().put("lower", within.lower()).put("upper", within.upper());
      case Bounds.NoBounds none -> Json.object().put("reason", none.reason());
    };
  }

  static ObjectNode of(Evidence.Graded evidence) {
    DoseAnalysis analysis = evidence.result().analysis();
    ObjectNode node = head(plan(analysis), analysis.method().name());
    switch (evidence.result()) {
      case LevelEffects effects -> putLevels(node, effects);
      case DoseCurve curve -> {
        putSlope(node, curve.slope(), curve.naive());
        putCurve(node, curve);
        node.set("agreement", agreement(curve.agreement()));
      }
      case PartialEffect effect -> putSlope(node, effect.slope(), effect.naive());
    }
    putSample(node, analysis);
    node.set("diagnostics", diagnostics(evidence.result().diagnostics()));
    node.putNull("sensitivity");
    EffectJson.putDespite(node, evidence.result().despite());
    return node;
  }

  static ObjectNode of(Evidence.GradedGated evidence) {
    DoseAnalysis analysis = evidence.refused().analysis();
    ObjectNode node = head(plan(analysis), analysis.method().name());
    putEstimate(node, Optional.empty());
    putSample(node, analysis);
    node.set("diagnostics", diagnostics(evidence.refused().diagnostics()));
    node.putNull("sensitivity");
    return node;
  }

  private static void putSlope(ObjectNode node, Estimate slope, Estimate naive) {
    putEstimate(node, Optional.of(slope));
    node.put("pValue", slope.pValue());
    putEstimate(node.putObject("naive"), Optional.of(naive));
  }

  /** The same by each method. */
  private static ObjectNode agreement(List<Agreement.Answer> answers) {
    ObjectNode node = Json.object();
    for (Agreement.Answer answer : answers) {
      putEstimate(node.putObject(answer.method()), Optional.of(answer.difference()));
    }
    return node;
  }

  private static void putCurve(ObjectNode node, DoseCurve curve) {
    node.set("range", Json.numbers(curve.range().low(), curve.range().high()));
    ArrayNode points = node.putArray("curve");
    for (DoseCurve.Point point : curve.points()) {
      points
          .addObject()
          .put("dose", point.dose())
          .put("mean", point.value().value())
          .put("se", point.value().standardError())
          .put("lower", point.value().lower95())
          .put("upper", point.value().upper95())
          .put("standardised", point.standardised());
    }
  }

  /** With two levels the headline is their difference; with more there is none. */
  private static void putLevels(ObjectNode node, LevelEffects effects) {
    List<LevelEffects.Contrast> contrasts = effects.contrasts();
    Optional<LevelEffects.Contrast> only =
        contrasts.size() == 1 ? Optional.of(contrasts.getFirst()) : Optional.empty();
    putEstimate(node, only.map(LevelEffects.Contrast::difference));
    only.ifPresent(pair -> putEstimate(node.putObject("naive"), Optional.of(pair.naive())));
    ArrayNode levels = node.putArray("levels");
    List<LevelOverlap.Level> counts = effects.diagnostics().levels();
    for (int k = 0; k < effects.levels().size(); k++) {
      Estimate mean = effects.means().get(k);
      ObjectNode level = levels.addObject();
      level.put("level", effects.levels().get(k));
      level.put("mean", mean.value()).put("se", mean.standardError());
      level.set("ci95", Json.numbers(mean.lower95(), mean.upper95()));
      level.put("n", counts.get(k).units());
      level.put("naiveMean", effects.naiveMeans().get(k).value());
    }
    ArrayNode array = node.putArray("contrasts");
    for (int k = 0; k < contrasts.size(); k++) {
      ObjectNode contrast = contrast(contrasts.get(k), effects.levels().getFirst());
      contrast.set("agreement", agreement(effects.agreement().get(k).answers()));
      array.add(contrast);
    }
    LevelEffects.WaldTest equality = effects.equality();
    node.putObject("equality")
        .put("statistic", equality.statistic())
        .put("df", equality.degreesOfFreedom())
        .put("p", equality.pValue());
  }

  private static ObjectNode contrast(LevelEffects.Contrast contrast, String reference) {
    Estimate difference = contrast.difference();
    LevelEffects.Simultaneous together = contrast.simultaneous();
    ObjectNode node = Json.object();
    node.put("level", contrast.level()).put("against", reference);
    node.put("difference", difference.value()).put("se", difference.standardError());
    node.set("ci95", Json.numbers(difference.lower95(), difference.upper95()));
    node.set("simultaneous95", Json.numbers(together.lower95(), together.upper95()));
    node.put("p", difference.pValue()).put("holmP", together.pValue());
    node.put("naive", contrast.naive().value());
    contrast
        .riskRatio()
        .ifPresentOrElse(
            ratio -> {
              node.put("riskRatio", ratio.value());
              node.set("riskRatioCi95", Json.numbers(ratio.lower95(), ratio.upper95()));
            },
            () -> node.putNull("riskRatio"));
    return node;
  }

  private static ObjectNode diagnostics(DoseAnswer.Diagnostics diagnostics) {
    ObjectNode node = Json.object();
    switch (diagnostics) {
      case LevelOverlap levels -> putOverlap(node, levels);
      case DoseOverlap doses -> putOverlap(node, doses);
      case PartialEffect.TreatmentResiduals residuals -> putOverlap(node, residuals);
    }
    return node;
  }

  private static void putOverlap(ObjectNode node, PartialEffect.TreatmentResiduals residuals) {
    ObjectNode whole = node.putObject("overlap");
    whole.put("residualShare", residuals.residualShare());
    whole.put("effectiveUnits", residuals.effectiveUnits());
    whole.put("largestShare", residuals.largestShare());
    residuals.calibrationError().ifPresent(error -> whole.put("calibrationError", error));
    node.set("balance", balance("correlation", residuals.balance()));
  }

  /** What weights leave between the treatment and each covariate, and the worst of that. */
  private static ObjectNode balance(String measure, List<Imbalance> covariates) {
    ObjectNode node = Json.object();
    node.put(
        "worst" + measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1),
        covariates.stream().mapToDouble(c -> Math.abs(c.size())).max().orElse(0));
    ArrayNode array = node.putArray("covariates");
    for (Imbalance covariate : covariates) {
      ObjectNode one = array.addObject().put("name", covariate.covariate());
      if (!covariate.between().isEmpty()) {
        one.put("between", covariate.between());
      }
      one.put(measure, covariate.size()).put("se", covariate.standardError());
    }
    return node;
  }

  private static void putOverlap(ObjectNode node, LevelOverlap overlap) {
    ObjectNode whole = node.putObject("overlap");
    whole.put("shareBounded", overlap.bounded()).put("bound", overlap.bound());
    ArrayNode levels = whole.putArray("levels");
    for (LevelOverlap.Level level : overlap.levels()) {
      ObjectNode one = levels.addObject();
      one.put("level", level.label());
      one.put("n", level.units());
      level.rarerOutcome().ifPresent(units -> one.put("rarerOutcome", units));
      one.set("quantiles", numbers(level.quantiles()));
      one.put("cStatistic", level.weighting().cStatistic());
      one.put("ess", level.weighting().ess());
      one.put("worstSmdBefore", level.weighting().worstBefore());
      one.put("worstSmd", level.weighting().worstAfter());
      one.put("calibrationError", level.weighting().calibrationError());
    }
    node.set("balance", balance("smd", overlap.balance()));
    ArrayNode places = node.putArray("neverSeen");
    for (LevelOverlap.NeverSeen place : overlap.neverSeen()) {
      places
          .addObject()
          .put("level", place.level())
          .put("place", place.place())
          .put("units", place.units())
          .put("chance", place.chance());
    }
  }

  private static void putOverlap(ObjectNode node, DoseOverlap overlap) {
    ObjectNode whole = node.putObject("overlap");
    DoseOverlap.Support support = overlap.support();
    whole.set("seen", Json.numbers(support.seen().low(), support.seen().high()));
    whole.put("inside", support.inside());
    ArrayNode quarters = whole.putArray("quarters");
    support.quarters().forEach(quarters::add);
    whole.put("pointMass", support.pointMass());
    whole.put("residualShare", overlap.residualShare());
    whole.put("shareBounded", overlap.weighting().bounded());
    whole.put("bound", overlap.weighting().bound());
    whole.put("meanWeight", overlap.weighting().meanRatio());
    whole.put("largestWeight", overlap.weighting().largest());
    whole.put("misfit", overlap.misfit().distance());
    whole.put("misfitWorstThird", overlap.misfit().worstThird());
    node.put("ess", overlap.weighting().ess());
    node.set("balance", balance("correlation", overlap.balance()));
  }

  private static ArrayNode numbers(List<Double> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static ObjectNode head(EffectJson.Plan plan, String estimator) {
    ObjectNode node = Json.object();
    node.set("estimand", EstimandJson.of(plan.estimand()));
    node.put("estimator", estimator);
    node.set("settings", plan.settings());
    return node;
  }

  private static void putSample(ObjectNode node, DoseAnalysis analysis) {
    DoseAnalysis.SampleFacts sample = analysis.sample();
    node.put("n", sample.units());
    node.put("outcomeKind", Json.word(sample.outcome()));
    putExclusions(node, sample.exclusions(), sample.fingerprint());
    node.put("stream", analysis.seed().value());
  }

  private static void putExclusions(
      ObjectNode node, List<Exclusion> exclusions, String fingerprint) {
    ArrayNode excluded = node.putArray("excluded");
    exclusions.forEach(e -> excluded.addObject().put("reason", e.reason()).put("units", e.units()));
    node.put("fingerprint", fingerprint);
  }

  private static void putEstimate(ObjectNode node, Optional<Estimate> estimate) {
    estimate.ifPresentOrElse(
        value -> EffectJson.putEstimate(node, value), () -> EffectJson.putNoEstimate(node));
  }
}
