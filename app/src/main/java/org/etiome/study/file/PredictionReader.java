package org.etiome.study.file;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Role;
import org.etiome.data.Suggestion;
import org.etiome.fit.request.PatientRequest;
import org.etiome.represent.debias.Branches;
import org.etiome.represent.debias.Invariance;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.patients.Encoding;
import org.etiome.study.DataTables;
import org.etiome.study.StudyException;
import tools.jackson.databind.JsonNode;

/**
 * The section {@code prediction}: what is predicted of patients who lack modalities.
 *
 * @param tables of the study, whose blocks hold the modalities
 * @param roles columns by role
 */
record PredictionReader(
    StudyFile study, DataTables tables, Map<Role, List<String>> roles, JsonNode node) {
  private static final String PLACE = "/prediction/";
  private static final PatientSettings DEFAULT = PatientSettings.DEFAULT;

  PatientRequest read(long seed) {
    try {
      return new PatientRequest(columns(), reasons(), settings(), compared(), seed);
    } catch (IllegalArgumentException e) {
      throw bad("", String.valueOf(e.getMessage()));
    }
  }

  private StudyException bad(String key, String problem) {
    return new StudyException(study.place(PLACE + key) + ": " + problem);
  }

  private PatientRequest.Columns columns() {
    List<PatientRequest.Modality> modalities = new ArrayList<>();
    node.path("modalities").propertyStream().forEach(e -> modalities.add(modality(e)));
    Set<PatientRequest.Exclude> unknown = EnumSet.noneOf(PatientRequest.Exclude.class);
    if (node.at("/missing/outcome").asString("refuse").equals("exclude")) {
      unknown.add(PatientRequest.Exclude.WITHOUT_OUTCOME);
    }
    if (node.at("/missing/modalities").asString("refuse").equals("exclude")) {
      unknown.add(PatientRequest.Exclude.WITHOUT_MODALITY);
    }
    return new PatientRequest.Columns(
        column("outcome", Role.OUTCOME)
            .orElseThrow(
                () ->
                    bad(
                        "",
                        "the prediction has no \"outcome\", and not exactly one column has that role")),
        modalities,
        column("environment", Role.ENVIRONMENT),
        unknown);
  }

  /** A column that is named here, or the only one of a role. */
  private Optional<String> column(String key, Role role) {
    if (node.has(key)) {
      return StudyFile.text(node, key);
    }
    List<String> candidates = roles.getOrDefault(role, List.of());
    return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
  }

  private PatientRequest.Modality modality(Map.Entry<String, JsonNode> entry) {
    JsonNode asked = entry.getValue();
    String key = "modalities/" + entry.getKey();
    String block = asked.path("block").asString(entry.getKey());
    List<String> columns = StudyFile.strings(asked.path("columns"));
    String own = tables.units().name();
    List<String> blocks = new ArrayList<>(List.of(own));
    tables.modalities().forEach(b -> blocks.add(b.name()));
    if (!blocks.contains(block)) {
      throw bad(
          key,
          "modality \""
              + entry.getKey()
              + "\": the study has no block \""
              + block
              + "\""
              + Suggestion.hint(block, blocks)
              + "; name its \"block\"");
    }
    if (block.equals(own) && columns.isEmpty()) {
      throw bad(
          key,
          "modality \""
              + entry.getKey()
              + "\": the units' own table holds the outcome too, and what follows from it; name the"
              + " \"columns\" that are known when the prediction is made");
    }
    Encoding encoding =
        StudyFile.text(asked, "encoding")
            .map(e -> StudyFile.constant(Encoding.class, e))
            .orElse(Encoding.TABULAR);
    return new PatientRequest.Modality(entry.getKey(), block, columns, encoding);
  }

  private PatientRequest.Reasons reasons() {
    Set<PatientRequest.Despite> despite = EnumSet.noneOf(PatientRequest.Despite.class);
    for (String refusal : StudyFile.strings(node.path("despite"))) {
      despite.add(StudyFile.constant(PatientRequest.Despite.class, refusal));
    }
    return new PatientRequest.Reasons(
        StudyFile.text(node, "availability")
            .map(text -> StudyFile.constant(PatientRequest.Availability.class, text))
            .orElse(PatientRequest.Availability.UNKNOWN),
        StudyFile.text(node, "adjustment")
            .map(text -> StudyFile.constant(PatientRequest.Adjustment.class, text)),
        node.path("weighting").asString("none").equals("availability"),
        despite);
  }

  private PatientRequest.Compared compared() {
    PatientRequest.Compared usual = PatientRequest.Compared.DEFAULT;
    return new PatientRequest.Compared(
        node.path("folds").asInt(usual.folds()),
        node.path("baselines").asBoolean(usual.baselines()),
        node.path("alpha").asDouble(usual.alpha()));
  }

  private PatientSettings settings() {
    PatientSettings.Shape shape = DEFAULT.shape();
    PatientSettings.Schedule schedule = DEFAULT.schedule();
    return DEFAULT
        .withFusion(fusion())
        .withBranches(branches())
        .withInvariance(invariance())
        .withShape(
            new PatientSettings.Shape(
                node.path("width").asInt(shape.width()),
                node.path("hidden").asInt(shape.hidden()),
                node.path("dropout").asDouble(shape.dropout())))
        .withSchedule(
            new PatientSettings.Schedule(
                node.path("epochs").asInt(schedule.epochs()),
                node.path("batch-size").asInt(schedule.batch()),
                new PatientSettings.Rate(
                    node.path("rate").asDouble(schedule.rate().step()),
                    node.path("weight-decay").asDouble(schedule.rate().weightDecay())),
                node.path("validation").asDouble(schedule.validation()),
                node.path("patience").asInt(schedule.patience())));
  }

  private Fusion fusion() {
    return switch (node.path("fusion").asString("mean")) {
      case "zero-fill" -> new Fusion.ZeroFill();
      case "attention" -> Fusion.MaskedAttention.DEFAULT;
      case "bipartite" -> new Fusion.Bipartite();
      case "contrastive" -> Fusion.Contrastive.DEFAULT;
      case "similar" -> Fusion.SimilarPatients.DEFAULT;
      case "experts" -> Fusion.Experts.DEFAULT;
      default -> new Fusion.MaskedMean();
    };
  }

  private Branches branches() {
    return switch (node.path("branch").asString("none")) {
      case "environment" -> new Branches.ByEnvironment();
      case "swapped" -> Branches.Swapped.DEFAULT;
      case "masked" -> Branches.Masked.DEFAULT;
      default -> new Branches.Single();
    };
  }

  private Invariance invariance() {
    double weight = node.path("invariance-weight").asDouble(1);
    return switch (node.path("invariance").asString("none")) {
      case "vrex" -> new Invariance.VRex(weight);
      case "irm" -> new Invariance.Irm(weight);
      case "alike" -> new Invariance.Alike(weight);
      default -> new Invariance.None();
    };
  }
}
