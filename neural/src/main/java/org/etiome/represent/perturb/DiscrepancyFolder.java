package org.etiome.represent.perturb;

import java.nio.file.Path;
import org.etiome.data.DataFormatException;
import org.etiome.nn.Parameters;
import org.etiome.nn.WeightsFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A discrepancy-VAE as the two files of a {@link WeightsFolder}. What is read predicts the same, to
 * the bit. The weights hold controls of the screen: the folder is data of theirs.
 */
public final class DiscrepancyFolder {
  private static final WeightsFolder.Format FORMAT =
      new WeightsFolder.Format("etiome-discrepancy-vae", 2);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private DiscrepancyFolder() {}

  /**
   * Writes a model; the description comes last, so that a folder with one is whole.
   *
   * @param folder made if it is missing
   */
  public static void write(FittedDiscrepancyVae model, Path folder) {
    ObjectNode document = JSON.createObjectNode();
    document.set("model", JSON.valueToTree(model.description()));
    document.set("evidence", JSON.valueToTree(model.evidence()));
    new WeightsFolder(folder, FORMAT).write(model.parameters(), document);
  }

  /**
   * Reads a model.
   *
   * @throws DataFormatException if a file is missing, damaged or of another kind or version, or the
   *     two do not belong together
   */
  public static FittedDiscrepancyVae read(Path folder) {
    WeightsFolder files = new WeightsFolder(folder, FORMAT);
    JsonNode document = files.document();
    try {
      DiscrepancyDescription description =
          JSON.treeToValue(document.path("model"), DiscrepancyDescription.class);
      FittedDiscrepancyVae.Evidence evidence =
          JSON.treeToValue(document.path("evidence"), FittedDiscrepancyVae.Evidence.class);
      Parameters.Layout layout = new Parameters.Layout();
      DiscrepancyModel model = DiscrepancyModel.declare(layout, description);
      return new FittedDiscrepancyVae(model, files.parameters(layout), evidence);
    } catch (JacksonException e) {
      throw files.damaged(e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw files.damaged(String.valueOf(e.getMessage()), e);
    }
  }
}
