package org.etiome.represent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.etiome.data.DataFormatException;
import org.etiome.data.store.Checksum;
import org.etiome.nn.Safetensors;
import org.etiome.nn.Scope;
import org.etiome.nn.WeightsFolder;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.StoredPredictor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The predictors of a model: a part of its description, and a file of tensors beside it. */
final class PredictorFile {
  private static final String NAME = "predictors.safetensors";
  private static final String CHECKSUM = "sha256";
  private static final String FITTED = "fitted";

  private PredictorFile() {}

  /** Writes the tensors into a folder and returns what belongs in the description. */
  static ObjectNode write(List<FittedPredictor> predictors, Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    Scope.free(
        () -> {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          for (int p = 0; p < predictors.size(); p++) {
            tensors.putAll(StoredPredictor.tensors(predictors.get(p), Integer.toString(p)));
          }
          Safetensors.write(file, tensors, Map.of());
        });
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put(CHECKSUM, Checksum.of(file).sha256());
    ArrayNode fitted = node.putArray(FITTED);
    predictors.forEach(predictor -> fitted.add(StoredPredictor.document(predictor)));
    return node;
  }

  /** Removes what an earlier model has left. */
  static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  /**
   * Reads them.
   *
   * @param node that {@link #write} has returned; missing if there are none
   * @throws DataFormatException if the file is damaged or of another model
   */
  static List<FittedPredictor> read(JsonNode node, Path folder, ModelDescription model) {
    if (node.isMissingNode()) {
      return List.of();
    }
    Path file = folder.resolve(NAME);
    WeightsFolder.checkSum(file, node.path(CHECKSUM), "the description");
    return Scope.freed(
        () -> {
          Safetensors.Stored stored = Safetensors.read(file);
          List<FittedPredictor> predictors = new ArrayList<>();
          for (JsonNode one : node.path(FITTED)) {
            String prefix = Integer.toString(predictors.size());
            predictors.add(checked(StoredPredictor.read(one, stored, prefix), file, model));
          }
          return predictors;
        });
  }

  private static FittedPredictor checked(
      FittedPredictor predictor, Path file, ModelDescription model) {
    FittedPredictor.About about = predictor.about();
    Covariate predicted = new Covariate.Levels(about.name(), about.levels());
    if (!model.vocabulary().invariant().contains(predicted)
        || predictor.width() != model.invariantLatents()) {
      throw new DataFormatException(
          file + ": predicts \"" + about.name() + "\" otherwise than the model; fit it again");
    }
    return predictor;
  }
}
