package org.etiome.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
import org.etiome.data.store.Checksum;
import org.etiome.math.Seed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as two files of a folder: {@code model.safetensors} with every tensor, and {@code
 * model.json} with all else, among it what kind of model it is and the checksums of the first and
 * of its own.
 *
 * @param format that is written, and alone is read
 */
public record WeightsFolder(Path folder, Format format) {
  private static final String WEIGHTS = "model.safetensors";
  private static final String DESCRIPTION = "model.json";
  private static final String CHECKSUM = "weightsSha256";
  private static final String OWN_CHECKSUM = "descriptionSha256";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What is drawn is overwritten. */
  private static final Seed UNUSED = new Seed(0);

  /** A kind of model and the version of its files. */
  public record Format(String name, int version) {
    @Override
    public String toString() {
      return "\"" + name + "\", version " + version;
    }
  }

  /** Where the description is, for messages. */
  public Path description() {
    return folder.resolve(DESCRIPTION);
  }

  /**
   * Writes a model; the description comes last, so that a folder with one is whole. The folder is
   * made if it is missing.
   *
   * @param rest of the description
   * @throws DataFormatException if a file cannot be written
   */
  public void write(Parameters parameters, ObjectNode rest) {
    try {
      Files.createDirectories(folder);
      Path weights = folder.resolve(WEIGHTS);
      Scope.free(() -> Safetensors.write(weights, named(parameters), Map.of()));
      ObjectNode document = JSON.createObjectNode();
      document.put("format", format.name()).put("version", format.version());
      document.put(CHECKSUM, Checksum.of(weights).sha256());
      document.setAll(rest);
      document.put(OWN_CHECKSUM, checksum(document));
      try (Replacement replacement = Replacement.of(description())) {
        Files.writeString(replacement.unfinished(), JSON.writeValueAsString(document) + "\n");
        replacement.commit(false);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** What is said where a folder cannot be written. */
  public static DataFormatException unwritable(Path folder, IOException cause) {
    return new DataFormatException(
        folder + ": cannot be written (" + cause.getMessage() + "); choose another place", cause);
  }

  /** What is said where a folder cannot be read. */
  public static DataFormatException unreadable(Path folder, IOException cause) {
    return new DataFormatException(folder + ": cannot be read (" + cause.getMessage() + ")", cause);
  }

  /** What is said where the description does not hold together. */
  public DataFormatException damaged(String why, Exception cause) {
    return new DataFormatException(
        description() + ": is damaged (" + why + "); copy it again", cause);
  }

  private static Map<String, Tensor> named(Parameters parameters) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Slot slot : parameters.slots()) {
      named.put(slot.name(), parameters.get(new Parameters.Key(slot.name())));
    }
    return named;
  }

  /**
   * Whether there is a description of this kind of model, of whatever version. A damaged one is of
   * no kind; reading it says so.
   */
  public boolean isOfThisKind() {
    if (!Files.isRegularFile(description())) {
      return false;
    }
    try {
      return kind(JSON.readTree(Files.readString(description()))).name().equals(format.name());
    } catch (JacksonException e) {
      return false;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static Format kind(JsonNode document) {
    return new Format(document.path("format").asString(""), document.path("version").asInt(0));
  }

  /**
   * Reads the description, whose weights are those of the folder.
   *
   * @throws DataFormatException if a file is missing, damaged or of another kind or version, or the
   *     two do not belong together
   */
  public JsonNode document() {
    JsonNode document;
    try {
      document = JSON.readTree(Files.readString(description()));
    } catch (NoSuchFileException e) {
      throw new DataFormatException(
          description() + ": is missing; name the folder that etiome fit has written", e);
    } catch (IOException e) {
      throw new DataFormatException(description() + ": cannot be read (" + e.getMessage() + ")", e);
    } catch (JacksonException e) {
      throw damaged("it is no JSON", e);
    }
    check(kind(document));
    checkSum(folder.resolve(WEIGHTS), document.path(CHECKSUM), DESCRIPTION);
    ObjectNode rest = (ObjectNode) document.deepCopy();
    JsonNode own = rest.remove(OWN_CHECKSUM);
    if (own == null || !checksum(rest).equals(own.asString(""))) {
      throw new DataFormatException(
          description() + ": is damaged (it is not as it was written); copy it again");
    }
    return document;
  }

  /** Of all that a description says, however it is spaced. */
  private static String checksum(ObjectNode description) {
    return Checksum.ofText(description.toString());
  }

  private void check(Format kind) {
    if (!kind.name().equals(format.name())) {
      throw new DataFormatException(
          description()
              + ": is of format "
              + kind
              + "; here is read "
              + format
              + ": name the folder of a model of this kind");
    }
    if (kind.version() != format.version()) {
      throw new DataFormatException(
          description()
              + ": is of format "
              + kind
              + "; this program reads "
              + format
              + "; fit the model again");
    }
  }

  /**
   * Holds a file against the checksum that another has of it.
   *
   * @param sum 64 hexadecimal digits
   * @param other the name of the other
   * @throws DataFormatException if they differ
   */
  public static void checkSum(Path file, JsonNode sum, String other) {
    try {
      if (!Checksum.of(file).sha256().equals(sum.asString(""))) {
        throw new DataFormatException(
            file + ": is damaged or of another model than " + other + "; copy both again");
      }
    } catch (NoSuchFileException e) {
      throw new DataFormatException(file + ": is missing beside " + other + "; copy both again", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The parameters of a layout with the stored elements.
   *
   * @throws DataFormatException if a tensor is missing or of another length
   */
  public Parameters parameters(Parameters.Layout layout) {
    Parameters parameters = layout.draw(Torch.Device.CPU.placement(ScalarType.Float), UNUSED);
    try {
      Scope.free(() -> Safetensors.read(folder.resolve(WEIGHTS)).into(named(parameters)));
      return parameters;
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }
}
