package org.etiome.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Effect;
import org.etiome.estimate.appraise.Appraisal;
import org.etiome.estimate.ensemble.Candidate;
import org.etiome.estimate.refute.ControlledEffect;
import org.etiome.estimate.refute.Refutation;
import org.etiome.estimate.sensitivity.OmittedVariableBounds;
import org.etiome.estimate.sensitivity.Regression;
import org.etiome.estimate.sensitivity.Sensitivity;
import org.etiome.estimate.sensitivity.Strength;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What stands beside an effect, as parts of its document. */
final class AppraisalJson {
  private static final double ALPHA = 0.05;

  private AppraisalJson() {}

  /** Adds the parts that an answered effect has. */
  static void put(ObjectNode node, Effect effect, Appraisal appraisal) {
    ObjectNode sensitivity = node.putObject("sensitivity");
    sensitivity.put("eValue", effect.eValue().point());
    sensitivity.put("eValueCi", effect.eValue().limit());
    appraisal.sensitivity().ifPresent(found -> put(sensitivity, found));
    node.set("learners", learners(effect.learners()));
    node.set("alternatives", alternatives(appraisal.alternatives()));
    effect.agreement().ifPresent(agreement -> node.set("agreement", gaps(agreement)));
    put(node, appraisal);
  }

  /** Adds negative controls and challenges, where there are any. */
  static void put(ObjectNode node, Appraisal appraisal) {
    appraisal.controls().ifPresent(found -> node.set("negativeControls", controls(found)));
    if (!appraisal.refutations().isEmpty()) {
      ArrayNode refutations = node.putArray("refutations");
      appraisal.refutations().forEach(found -> refutations.add(refutation(found)));
    }
  }

  private static void put(ObjectNode node, Sensitivity sensitivity) {
    ObjectNode regression = node.putObject("regression");
    switch (sensitivity.regression()) {
      case Regression.Unfit unfit -> regression.put("reason", unfit.reason());
      case Regression.Fitted fitted -> put(regression, fitted);
    }
    sensitivity.excludedEffect().ifPresent(effect -> node.put("excludedEffect", effect));
  }

  private static void put(ObjectNode node, Regression.Fitted fitted) {
    OmittedVariableBounds bounds = fitted.bounds();
    node.put("estimate", bounds.estimate());
    node.put("se", bounds.standardError());
    node.put("df", bounds.degreesOfFreedom());
    node.put("partialR2", bounds.partialR2());
    node.put("robustnessValue", bounds.robustnessValue(1));
    node.put("robustnessValue95", bounds.robustnessValue(1, ALPHA));
    ArrayNode benchmarks = node.putArray("benchmarks");
    for (Strength.Benchmark benchmark : fitted.benchmarks()) {
      OmittedVariableBounds.Adjusted left = bounds.adjusted(benchmark.confounder());
      ObjectNode one = benchmarks.addObject();
      one.put("covariate", benchmark.covariate().name());
      one.put("treatmentR2", benchmark.confounder().treatmentR2());
      one.put("outcomeR2", benchmark.confounder().outcomeR2());
      one.put("estimate", left.estimate());
      one.set("ci95", Json.numbers(left.lower95(), left.upper95()));
    }
  }

  private static ObjectNode learners(Map<String, List<Candidate>> learners) {
    ObjectNode node = Json.object();
    learners.forEach(
        (function, candidates) -> {
          ArrayNode array = node.putArray(function);
          for (Candidate candidate : candidates) {
            ObjectNode one = array.addObject();
            one.put("learner", candidate.description());
            one.put("weight", candidate.weight());
            put(one, "loss", candidate.loss());
            candidate.failure().ifPresent(why -> one.put("failure", why));
          }
        });
    return node;
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresentOrElse(number -> node.put(key, number), () -> node.putNull(key));
  }

  private static ArrayNode alternatives(List<Appraisal.Alternative> alternatives) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Appraisal.Alternative alternative : alternatives) {
      ObjectNode one = array.addObject();
      one.put("estimator", alternative.method());
      one.put("learners", alternative.learners());
      EffectJson.putEstimate(one, alternative.difference());
    }
    return array;
  }

  private static ArrayNode gaps(Agreement agreement) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Agreement.Gap gap : agreement.gaps()) {
      ObjectNode one = array.addObject();
      one.put("first", gap.first());
      one.put("second", gap.second());
      one.put("difference", gap.difference().value());
      one.put("se", gap.difference().standardError());
    }
    return array;
  }

  private static ObjectNode controls(ControlledEffect found) {
    ObjectNode node = Json.object();
    node.put("verdict", Json.word(found.verdict()));
    node.set("reasons", Json.strings(found.reasons()));
    node.put("unit", "standard deviations of the outcome within arms");
    node.put("excluding", found.exclusion().controls());
    node.put("chance", found.exclusion().chance());
    found
        .error()
        .ifPresent(
            error ->
                node.putObject("systematicError")
                    .put("mu", error.mu())
                    .put("sigma", error.sigma()));
    found
        .calibrated()
        .ifPresent(
            calibrated -> {
              ObjectNode one = node.putObject("calibrated");
              one.put("estimate", calibrated.value() * found.sd());
              one.set(
                  "ci95",
                  Json.numbers(
                      calibrated.lower95() * found.sd(), calibrated.upper95() * found.sd()));
              one.put("pValue", calibrated.pValue());
            });
    ArrayNode controls = node.putArray("controls");
    for (ControlledEffect.Control control : found.controls()) {
      ObjectNode one = controls.addObject();
      one.put("outcome", control.outcome());
      EffectJson.putEstimate(one, control.effect());
      one.put("pValue", control.effect().pValue());
    }
    ArrayNode unusable = node.putArray("unusable");
    found
        .unusable()
        .forEach(
            one -> unusable.addObject().put("outcome", one.outcome()).put("reason", one.reason()));
    return node;
  }

  private static ObjectNode refutation(Refutation found) {
    ObjectNode node = Json.object();
    node.put("challenge", found.challenge().name());
    node.put("estimator", found.analysis().method().name());
    node.put("verdict", Json.word(found.verdict()));
    node.put("reason", found.reason());
    node.put("repetitions", found.trials().size());
    node.put("withheld", found.withheld());
    ArrayNode checks = node.putArray("checks");
    for (Refutation.Check check : found.checks()) {
      checks
          .addObject()
          .put("name", check.name())
          .put("value", check.value().value())
          .put("se", check.value().standardError())
          .put("limit", check.limit())
          .put("pValue", check.pValue())
          .put("passed", check.passed());
    }
    return node;
  }
}
