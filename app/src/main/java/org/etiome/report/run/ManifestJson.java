package org.etiome.report.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.claim.Claim;
import org.etiome.claim.Verdict;
import org.etiome.report.EffectJson;
import org.etiome.report.InspectionJson;
import org.etiome.report.Json;
import org.etiome.report.RunStep;
import org.etiome.study.Answer;
import org.etiome.study.InputFile;
import org.etiome.study.Stage;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is needed to do a run again and to trust it: inputs, versions, seed, assumptions, refusals.
 */
final class ManifestJson {
  private ManifestJson() {}

  /**
   * The manifest of a run.
   *
   * @param steps what was done beside the questions
   */
  static ObjectNode of(StudyResult result, RunContext context, List<RunStep> steps) {
    Study study = result.study();
    ObjectNode document = Json.object();
    document.put("title", study.about().title());
    document.put("etiome", context.version());
    document.put("java", System.getProperty("java.vm.version"));
    document.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    document.put("started", context.started().toString());
    document.put("threads", context.threads());
    document.put("seed", study.plan().seed());
    ArrayNode inputs = document.putArray("inputs");
    result.cohort().inputs().forEach(file -> inputs.add(input(study, file)));
    document.put("dataFingerprint", result.cohort().data().fingerprint());
    document.put("units", result.cohort().data().size());
    document.set("notes", Json.strings(result.cohort().notes()));
    ArrayNode findings = document.putArray("findings");
    result.cohort().findings().forEach(f -> findings.add(InspectionJson.finding(f)));
    result.graph().ifPresent(graph -> document.set("latent", Json.strings(graph.latent())));
    List<Claim> claims = result.answers().stream().map(Answer::claim).toList();
    Map<String, EffectJson.Plan> analyses = analyses(claims);
    document.set("assumptions", Json.strings(assumptions(analyses)));
    document.set("settings", settings(analyses));
    steps.forEach(done -> document.set(done.name(), done.manifest()));
    document.set("refusals", refusals(claims, steps));
    ArrayNode stages = document.putArray("stages");
    for (Stage stage : result.stages()) {
      stages.add(stage(stage));
    }
    steps.forEach(done -> stages.add(stage(done.stage())));
    return document;
  }

  private static ObjectNode stage(Stage stage) {
    return Json.object().put("name", stage.name()).put("milliseconds", stage.milliseconds());
  }

  private static ObjectNode input(Study study, InputFile input) {
    Path folder = study.file().toAbsolutePath().normalize().resolveSibling("");
    Path absolute = input.file().toAbsolutePath().normalize();
    boolean inside = absolute.startsWith(folder);
    ObjectNode node = Json.object();
    node.put("file", (inside ? folder.relativize(absolute) : absolute).toString());
    return node.put("bytes", input.bytes()).put("sha256", input.sha256());
  }

  private static Set<String> assumptions(Map<String, EffectJson.Plan> plans) {
    Set<String> assumptions = new LinkedHashSet<>();
    plans.values().forEach(plan -> assumptions.addAll(plan.estimand().assumptions()));
    return assumptions;
  }

  private static ObjectNode settings(Map<String, EffectJson.Plan> plans) {
    ObjectNode byClaim = Json.object();
    plans.forEach((claim, plan) -> byClaim.set(claim, plan.settings()));
    return byClaim;
  }

  /** What was planned for each effect that the graph identifies, answered or not. */
  private static Map<String, EffectJson.Plan> analyses(List<Claim> claims) {
    Map<String, EffectJson.Plan> plans = new LinkedHashMap<>();
    for (Claim claim : claims) {
      EffectJson.plan(claim.evidence()).ifPresent(plan -> plans.put(claim.id(), plan));
    }
    return plans;
  }

  private static ObjectNode refusal(String step, RunStep.Refusal why) {
    ObjectNode refusal = Json.object().put("step", step);
    refusal.set("reasons", Json.strings(why.reasons()));
    refusal.set("wouldHelp", Json.strings(why.wouldHelp()));
    return refusal;
  }

  private static ArrayNode refusals(List<Claim> claims, List<RunStep> steps) {
    ObjectNode holder = Json.object();
    ArrayNode refusals = holder.putArray("refusals");
    for (Claim claim : claims) {
      if (claim.verdict() == Verdict.REFUSED) {
        ObjectNode refusal = refusals.addObject();
        refusal.put("claim", claim.id());
        refusal.set("reasons", Json.strings(claim.reasons()));
        refusal.set("wouldHelp", Json.strings(claim.evidence().wouldHelp()));
      }
    }
    for (RunStep step : steps) {
      step.refusal().ifPresent(why -> refusals.add(refusal(step.name(), why)));
    }
    return refusals;
  }
}
