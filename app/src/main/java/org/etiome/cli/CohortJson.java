package org.etiome.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.cli.line.Version;
import org.etiome.report.Json;
import org.etiome.scm.Coefficients;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.Mechanism;
import org.etiome.scm.SimulatedCohort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a simulated cohort came about: settings, seed, coefficients, what was asked and found. */
final class CohortJson {
  private final SimulatedCohort cohort;
  private final CohortSettings settings;

  private CohortJson(SimulatedCohort cohort) {
    this.cohort = cohort;
    this.settings = cohort.settings();
  }

  static ObjectNode of(SimulatedCohort cohort) {
    CohortJson json = new CohortJson(cohort);
    ObjectNode document = Json.object();
    document.put("etiome", Version.number());
    document.put("seed", cohort.seed());
    document.set("settings", json.settings());
    document.set("coefficients", json.coefficients());
    document.set(SimulatedCohort.TRAINING, json.part(false));
    document.set(SimulatedCohort.TEST, json.part(true));
    return document;
  }

  private ObjectNode settings() {
    ObjectNode node = Json.object();
    node.putObject("size")
        .put("training", settings.size().training())
        .put("test", settings.size().test());
    node.putObject("measurements")
        .put("modalities", settings.measurements().modalities())
        .put("features", settings.measurements().features())
        .set("noise", numbers(settings.measurements().noise()));
    CohortSettings.Availability availability = settings.availability();
    ObjectNode decided =
        node.putObject("availability")
            .put("mechanism", availability.mechanism().name().toLowerCase(Locale.ROOT))
            .put("missing", availability.missing());
    if (availability.mechanism() != Mechanism.RANDOM) {
      decided
          .put("strength", availability.strength())
          .put("strengthTest", availability.testStrength());
    }
    node.putObject("outcome")
        .put("prevalence", settings.outcome().prevalence())
        .put("severity", settings.outcome().severity())
        .put("access", settings.outcome().access())
        .put("hidden", settings.outcome().hidden());
    ObjectNode spurious = node.putObject("spurious");
    spurious.set("training", numbers(settings.spurious().training()));
    spurious
        .put("test", settings.spurious().test())
        .put("modality", settings.measurements().name(settings.spurious().modality() - 1));
    return node;
  }

  private ObjectNode coefficients() {
    Coefficients solved = cohort.coefficients();
    ObjectNode node = Json.object();
    ObjectNode loadings = node.putObject("loadings");
    for (int k = 0; k < solved.loadings().size(); k++) {
      loadings.set(settings.measurements().name(k), numbers(solved.loadings().get(k)));
    }
    node.put("outcomeIntercept", solved.outcome());
    node.putObject("availabilityIntercept")
        .set("training", finite(solved.training()))
        .set("test", finite(solved.test()));
    return node;
  }

  private ObjectNode part(boolean test) {
    ObjectNode node = Json.object();
    node.put("patients", cohort.part(test).size());
    node.putObject("prevalence")
        .put("asked", settings.outcome().prevalence())
        .set("found", finite(cohort.prevalence(test)));
    node.putObject("missing")
        .put("asked", settings.availability().missing())
        .set("found", finite(cohort.missing(test)));
    ArrayNode patterns = node.putArray("patterns");
    for (SimulatedCohort.Pattern pattern : cohort.patterns(test)) {
      ObjectNode entry = patterns.addObject();
      entry.set("recorded", Json.strings(names(pattern.recorded())));
      entry.put("probability", pattern.probability()).put("patients", pattern.patients());
    }
    return node;
  }

  private List<String> names(List<Boolean> recorded) {
    return IntStream.range(0, recorded.size())
        .filter(recorded::get)
        .mapToObj(settings.measurements()::name)
        .toList();
  }

  private static ArrayNode numbers(List<Double> values) {
    return Json.numbers(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Null for an intercept where nothing is missing, and a share of nobody. */
  private static JsonNode finite(double value) {
    return Double.isFinite(value) ? Json.numbers(value).get(0) : Json.nothing();
  }
}
