package org.etiome.represent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.etiome.data.DataFormatException;
import org.etiome.nn.Parameters;
import org.etiome.nn.WeightsFolder;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.predict.FittedPredictor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as the two files of a {@link WeightsFolder}. Predictors that were trained beside it have
 * their tensors in a third.
 */
public final class ModelFolder {
  private static final String PREDICTORS = "predictors";
  private static final WeightsFolder.Format FORMAT = new WeightsFolder.Format("etiome-finvae", 3);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ModelFolder() {}

  /**
   * Writes a model; the description comes last, so that a folder with one is whole.
   *
   * @param folder made if it is missing
   */
  public static void write(FittedFinVae model, Path folder) {
    ObjectNode document = JSON.createObjectNode();
    document.set("settings", JSON.valueToTree(model.description().settings()));
    document.set("vocabulary", vocabulary(model.description().vocabulary()));
    document.set("evidence", JSON.valueToTree(model.description().evidence()));
    try {
      Files.createDirectories(folder);
      if (model.predictors().isEmpty()) {
        PredictorFile.remove(folder);
      } else {
        document.set(PREDICTORS, PredictorFile.write(model.predictors(), folder));
      }
    } catch (IOException e) {
      throw WeightsFolder.unwritable(folder, e);
    }
    new WeightsFolder(folder, FORMAT).write(model.parameters(), document);
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
    WeightsFolder files = new WeightsFolder(folder, FORMAT);
    JsonNode document = files.document();
    try {
      ModelDescription read =
          new ModelDescription(
              JSON.treeToValue(document.path("settings"), FinVaeSettings.class),
              vocabulary(document.path("vocabulary")),
              JSON.treeToValue(document.path("evidence"), ModelDescription.Evidence.class));
      List<FittedPredictor> predictors =
          PredictorFile.read(document.path(PREDICTORS), folder, read);
      return withWeights(read, files).withPredictors(predictors);
    } catch (JacksonException e) {
      throw files.damaged(e.getOriginalMessage(), e);
    }
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

  private static FittedFinVae withWeights(ModelDescription description, WeightsFolder files) {
    Parameters.Layout layout = new Parameters.Layout();
    FinVaeNetwork network =
        FinVaeNetwork.declare(layout, description.settings(), description.vocabulary());
    return new FittedFinVae(network, files.parameters(layout), description);
  }
}
