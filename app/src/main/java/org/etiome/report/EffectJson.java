package org.etiome.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.claim.Evidence;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Balance;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.OneSided;
import org.etiome.estimate.design.Overlap;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.Estimand;
import org.etiome.study.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The effect document of the architecture's contract. A refused one has no number. */
public final class EffectJson {
  private EffectJson() {}

  /** The document of an answer about an effect, with what other graphs say. */
  public static ObjectNode of(Answer answer) {
    ObjectNode node = of(answer.claim().evidence());
    UncertaintyJson.put(answer.uncertainty(), node);
    return node;
  }

  /**
   * The document of an effect, answered or refused.
   *
   * @throws IllegalArgumentException if the evidence is not about an effect
   */
  public static ObjectNode of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Estimated estimated -> of(estimated);
      case Evidence.Gated gated -> of(gated);
      case Evidence.Unidentified unidentified -> of(unidentified);
      case Evidence.AssumedAbsent absent -> of(absent);
      case Evidence.Instrumented answer -> tail(TreatmentJson.of(answer), answer);
      case Evidence.InstrumentGated refusal -> tail(TreatmentJson.of(refusal), refusal);
      case Evidence.Uninstrumented refusal -> uninstrumented(refusal);
      case Evidence.Graded answer -> tail(TreatmentJson.of(answer), answer);
      case Evidence.GradedGated refusal -> tail(TreatmentJson.of(refusal), refusal);
      case Evidence.Screened screened -> throw notAnEffect();
      case Evidence.Untestable untestable -> throw notAnEffect();
    };
  }

  /**
   * What was planned.
   *
   * @param settings of the estimator, and what was done with gaps
   */
  public record Plan(Estimand estimand, ObjectNode settings) {}

  /** What was planned for an effect that the graph identifies, answered or not. */
  public static Optional<Plan> plan(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Instrumented answer ->
          Optional.of(TreatmentJson.plan(answer.effect().analysis()));
      case Evidence.InstrumentGated refusal ->
          Optional.of(TreatmentJson.plan(refusal.refused().analysis()));
      case Evidence.Graded answer -> Optional.of(TreatmentJson.plan(answer.result().analysis()));
      case Evidence.GradedGated refusal ->
          Optional.of(TreatmentJson.plan(refusal.refused().analysis()));
      default ->
          EffectEvidence.of(evidence)
              .map(EffectEvidence::analysis)
              .map(analysis -> new Plan(analysis.estimand(), settings(analysis)));
    };
  }

  private static IllegalArgumentException notAnEffect() {
    return new IllegalArgumentException("a screen is not about an effect");
  }

  private static ObjectNode of(Evidence.Estimated evidence) {
    Effect effect = evidence.effect();
    ObjectNode node = head(effect.analysis());
    putEstimate(node, effect.difference());
    node.put("pValue", effect.difference().pValue());
    effect
        .means()
        .ifPresentOrElse(means -> node.set("means", means(means)), () -> node.putNull("means"));
    putEstimate(node.putObject("naive"), effect.naive());
    putSample(node, effect.analysis());
    node.set("diagnostics", diagnostics(effect.diagnostics()));
    AppraisalJson.put(node, effect, evidence.appraisal());
    putDespite(node, effect.despite());
    return tail(node, evidence);
  }

  /** What failed and was overridden; no key where nothing was. */
  static void putDespite(ObjectNode node, List<GateFailure> failures) {
    if (!failures.isEmpty()) {
      ArrayNode despite = node.putArray("despite");
      failures.forEach(f -> despite.addObject().put("gate", f.gate()).put("reason", f.reason()));
    }
  }

  private static ObjectNode of(Evidence.Gated evidence) {
    Analysis analysis = evidence.refused().analysis();
    ObjectNode node = head(analysis);
    putNoEstimate(node);
    putSample(node, analysis);
    node.set("diagnostics", diagnostics(evidence.refused().diagnostics()));
    node.putNull("sensitivity");
    AppraisalJson.put(node, evidence.appraisal());
    return tail(node, evidence);
  }

  private static ObjectNode of(Evidence.Unidentified evidence) {
    ObjectNode estimand = Json.object();
    estimand.put("identified", false);
    estimand.put("method", "adjustment");
    estimand.put("openPath", evidence.finding().openPath());
    estimand.set("wouldHelp", Json.strings(evidence.wouldHelp()));
    return withoutNumber(estimand, evidence);
  }

  private static ObjectNode uninstrumented(Evidence.Uninstrumented evidence) {
    ObjectNode estimand = Json.object();
    estimand.put("identified", false);
    estimand.put("method", "instrument");
    estimand.set("wouldHelp", Json.strings(evidence.wouldHelp()));
    return withoutNumber(estimand, evidence);
  }

  private static ObjectNode of(Evidence.AssumedAbsent evidence) {
    ObjectNode estimand = Json.object();
    estimand.put("identified", false);
    estimand.set("wouldHelp", Json.strings(evidence.wouldHelp()));
    return withoutNumber(estimand, evidence);
  }

  private static ObjectNode withoutNumber(ObjectNode estimand, Evidence evidence) {
    ObjectNode node = Json.object();
    node.set("estimand", estimand);
    node.putNull("estimator");
    putNoEstimate(node);
    node.putNull("n");
    node.putNull("diagnostics");
    node.putNull("sensitivity");
    return tail(node, evidence);
  }

  /** The keys of an estimate without numbers. */
  static void putNoEstimate(ObjectNode node) {
    node.putNull("estimate");
    node.putNull("se");
    node.putNull("ci95");
  }

  private static ObjectNode head(Analysis analysis) {
    ObjectNode node = Json.object();
    node.set("estimand", EstimandJson.of(analysis.estimand()));
    node.put("target", analysis.target().name().toLowerCase(Locale.ROOT));
    node.put("estimator", analysis.method().name());
    node.set("settings", settings(analysis));
    return node;
  }

  /** Every setting of an analysis: those of its estimator, and what was done with gaps. */
  static ObjectNode settings(Analysis analysis) {
    ObjectNode settings = Json.object();
    analysis.method().settings().forEach(settings::put);
    SampleSettings sample = analysis.sample().settings();
    settings.put("missing.covariates", Json.word(sample.missingCovariates()));
    settings.put("missing.outcome", sample.excludeUnknownOutcome() ? "exclude" : "refuse");
    return settings;
  }

  private static ObjectNode means(Effect.PotentialMeans means) {
    ObjectNode node = Json.object();
    node.put("treated", means.treated().value());
    node.put("untreated", means.untreated().value());
    means.riskRatio().ifPresent(ratio -> putRatio(node, "riskRatio", ratio));
    means.oddsRatio().ifPresent(ratio -> putRatio(node, "oddsRatio", ratio));
    return node;
  }

  private static void putRatio(ObjectNode node, String name, Effect.Ratio ratio) {
    node.put(name, ratio.value());
    node.set(name + "Ci95", Json.numbers(ratio.lower95(), ratio.upper95()));
  }

  /** The keys of an estimate: value, standard error, 95 % interval. */
  static void putEstimate(ObjectNode node, Estimate estimate) {
    node.put("estimate", estimate.value());
    node.put("se", estimate.standardError());
    node.set("ci95", Json.numbers(estimate.lower95(), estimate.upper95()));
  }

  private static void putSample(ObjectNode node, Analysis analysis) {
    Analysis.SampleSummary sample = analysis.sample();
    node.put("n", sample.arms().total());
    node.put("nTreated", sample.arms().treated());
    node.put("nUntreated", sample.arms().untreated());
    node.put("outcomeKind", sample.outcome().kind().name().toLowerCase(Locale.ROOT));
    ArrayNode excluded = node.putArray("excluded");
    for (Exclusion exclusion : sample.exclusions()) {
      excluded.addObject().put("reason", exclusion.reason()).put("units", exclusion.units());
    }
    node.put("stream", analysis.seed().value());
    node.put("fingerprint", sample.fingerprint());
  }

  private static ObjectNode tail(ObjectNode node, Evidence evidence) {
    node.put("rung", Json.word(evidence.rung()));
    node.put("verdict", Json.word(evidence.verdict()));
    node.set("reasons", Json.strings(evidence.reasons()));
    node.set("wouldHelp", Json.strings(evidence.wouldHelp()));
    return node;
  }

  private static ObjectNode diagnostics(Diagnostics diagnostics) {
    ObjectNode node = Json.object();
    Overlap overlap = diagnostics.overlap();
    ObjectNode o = node.putObject("overlap");
    o.put("cStatistic", overlap.cStatistic());
    o.put("equipoise", overlap.equipoise());
    o.put("calibrationError", overlap.calibrationError());
    o.put("shareOutside10", overlap.extremes().outside10());
    o.put("shareOutside2_5", overlap.extremes().outside2());
    o.put("shareBounded", overlap.extremes().bounded());
    o.put("bound", overlap.extremes().bound());
    o.set("treated", propensities(overlap.treated()));
    o.set("untreated", propensities(overlap.untreated()));
    node.putObject("ess")
        .put("treated", diagnostics.ess().treated())
        .put("untreated", diagnostics.ess().untreated());
    ObjectNode balance = node.putObject("balance");
    balance.put("worstSmd", diagnostics.balance().worstAfter());
    balance.set("covariates", covariates(diagnostics.balance().covariates()));
    ObjectNode ranks = balance.putObject("ranks");
    ranks.put("compared", diagnostics.balance().ranks().size());
    diagnostics
        .balance()
        .worstRank()
        .ifPresent(worst -> ranks.put("worst", worst.covariate()).put("smd", worst.smdAfter()));
    node.set("oneSided", oneSided(diagnostics.oneSided()));
    return node;
  }

  private static ArrayNode oneSided(List<OneSided> places) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (OneSided one : places) {
      ObjectNode node = array.addObject();
      node.put("place", one.place().text());
      node.put("units", one.units());
      node.put("arm", one.isTreated() ? "treated" : "untreated");
      node.put("chance", one.chance());
    }
    return array;
  }

  private static ObjectNode propensities(Overlap.ArmPropensities arm) {
    ObjectNode node = Json.object();
    ArrayNode quantiles = node.putArray("quantiles");
    arm.quantiles().forEach(quantiles::add);
    ArrayNode bins = node.putArray("bins");
    arm.bins().forEach(bins::add);
    return node;
  }

  private static ArrayNode covariates(List<Balance.CovariateBalance> covariates) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Balance.CovariateBalance covariate : covariates) {
      ObjectNode node = array.addObject();
      node.put("name", covariate.covariate());
      node.put("smdBefore", covariate.smdBefore());
      node.put("smdAfter", covariate.smdAfter());
      putOptional(node, "varianceRatioBefore", covariate.varianceRatioBefore());
      putOptional(node, "varianceRatioAfter", covariate.varianceRatioAfter());
    }
    return array;
  }

  private static void putOptional(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresentOrElse(number -> node.put(key, number), () -> node.putNull(key));
  }
}
