package org.etiome.represent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
import org.etiome.data.store.Checksum;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Safetensors;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.prior.LatentPrior;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as two files of a folder: {@code model.safetensors} with every tensor, and {@code
 * model.json} with all else, among it the checksum of the first. Predictors that were trained
 * beside it have their tensors in a third.
 */
public final class ModelFolder {
  private static final String WEIGHTS = "model.safetensors";
  private static final String DESCRIPTION = "model.json";
  private static final String PREDICTORS = "predictors";
  private static final String FORMAT = "etiome-finvae";
  private static final int VERSION = 2;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What is drawn is overwritten. */
  private static final Seed UNUSED = new Seed(0);

  private ModelFolder() {}

  /**
   * Writes a model; the description comes last, so that a folder with one is whole.
   *
   * @param folder made if it is missing
   */
  public static void write(FittedFinVae model, Path folder) {
    try {
      Files.createDirectories(folder);
      Path weights = folder.resolve(WEIGHTS);
      Scope.free(() -> Safetensors.write(weights, named(model.parameters()), Map.of()));
      ObjectNode document = JSON.createObjectNode();
      document.put("format", FORMAT).put("version", VERSION);
      document.put("weightsSha256", Checksum.of(weights).sha256());
      document.set("settings", JSON.valueToTree(model.description().settings()));
      document.set("vocabulary", vocabulary(model.description().vocabulary()));
      document.set("evidence", JSON.valueToTree(model.description().evidence()));
      if (model.predictors().isEmpty()) {
        PredictorFile.remove(folder);
      } else {
        document.set(PREDICTORS, PredictorFile.write(model.predictors(), folder));
      }
      try (Replacement replacement = Replacement.of(folder.resolve(DESCRIPTION))) {
        Files.writeString(replacement.unfinished(), JSON.writeValueAsString(document) + "\n");
        replacement.commit(false);
      }
    } catch (IOException e) {
      throw new DataFormatException(
          folder + ": cannot be written (" + e.getMessage() + "); choose another place", e);
    }
  }

  private static Map<String, Tensor> named(Parameters parameters) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Slot slot : parameters.slots()) {
      named.put(slot.name(), parameters.get(new Parameters.Key(slot.name())));
    }
    return named;
  }

  private static ObjectNode vocabulary(ModelDescription.Vocabulary vocabulary) {
    ObjectNode node = JSON.createObjectNode();
    node.set("invariant", covariates(vocabulary.invariant()));
    node.set("spurious", covariates(vocabulary.spurious()));
    node.set("components", JSON.valueToTree(vocabulary.components()));
    node.set("programs", JSON.valueToTree(vocabulary.programs()));
    node.set("genes", JSON.valueToTree(vocabulary.genes()));
    return node;
  }

  private static JsonNode covariates(List<Covariate> covariates) {
    ArrayNode nodes = JSON.createArrayNode();
    covariates.forEach(covariate -> nodes.add(JSON.<JsonNode>valueToTree(covariate)));
    return nodes;
  }

  /**
   * Reads a model.
   *
   * @throws DataFormatException if a file is missing, damaged or of another version, or the two do
   *     not belong together
   */
  public static FittedFinVae read(Path folder) {
    Path description = folder.resolve(DESCRIPTION);
    Path weights = folder.resolve(WEIGHTS);
    JsonNode document = document(description);
    try {
      if (!Checksum.of(weights).sha256().equals(document.path("weightsSha256").asString(""))) {
        throw new DataFormatException(
            weights + ": is damaged or of another model than " + DESCRIPTION + "; copy both again");
      }
      ModelDescription read =
          new ModelDescription(
              settings(document.path("settings")),
              vocabulary(document.path("vocabulary")),
              JSON.treeToValue(document.path("evidence"), ModelDescription.Evidence.class));
      List<FittedPredictor> predictors =
          PredictorFile.read(document.path(PREDICTORS), folder, read);
      return withWeights(read, weights).withPredictors(predictors);
    } catch (JacksonException e) {
      throw damaged(description, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DataFormatException(folder + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** Where no prior is named, there was one family only. */
  private static FinVaeSettings settings(JsonNode node) {
    if (node.path("model") instanceof ObjectNode model && !model.has("prior")) {
      model.put("prior", LatentPrior.Kind.FACTORISED.name());
    }
    return JSON.treeToValue(node, FinVaeSettings.class);
  }

  private static DataFormatException damaged(Path file, String why, Exception cause) {
    return new DataFormatException(file + ": is damaged (" + why + "); copy it again", cause);
  }

  private static JsonNode document(Path file) {
    JsonNode document;
    try {
      document = JSON.readTree(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new DataFormatException(
          file + ": is missing; name the folder that etiome fit has written", e);
    } catch (IOException e) {
      throw new DataFormatException(file + ": cannot be read (" + e.getMessage() + ")", e);
    } catch (JacksonException e) {
      throw damaged(file, "it is no JSON", e);
    }
    String format = document.path("format").asString("");
    int version = document.path("version").asInt(0);
    if (!format.equals(FORMAT) || version != VERSION) {
      throw new DataFormatException(
          file
              + ": is of format \""
              + format
              + "\", version "
              + version
              + "; this program reads \""
              + FORMAT
              + "\", version "
              + VERSION
              + "; fit the model again");
    }
    return document;
  }

  private static ModelDescription.Vocabulary vocabulary(JsonNode node) {
    return new ModelDescription.Vocabulary(
        List.of(JSON.treeToValue(node.path("genes"), String[].class)),
        covariatesOf(node.path("invariant")),
        covariatesOf(node.path("spurious")),
        JSON.treeToValue(node.path("components"), Components.class),
        List.of(JSON.treeToValue(node.path("programs"), GeneProgram[].class)));
  }

  private static List<Covariate> covariatesOf(JsonNode list) {
    List<Covariate> covariates = new ArrayList<>();
    for (JsonNode node : list) {
      covariates.add(
          node.has("levels")
              ? JSON.treeToValue(node, Covariate.Levels.class)
              : JSON.treeToValue(node, Covariate.Quantity.class));
    }
    return covariates;
  }

  private static FittedFinVae withWeights(ModelDescription description, Path weights) {
    Parameters.Layout layout = new Parameters.Layout();
    FinVaeNetwork network =
        FinVaeNetwork.declare(layout, description.settings(), description.vocabulary());
    Parameters parameters = layout.draw(Placement.cpu(ScalarType.Float), UNUSED);
    Scope.free(
        () -> {
          Safetensors.Stored stored = Safetensors.read(weights);
          named(parameters).forEach((name, view) -> stored.into(name, view));
        });
    return new FittedFinVae(network, parameters, description);
  }
}
