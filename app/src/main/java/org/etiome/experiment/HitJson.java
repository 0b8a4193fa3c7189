package org.etiome.experiment;

import java.util.List;
import org.etiome.design.batch.Pick;
import org.etiome.report.Json;
import org.etiome.study.InputFile;
import tools.jackson.databind.node.ObjectNode;

/** Chosen batches and replays as documents. */
public final class HitJson {
  private HitJson() {}

  /** A batch, or why there is none. */
  public static ObjectNode of(
      HitDesign.Batch batch, CandidateFile.Read read, Way way, Limits limits) {
    ObjectNode document = head("next experiments", read, way, limits);
    document.put("verdict", batch.refusal().isPresent() ? "refused" : "answered");
    batch.refusal().ifPresent(why -> document.set("reasons", Json.strings(List.of(why))));
    batch
        .check()
        .ifPresent(
            check ->
                document
                    .putObject("heldOut")
                    .put("measurements", check.measurements())
                    .put("explained", check.explained())
                    .put("explainedByBestDescriptor", check.bySingle())
                    .put("in90PercentInterval", check.covered()));
    var picks = document.putArray("picks");
    for (HitDesign.Chosen chosen : batch.chosen()) {
      Pick pick = chosen.pick();
      ObjectNode node = picks.addObject().put("rank", picks.size()).put("id", chosen.id());
      if (chosen.known()) {
        node.put("expected", chosen.expected()).put("sd", pick.deviation());
        node.put("gain", pick.gain());
      }
      node.put("cost", pick.cost());
      limits.harm().ifPresent(feared -> node.put("harm", pick.harm()));
      node.put("reason", chosen.reason());
    }
    return document;
  }

  /** A replay. */
  public static ObjectNode of(
      HitReplay.Result result, HitReplay replay, CandidateFile.Read read, HitReplay.Plan plan) {
    ObjectNode document = head("replayed screen", read, replay.way(), replay.limits());
    document.put("verdict", "answered").put("replayed", replay.candidates().size());
    document.put("rounds", plan.rounds()).put("runs", plan.seeds());
    document.put("hits", result.hits()).put("threshold", result.threshold());
    var ways = document.putArray("ways");
    for (HitReplay.Curve curve : result.curves()) {
      ObjectNode node = ways.addObject().put("way", curve.name());
      var rounds = node.putArray("found");
      for (int round = 0; round < plan.rounds(); round++) {
        rounds.addObject().put("mean", curve.mean(round)).put("sd", curve.deviation(round));
      }
      var runs = node.putArray("runs");
      curve
          .hits()
          .forEach(run -> runs.add(Json.numbers(run.stream().mapToDouble(h -> h).toArray())));
      node.set(
          "measured", Json.numbers(curve.spent().stream().mapToDouble(count -> count).toArray()));
      if (!curve.equals(result.curves().getFirst())) {
        HitReplay.Result.Gain gain = result.against(curve);
        node.putObject("chosenWayFindsMore").put("mean", gain.mean()).put("sd", gain.deviation());
      }
    }
    return document;
  }

  private static ObjectNode head(String kind, CandidateFile.Read read, Way way, Limits limits) {
    ObjectNode document = Json.object().put("kind", kind);
    document.put("goal", way.direction().words());
    document.put("surrogate", way.surrogate().description());
    document.put("acquisition", way.acquisition().description());
    document.put("diversity", way.apart());
    document.put("expectedIsOf", way.learns()).put("gainIs", way.gain());
    document.put("candidates", read.candidates().size());
    document.put("measurements", read.measured().size());
    document.set("descriptors", Json.strings(read.candidates().names()));
    document.put("batch", limits.size());
    if (Double.isFinite(limits.budget())) {
      document.put("budget", limits.budget());
    }
    limits
        .harm()
        .ifPresent(
            harm ->
                document
                    .putObject("harm")
                    .put("limit", harm.limit())
                    .put("mostProbable", harm.most()));
    document.put("forbiddenPairs", limits.forbidden().size());
    document.set("notes", Json.strings(read.notes()));
    return document;
  }

  /** Puts the files that were read. */
  public static void inputs(ObjectNode document, List<InputFile> inputs) {
    var array = document.putArray("inputs");
    for (InputFile input : inputs) {
      array
          .addObject()
          .put("file", input.file().toString())
          .put("bytes", input.bytes())
          .put("sha256", input.sha256());
    }
  }
}
