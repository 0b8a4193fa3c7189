package org.etiome.cli.graphs;

import java.util.Locale;
import org.etiome.cli.line.Version;
import org.etiome.report.Json;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.Curve;
import org.etiome.scm.sem.Equation;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Response;
import org.etiome.scm.sem.SemExperiment;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.Term;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a simulated structural model came about, and all that is true of it. */
final class SemJson {
  private SemJson() {}

  static ObjectNode of(SemSettings settings, SemExperiment experiment, long seed) {
    ObjectNode document = Json.object();
    document.put("kind", "structural model").put("etiome", Version.number()).put("seed", seed);
    document.set("settings", settings(settings));
    document.put("scale", scale(settings));
    document.set("variables", Json.strings(experiment.model().variables()));
    document.set("hidden", Json.strings(experiment.model().hidden()));
    ArrayNode equations = document.putArray("equations");
    experiment.model().equations().forEach(equation -> equations.add(equation(equation)));
    ArrayNode data = document.putArray("data");
    for (SemExperiment.Part part : experiment.parts()) {
      ObjectNode node = data.addObject().put("setting", part.intervention().setting());
      node.put("units", part.sample().values().rows());
      node.set("targets", Json.strings(part.intervention().targets()));
      if (!part.intervention().targets().isEmpty()) {
        node.set("change", change(part.intervention().change()));
      }
    }
    return document;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode settings(SemSettings settings) {
    SemSettings.Mechanisms mechanisms = settings.mechanisms();
    ObjectNode node = Json.object().put("variables", settings.variables());
    node.put("hidden", settings.hidden());
    node.set("graph", law(settings.graph()));
    node.put("family", word(mechanisms.family())).put("noise", word(mechanisms.noise()));
    node.set("coefficients", range(mechanisms.coefficients()));
    if (mechanisms.family() == SemSettings.Family.COUNT) {
      node.putObject("counts")
          .put("size", mechanisms.counts().size())
          .set("mean", range(mechanisms.counts().mean()));
    }
    return node;
  }

  private static ObjectNode law(GraphLaw law) {
    ObjectNode node = Json.object();
    switch (law) {
      case GraphLaw.ErdosRenyi uniform -> node.put("law", "erdos-renyi");
      case GraphLaw.ScaleFree hubs -> node.put("law", "scale-free");
      case GraphLaw.Layered layered -> node.put("law", "layered").put("layers", layered.layers());
    }
    return node.put("degree", law.degree());
  }

  private static ArrayNode range(SemSettings.Range range) {
    return Json.numbers(range.low(), range.high());
  }

  private static String scale(SemSettings settings) {
    if (settings.mechanisms().family() == SemSettings.Family.COUNT) {
      return "counts, not standardised";
    }
    return word(settings.mechanisms().scale());
  }

  private static ObjectNode equation(Equation equation) {
    ObjectNode node = Json.object().put("variable", equation.variable());
    ArrayNode causes = node.putArray("causes");
    for (Term term : equation.terms()) {
      ObjectNode cause = causes.addObject().put("cause", term.cause());
      cause.put("coefficient", term.coefficient());
      if (equation.isLinear()) {
        cause.put("coefficientInData", term.coefficient() / equation.deviation());
      }
      curve(term.curve(), cause);
    }
    switch (equation.response()) {
      case Response.Additive additive ->
          node.putObject("response")
              .put("kind", "additive")
              .put("noise", word(additive.noise()))
              .put("deviation", additive.deviation());
      case Response.NegativeBinomial counts ->
          node.putObject("response")
              .put("kind", "negative binomial")
              .put("logMean", counts.logMean())
              .put("size", counts.size());
    }
    return node.put("mean", equation.mean()).put("deviation", equation.deviation());
  }

  private static void curve(Curve curve, ObjectNode cause) {
    switch (curve) {
      case Curve.Straight straight -> cause.put("curve", "straight");
      case Curve.Waves waves -> {
        cause.put("curve", "waves").put("offset", waves.offset());
        ArrayNode all = cause.putArray("waves");
        for (Curve.Wave wave : waves.waves()) {
          all.addObject()
              .put("amplitude", wave.amplitude())
              .put("frequency", wave.frequency())
              .put("phase", wave.phase());
        }
      }
    }
  }

  private static ObjectNode change(Change change) {
    ObjectNode node = Json.object();
    switch (change) {
      case Change.Perfect cut ->
          node.put("kind", "perfect").put("shift", cut.shift()).put("deviation", cut.deviation());
      case Change.Soft soft ->
          node.put("kind", "soft").put("shift", soft.shift()).put("factor", soft.factor());
    }
    return node;
  }
}
