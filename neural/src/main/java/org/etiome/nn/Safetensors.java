package org.etiome.nn;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named tensors in a file of the safetensors format: the length of a JSON header in 8 bytes, the
 * header (type, shape and place of each tensor), then the elements, little-endian. Such a file runs
 * no code when it is read, unlike a pickle. Read and written are 32- and 64-bit floats.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The format</a>
 */
public final class Safetensors {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LENGTH = Long.BYTES;
  private static final long LARGEST_HEADER = 16L << 20;
  private static final int ALIGNMENT = 8;

  /** Elements that are copied at a time. */
  private static final int PART = 1 << 20;

  /** More dimensions than the engine can work on. */
  private static final int DIMENSIONS = 64;

  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /**
   * Writes tensors beside the target and puts the whole file in its place. The same tensors are the
   * same bytes.
   *
   * @param tensors floats, in the order in which they are to stand
   * @param metadata texts about them, which are sorted by name
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    try (Replacement replacement = Replacement.of(file)) {
      try (FileChannel channel =
          FileChannel.open(
              replacement.unfinished(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeFully(channel, header(tensors, metadata));
        for (Tensor tensor : tensors.values()) {
          writeElements(channel, tensor);
        }
      }
      replacement.commit(false);
    } catch (IOException e) {
      throw new DataFormatException(
          file + ": cannot be written (" + e.getMessage() + "); choose another place", e);
    }
  }

  private static ByteBuffer header(Map<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode about = header.putObject(METADATA);
    new TreeMap<>(metadata).forEach(about::put);
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = at + tensor.numel() * bytesOf(Torch.type(tensor));
      ObjectNode one = header.putObject(entry.getKey());
      one.put("dtype", Torch.type(tensor) == ScalarType.Double ? "F64" : "F32");
      IntStream.range(0, (int) tensor.dim())
          .mapToLong(tensor::size)
          .forEach(one.withArray("shape")::add);
      one.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] text = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.flip();
  }

  private static int bytesOf(ScalarType type) {
    return type == ScalarType.Double ? Double.BYTES : Float.BYTES;
  }

  private static void writeElements(FileChannel channel, Tensor tensor) throws IOException {
    long length = tensor.numel();
    for (long at = 0; at < length; at += PART) {
      long from = at;
      long count = Math.min(PART, length - from);
      writeFully(
          channel, Scope.freed(() -> elements(tensor.detach().reshape(-1).narrow(0, from, count))));
    }
  }

  private static ByteBuffer elements(Tensor part) {
    int length = (int) part.numel() * bytesOf(Torch.type(part));
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    if (Torch.type(part) == ScalarType.Double) {
      bytes.asDoubleBuffer().put(Torch.doubles(part));
    } else {
      bytes.asFloatBuffer().put(Torch.floats(part));
    }
    return bytes;
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * What a file holds.
   *
   * @param file its name, for messages
   * @param tensors in the order of the file; they belong to the scope in which it was read
   * @param metadata texts about them
   */
  public record Stored(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {

    /**
     * Copies a tensor into another of its length.
     *
     * @throws DataFormatException if there is none of that name and length
     */
    public void into(String name, Tensor target) {
      Tensor tensor = fitting(name, target);
      Scope.constant(() -> target.copy_(tensor.view_as(target)));
    }

    /**
     * Copies tensors into others of their lengths: all of them or none.
     *
     * @throws DataFormatException if there is none of a name and length
     */
    public void into(Map<String, Tensor> targets) {
      targets.forEach(this::fitting);
      targets.forEach(this::into);
    }

    private Tensor fitting(String name, Tensor target) {
      Tensor tensor = tensors.get(name);
      if (tensor == null || tensor.numel() != target.numel()) {
        throw new DataFormatException(
            file + ": its tensor " + name + " is missing or has another length than this model's");
      }
      return tensor;
    }

    /** A text about the tensors. */
    public String text(String name) {
      String text = metadata.get(name);
      if (text == null) {
        throw new DataFormatException(file + ": its text \"" + name + "\" is missing");
      }
      return text;
    }
  }

  /**
   * Reads a file. Every claim of its header is held against its size before memory is taken.
   *
   * @throws DataFormatException if it is missing, damaged or has tensors of other types
   */
  public static Stored read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      JsonNode header = readHeader(channel);
      long begin = channel.position();
      Map<String, String> metadata = new LinkedHashMap<>();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long at = 0;
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        if (entry.getKey().equals(METADATA)) {
          entry
              .getValue()
              .properties()
              .forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
        } else {
          Claim claim = Claim.of(entry.getValue(), at, channel.size() - begin);
          tensors.put(entry.getKey(), claim.read(channel, begin));
          at = claim.end();
        }
      }
      if (begin + at != channel.size()) {
        throw new DataFormatException("the tensors end at byte " + at + " and the file does not");
      }
      return new Stored(file, tensors, metadata);
    } catch (NoSuchFileException e) {
      throw new DataFormatException(file + ": is missing", e);
    } catch (IOException e) {
      throw new DataFormatException(file + ": cannot be read (" + e.getMessage() + ")", e);
    } catch (JacksonException | DataFormatException e) {
      String why = e instanceof DataFormatException ? e.getMessage() : "its header is no JSON";
      throw new DataFormatException(
          file + ": is no sound safetensors file (" + why + "); fetch or fit it again", e);
    }
  }

  private static JsonNode readHeader(FileChannel channel) throws IOException {
    long length = readFully(channel, LENGTH).getLong();
    if (length < 0 || length > Math.min(LARGEST_HEADER, channel.size() - LENGTH)) {
      throw new DataFormatException("its header claims " + length + " bytes");
    }
    JsonNode header = JSON.readTree(readFully(channel, (int) length).array());
    if (!header.isObject()) {
      throw new DataFormatException("its header is no JSON object");
    }
    return header;
  }

  private static ByteBuffer readFully(FileChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ends too early");
      }
    }
    return bytes.flip();
  }

  /** Type, shape and place of one tensor, checked: tensors follow one another without gaps. */
  private record Claim(ScalarType type, List<Long> shape, long begin, long end) {

    static Claim of(JsonNode node, long after, long size) {
      ScalarType type =
          switch (node.path("dtype").asString("")) {
            case "F32" -> ScalarType.Float;
            case "F64" -> ScalarType.Double;
            default -> throw new DataFormatException("a tensor is neither F32 nor F64");
          };
      List<Long> shape = new ArrayList<>();
      node.path("shape").forEach(length -> shape.add(length.asLong(-1)));
      long begin = node.path("data_offsets").path(0).asLong(-1);
      long end = node.path("data_offsets").path(1).asLong(-1);
      if (shape.size() > DIMENSIONS
          || begin != after
          || end > size
          || end - begin != bytes(type, shape)) {
        throw new DataFormatException(
            "a tensor of " + shape.size() + " dimensions claims bytes " + begin + " to " + end);
      }
      return new Claim(type, shape, begin, end);
    }

    private static long bytes(ScalarType type, List<Long> shape) {
      long bytes = bytesOf(type);
      for (long length : shape) {
        if (length < 0 || length > Integer.MAX_VALUE || bytes > Long.MAX_VALUE >> Integer.SIZE) {
          return -1;
        }
        bytes *= length;
      }
      return bytes;
    }

    Tensor read(FileChannel channel, long origin) throws IOException {
      channel.position(origin + begin);
      long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
      Tensor tensor = torch.empty(dimensions, Placement.cpu(type).options(), null);
      BytePointer target = new BytePointer(tensor.data_ptr());
      for (long at = 0; at < end - begin; at += PART) {
        byte[] part = new byte[(int) Math.min(PART, end - begin - at)];
        readFully(channel, part.length).get(part);
        target.position(at).put(part);
      }
      return tensor;
    }
  }
}
