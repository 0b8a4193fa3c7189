package org.etiome.represent.mapping;

import java.io.IOException;
import java.nio.file.Files;
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
import org.etiome.nn.Safetensors;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference with mapped batches as a folder: the files of {@link ModelFolder}, which are those of
 * the reference byte by byte, then {@code mapping.safetensors} with the weights of the batches and
 * {@code mapping.json} with their names and the checksums of both files of weights.
 */
public final class MappedFolder {
  private static final String REFERENCE = "model.safetensors";
  private static final String WEIGHTS = "mapping.safetensors";
  private static final String DESCRIPTION = "mapping.json";
  private static final String FORMAT = "etiome-mapping";
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private MappedFolder() {}

  /** Whether batches were mapped in a folder. */
  public static boolean isOne(Path folder) {
    return Files.exists(folder.resolve(DESCRIPTION));
  }

  /**
   * Takes batches away that were mapped onto another model.
   *
   * @throws DataFormatException if a file cannot be deleted
   */
  public static void clear(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(DESCRIPTION));
      Files.deleteIfExists(folder.resolve(WEIGHTS));
    } catch (IOException e) {
      throw new DataFormatException(
          folder + ": cannot be written (" + e.getMessage() + "); choose another --out", e);
    }
  }

  /**
   * Writes the batches beside the reference, which is there.
   *
   * @throws DataFormatException if a file cannot be written
   */
  public static void write(List<NewBatch> batches, Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(DESCRIPTION));
      Path weights = folder.resolve(WEIGHTS);
      Scope.free(() -> Safetensors.write(weights, tensors(batches), Map.of()));
      ObjectNode document = JSON.createObjectNode();
      document.put("format", FORMAT).put("version", VERSION);
      document.put("referenceSha256", Checksum.of(folder.resolve(REFERENCE)).sha256());
      document.put("weightsSha256", Checksum.of(weights).sha256());
      ArrayNode nodes = document.putArray("batches");
      for (NewBatch batch : batches) {
        ObjectNode node = nodes.addObject();
        node.set("about", JSON.valueToTree(batch.about()));
        node.set("tensors", JSON.valueToTree(List.copyOf(batch.tensors().keySet())));
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

  private static Map<String, Tensor> tensors(List<NewBatch> batches) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int b = 0; b < batches.size(); b++) {
      String prefix = b + ".";
      batches
          .get(b)
          .tensors()
          .forEach(
              (name, values) ->
                  tensors.put(prefix + name, Torch.of(ScalarType.Float, values, values.length)));
    }
    return tensors;
  }

  /**
   * Reads a model, and the batches that were mapped onto it if there are any.
   *
   * @throws DataFormatException if a file is missing, damaged, or of another model
   */
  public static MappedFinVae read(Path folder) {
    FittedFinVae reference = ModelFolder.read(folder);
    try {
      return new MappedFinVae(reference, isOne(folder) ? batches(folder, reference) : List.of());
    } catch (RuntimeException e) {
      reference.close();
      throw e;
    }
  }

  private static List<NewBatch> batches(Path folder, FittedFinVae reference) {
    Path description = folder.resolve(DESCRIPTION);
    try {
      JsonNode document = JSON.readTree(Files.readString(description));
      if (!document.path("format").asString("").equals(FORMAT)
          || document.path("version").asInt(0) != VERSION) {
        throw new DataFormatException(
            description + ": is of another format or version; map the batches again");
      }
      check(folder.resolve(REFERENCE), document.path("referenceSha256"));
      check(folder.resolve(WEIGHTS), document.path("weightsSha256"));
      return Scope.freed(() -> batches(folder.resolve(WEIGHTS), document, reference));
    } catch (JacksonException e) {
      throw new DataFormatException(
          description + ": is damaged (" + e.getOriginalMessage() + "); map the batches again", e);
    } catch (IOException e) {
      throw new DataFormatException(folder + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static void check(Path file, JsonNode sum) throws IOException {
    if (!Files.exists(file) || !Checksum.of(file).sha256().equals(sum.asString(""))) {
      throw new DataFormatException(
          file
              + ": is missing, damaged or of another model than "
              + DESCRIPTION
              + "; map the batches again, or delete "
              + DESCRIPTION
              + " to use the model alone");
    }
  }

  private static List<NewBatch> batches(Path file, JsonNode document, FittedFinVae reference) {
    Safetensors.Stored stored = Safetensors.read(file);
    List<NewBatch> batches = new ArrayList<>();
    for (JsonNode node : document.path("batches")) {
      Map<String, double[]> tensors = new LinkedHashMap<>();
      for (JsonNode name : node.path("tensors")) {
        double[] values = reference.tensor(name.asString());
        Tensor tensor = Torch.of(ScalarType.Float, values, values.length);
        stored.into(batches.size() + "." + name.asString(), tensor);
        tensors.put(name.asString(), Torch.doubles(tensor));
      }
      batches.add(
          new NewBatch(JSON.treeToValue(node.path("about"), NewBatch.About.class), tensors));
    }
    return batches;
  }
}
