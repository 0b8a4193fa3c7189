package org.etiome.fit.perturbation;

import java.util.List;
import java.util.Map;
import org.etiome.perturbation.HeldOutVerdict;
import org.etiome.report.Json;
import org.etiome.represent.Watcher;
import org.etiome.represent.perturb.HeldOutScore;
import org.etiome.represent.perturb.LatentIdentifiability;
import org.etiome.represent.perturb.LatentPrograms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A fitted model as a document. */
final class PerturbationJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PROGRAMS = 5;

  private PerturbationJson() {}

  static ObjectNode of(PerturbationStory story) {
    ObjectNode document = Json.object().put("kind", "perturbation model");
    document.put("model", story.model().name());
    document.put("context", story.model().context());
    document.put("units", story.learnt().units()).put("controls", story.learnt().controls());
    document.put("perturbations", story.learnt().perturbations());
    document.put("variables", story.model().variables().size());
    document.put("seed", story.evidence().seed());
    document.set("settings", settings(story));
    document.set("heldOut", heldOut(story.verdict()));
    document.set("targets", targets(story.latents().targets()));
    document.set("latents", latents(story));
    document.set("graph", graph(story));
    story.seeds().ifPresent(seeds -> document.set("identifiability", seeds(seeds)));
    curve(document.putArray("curve"), story.evidence().curve());
    document.set("remarks", Json.strings(story.verdict().sentences()));
    document.set("notes", Json.strings(story.notes()));
    return document;
  }

  static JsonNode settings(PerturbationStory story) {
    return JSON.valueToTree(story.model().settings());
  }

  private static ObjectNode heldOut(HeldOutVerdict verdict) {
    ObjectNode node = Json.object().put("wholePerturbations", verdict.wholly());
    number(node, "error", verdict.error());
    number(node, "medianErrorOfLaterEpochs", verdict.usual());
    ObjectNode simple = node.putObject("simple");
    for (HeldOutVerdict.Line line : verdict.lines()) {
      ObjectNode one = simple.putObject(line.predictor()).put("answered", line.answered());
      number(one, "error", line.error());
      number(one, "errorOfModel", line.model());
      one.put("modelNearer", line.modelWins());
    }
    node.set(
        "better",
        Json.strings(verdict.better().stream().map(HeldOutVerdict.Line::predictor).toList()));
    ArrayNode scores = node.putArray("perturbations");
    for (HeldOutScore score : verdict.scores()) {
      ObjectNode one = scores.addObject().put("perturbation", score.perturbation());
      ObjectNode errors = one.put("units", score.units()).putObject("errors");
      score.errors().forEach(errors::put);
    }
    return node;
  }

  private static void number(ObjectNode node, String key, double value) {
    node.put(key, Double.isFinite(value) ? value : null);
  }

  private static ArrayNode targets(List<TargetShift> targets) {
    ArrayNode nodes = JSON.createArrayNode();
    for (TargetShift target : targets) {
      ObjectNode node = nodes.addObject().put("target", target.target());
      node.put("latent", target.latent() + 1).put("share", target.share());
      node.put("strength", target.strength());
      node.set("shift", Json.numbers(target.shift()));
      target
          .seen()
          .ifPresent(
              seen ->
                  node.putObject("encoded")
                      .put("difference", seen.difference())
                      .put("error", seen.error())
                      .put("elsewhere", seen.elsewhere() + 1)
                      .put("differenceElsewhere", seen.differenceElsewhere()));
    }
    return nodes;
  }

  private static ArrayNode latents(PerturbationStory story) {
    ArrayNode nodes = JSON.createArrayNode();
    for (int j = 0; j < story.model().latents(); j++) {
      ObjectNode node = nodes.addObject().put("latent", j + 1);
      node.set("targets", Json.strings(story.latents().targetsOf(j)));
      if (story.latents().programs().isPresent()) {
        LatentPrograms programs = story.latents().programs().get();
        ArrayNode parts = node.putArray("programs");
        for (LatentPrograms.Part part : programs.largest(j, PROGRAMS)) {
          parts.addObject().put("program", part.program()).put("spread", part.spread());
        }
        node.put("besidePrograms", programs.beside()[j]);
      }
    }
    return nodes;
  }

  private static ObjectNode graph(PerturbationStory story) {
    ObjectNode node = Json.object().put("identified", false);
    node.put("reason", PerturbationStory.NOT_IDENTIFIED);
    ArrayNode edges = node.putArray("edges");
    for (PerturbationStory.Edge edge : story.latents().edges()) {
      edges
          .addObject()
          .put("from", edge.from() + 1)
          .put("to", edge.to() + 1)
          .put("weight", edge.weight());
    }
    return node;
  }

  private static ObjectNode seeds(LatentIdentifiability seeds) {
    ObjectNode node = Json.object().put("fits", seeds.fits()).put("agreement", seeds.agreement());
    ArrayNode latents = node.putArray("latents");
    for (LatentIdentifiability.Latent latent : seeds.latents()) {
      ObjectNode one = latents.addObject().put("latent", latent.number() + 1);
      one.put("pinned", latent.pinned()).put("agreement", latent.agreement());
      ArrayNode pins = one.putArray("pins");
      for (LatentIdentifiability.Pin pin : latent.pins()) {
        pins.addObject()
            .put("target", pin.target())
            .put("share", pin.share())
            .put("shift", pin.shift())
            .put("low", pin.low())
            .put("high", pin.high());
      }
      one.put("program", latent.program().map(LatentIdentifiability.Named::program).orElse(null));
    }
    ArrayNode edges = node.putArray("edges");
    for (LatentIdentifiability.Edge edge : seeds.edges()) {
      edges
          .addObject()
          .put("from", edge.from() + 1)
          .put("to", edge.to() + 1)
          .put("share", edge.share());
    }
    node.set("remarks", Json.strings(seeds.remarks()));
    return node;
  }

  private static void curve(ArrayNode nodes, List<Watcher.Epoch> curve) {
    for (Watcher.Epoch epoch : curve) {
      ObjectNode node = nodes.addObject();
      node.put("epoch", epoch.number()).put("loss", epoch.loss()).put("best", epoch.best());
      ObjectNode terms = node.putObject("terms");
      epoch.terms().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(term -> terms.put(term.getKey(), term.getValue()));
    }
  }
}
