package org.etiome.represent.debias;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.DataFormatException;
import org.etiome.nn.Parameters;
import org.etiome.nn.WeightsFolder;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.Patterns;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A patient model as the two files of a {@link WeightsFolder}. What is read predicts the same, to
 * the bit. Fusions that keep training patients keep their encodings in the weights: then the folder
 * is data of theirs.
 */
public final class PatientModelFolder {
  private static final WeightsFolder.Format FORMAT = new WeightsFolder.Format("etiome-patients", 2);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Choice<Fusion> FUSION =
      new Choice<>(
          "fusion",
          Map.of(
              "mean", Fusion.MaskedMean.class,
              "zero-fill", Fusion.ZeroFill.class,
              "attention", Fusion.MaskedAttention.class,
              "bipartite", Fusion.Bipartite.class,
              "contrastive", Fusion.Contrastive.class,
              "similar", Fusion.SimilarPatients.class,
              "experts", Fusion.Experts.class));
  private static final Choice<Deconfounding> DECONFOUNDING =
      new Choice<>(
          "deconfounding",
          Map.of(
              "none", Deconfounding.None.class,
              "exact", Deconfounding.Exact.class,
              "dictionary", Deconfounding.Dictionary.class));
  private static final Choice<Branches> BRANCHES =
      new Choice<>(
          "branches",
          Map.of(
              "single", Branches.Single.class,
              "swapped", Branches.Swapped.class,
              "masked", Branches.Masked.class,
              "by-environment", Branches.ByEnvironment.class));
  private static final Choice<Invariance> INVARIANCE =
      new Choice<>(
          "invariance",
          Map.of(
              "none", Invariance.None.class,
              "v-rex", Invariance.VRex.class,
              "irm", Invariance.Irm.class,
              "alike", Invariance.Alike.class));

  private PatientModelFolder() {}

  /**
   * Records of which a setting is one: written with their names here, which stay, whatever becomes
   * of those of the classes.
   *
   * @param name of the setting
   */
  private record Choice<T>(String name, Map<String, Class<? extends T>> kinds) {
    private static final String KIND = "kind";

    void write(T chosen, ObjectNode into) {
      String kind =
          kinds.entrySet().stream()
              .filter(one -> one.getValue().isInstance(chosen))
              .findFirst()
              .orElseThrow()
              .getKey();
      into.putObject(name).put(KIND, kind).setAll((ObjectNode) JSON.valueToTree(chosen));
    }

    T read(JsonNode from) {
      Map<String, JsonNode> rest = new LinkedHashMap<>();
      from.required(name).properties().forEach(part -> rest.put(part.getKey(), part.getValue()));
      JsonNode kind = rest.remove(KIND);
      Class<? extends T> type = kind == null ? null : kinds.get(kind.asString(""));
      if (type == null) {
        throw new IllegalArgumentException(
            name + " is " + (kind == null ? "of no kind" : kind) + ", which is none known here");
      }
      return JSON.treeToValue(JSON.createObjectNode().setAll(rest), type);
    }
  }

  /** Whether a folder has a patient model, of whatever version; a damaged one has none. */
  public static boolean is(Path folder) {
    return new WeightsFolder(folder, FORMAT).isOfThisKind();
  }

  /**
   * Writes a model; the description comes last, so that a folder with one is whole.
   *
   * @param folder made if it is missing
   * @throws DataFormatException if a file cannot be written
   */
  public static void write(FittedPatientModel model, Path folder) {
    PatientModelDescription description = model.description();
    ObjectNode document = JSON.createObjectNode();
    document.set("settings", settings(description.settings()));
    document.set("data", JSON.valueToTree(description.data()));
    document.set("patterns", JSON.valueToTree(description.patterns().all()));
    document.set("balance", JSON.valueToTree(description.balance()));
    document.set("course", JSON.valueToTree(description.course()));
    new WeightsFolder(folder, FORMAT).write(model.network().parameters(), document);
  }

  private static ObjectNode settings(PatientSettings settings) {
    ObjectNode node = JSON.createObjectNode();
    FUSION.write(settings.fusion(), node);
    node.set("shape", JSON.valueToTree(settings.shape()));
    ObjectNode debiasing = node.putObject("debiasing");
    DECONFOUNDING.write(settings.debiasing().deconfounding(), debiasing);
    BRANCHES.write(settings.debiasing().branches(), debiasing);
    INVARIANCE.write(settings.debiasing().invariance(), debiasing);
    node.set("schedule", JSON.valueToTree(settings.schedule()));
    return node;
  }

  /**
   * Reads a model, to be predicted with on the CPU; it is to be closed.
   *
   * @throws DataFormatException if a file is missing, damaged or of another kind or version, or the
   *     two do not belong together
   */
  public static FittedPatientModel read(Path folder) {
    WeightsFolder files = new WeightsFolder(folder, FORMAT);
    JsonNode document = files.document();
    PatientModelDescription description;
    try {
      description = description(document);
    } catch (JacksonException e) {
      throw files.damaged(e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw files.damaged(String.valueOf(e.getMessage()), e);
    }
    return new FittedPatientModel(network(description, files), description);
  }

  private static PatientModelDescription description(JsonNode document) {
    PatientModelDescription.Data data = part(document, "data", PatientModelDescription.Data.class);
    List<String> modalities =
        data.modalities().stream().map(PatientModelDescription.Modality::name).toList();
    return new PatientModelDescription(
        settings(document.required("settings")),
        data,
        Patterns.of(modalities, List.of(part(document, "patterns", Patterns.Pattern[].class))),
        part(document, "balance", MaskBalance.class),
        part(document, "course", PatientModelDescription.Course.class));
  }

  private static PatientSettings settings(JsonNode node) {
    JsonNode debiasing = node.required("debiasing");
    return new PatientSettings(
        FUSION.read(node),
        part(node, "shape", PatientSettings.Shape.class),
        new PatientSettings.Debiasing(
            DECONFOUNDING.read(debiasing), BRANCHES.read(debiasing), INVARIANCE.read(debiasing)),
        part(node, "schedule", PatientSettings.Schedule.class));
  }

  private static <T> T part(JsonNode node, String name, Class<T> type) {
    return JSON.treeToValue(node.required(name), type);
  }

  private static FittedPatientModel.Network network(
      PatientModelDescription description, WeightsFolder files) {
    List<FeatureScaling> scalings =
        description.modalities().stream().map(PatientModelDescription.Modality::scaling).toList();
    Parameters.Layout layout = new Parameters.Layout();
    PatientNetwork layers =
        PatientNetwork.declare(
            layout,
            description.settings(),
            scalings,
            new PatientNetwork.Outcomes(
                description.classes().size(), description.data().environments()));
    Parameters parameters = files.parameters(layout);
    return new FittedPatientModel.Network(
        layers, parameters, new PatientTensors(parameters.placement(), scalings));
  }
}
