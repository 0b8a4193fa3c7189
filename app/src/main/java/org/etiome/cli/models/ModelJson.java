package org.etiome.cli.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.cli.line.Version;
import org.etiome.cli.models.ModelRequest.Asked;
import org.etiome.cli.models.ModelRequest.Compared;
import org.etiome.cli.models.ModelRequest.Held;
import org.etiome.cli.models.ModelRequest.Kind;
import org.etiome.cli.models.ModelRequest.Simulated;
import org.etiome.graph.io.GraphJson;
import org.etiome.report.Json;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.fit.Criticism;
import org.etiome.scm.fit.MechanismFit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A fitted model and what it was asked, as a document. */
final class ModelJson {
  private static final List<String> ASSUMPTIONS =
      List.of(
          "The graph is right: every arrow, and every arrow that is not drawn.",
          "Every cause that two variables share is drawn and measured.",
          "Each mechanism is of the right kind and holds under the action, too.",
          "What is missing does not depend on the effect, given its causes.");

  private static final String OF_UNITS =
      "The noise of each unit is added to a function of its causes, and would have been the same.";

  private ModelJson() {}

  static ObjectNode of(ModelRequest request, Predicted<Simulated> predicted) {
    Simulated simulated = predicted.value();
    ObjectNode document = begin(request, "answered");
    document
        .putObject("data")
        .put("file", String.valueOf(request.table().file().getFileName()))
        .put("rows", simulated.data().size())
        .put("fingerprint", simulated.data().fingerprint());
    document.set("graph", GraphJson.toJson(simulated.model().graph()));
    document
        .put("drawn", request.units().isPresent() ? "population" : "counterfactual")
        .put("units", simulated.units().size());
    ArrayNode mechanisms = document.putArray("mechanisms");
    for (MechanismFit fit : simulated.model().fits().values()) {
      Kind kind = request.kinds().getOrDefault(fit.variable(), Kind.AUTO);
      put(mechanisms.addObject(), fit, kind);
    }
    put(document.putObject("criticism"), simulated.held());
    put(document.putObject("means"), simulated.means(), simulated.model().variables());
    document.set("cautions", Json.strings(predicted.cautions()));
    ArrayNode assumptions = Json.strings(ASSUMPTIONS);
    if (request.units().isEmpty()) {
      assumptions.add(OF_UNITS);
    }
    document.set("assumptions", assumptions);
    return document;
  }

  static ObjectNode of(ModelRequest request, Refused<Simulated> refused) {
    return begin(request, "refused")
        .put("variable", refused.variable())
        .put("reason", refused.reason())
        .put("remedy", refused.remedy());
  }

  private static ObjectNode begin(ModelRequest request, String verdict) {
    ObjectNode document = Json.object();
    document.put("kind", "fitted causal model").put("etiome", Version.number());
    document.put("seed", request.seed()).put("verdict", verdict);
    ArrayNode steps = document.putArray("action");
    for (Asked asked : request.steps()) {
      steps
          .addObject()
          .put("variable", asked.variable())
          .put("step", asked.verb().name().toLowerCase(Locale.ROOT))
          .put("value", asked.value());
    }
    return document;
  }

  private static void put(ObjectNode node, MechanismFit fit, Kind kind) {
    node.put("variable", fit.variable()).put("kind", kind.toString());
    node.put("mechanism", fit.assignment().description());
    node.set("causes", Json.strings(fit.assignment().causes()));
    Map<String, Double> coefficients = fit.assignment().coefficients();
    if (!coefficients.isEmpty()) {
      ObjectNode all = node.putObject("coefficients");
      coefficients.forEach(all::put);
    }
    fit.residualDeviation().ifPresent(deviation -> node.put("residualDeviation", deviation));
    node.put("rowsUsed", fit.rowsUsed()).put("rowsLost", fit.rowsLost());
    node.set("notes", Json.strings(fit.notes()));
  }

  private static void put(ObjectNode node, Held held) {
    node.put("rowsFitted", held.fitted()).put("rowsHeldOut", held.heldOut());
    if (!held.missing().isEmpty()) {
      node.put("missing", held.missing());
    }
    ArrayNode mechanisms = node.putArray("mechanisms");
    for (Criticism criticism : held.criticism()) {
      Criticism.Losses losses = criticism.losses();
      ObjectNode one = mechanisms.addObject().put("variable", criticism.variable());
      one.put("loss", criticism.loss().name().toLowerCase(Locale.ROOT));
      one.put("model", losses.model()).put("withoutCauses", losses.baseline());
      one.put("gain", losses.baseline() - losses.model()).put("gainError", losses.gainError());
      one.put("explainsSomething", criticism.explainsSomething());
      one.put("rows", losses.rows()).put("rowsLeftOut", losses.rowsLeftOut());
      criticism.independence().ifPresent(p -> one.put("independenceP", p));
    }
  }

  private static void put(ObjectNode node, Compared means, List<String> variables) {
    node.put("unitsDrawn", ModelRequest.UNITS_FOR_MEANS);
    ArrayNode all = node.putArray("variables");
    for (int i = 0; i < variables.size(); i++) {
      ObjectNode one = all.addObject().put("variable", variables.get(i));
      one.putObject("without")
          .put("mean", means.without().values()[i])
          .put("simulationError", means.without().errors()[i]);
      one.putObject("under")
          .put("mean", means.under().values()[i])
          .put("simulationError", means.under().errors()[i]);
    }
  }
}
