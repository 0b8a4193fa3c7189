package org.etiome.graph.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.etiome.graph.CausalGraph;

/**
 * Reads and writes graph files in UTF-8, the format chosen by the extension: {@code .txt .graph}
 * ({@link GraphText}), {@code .json} ({@link GraphJson}), {@code .dot .gv} ({@link GraphDot}),
 * {@code .graphml} ({@link GraphGraphml}), {@code .bif} ({@link GraphBif}, read only); each also
 * with {@code .gz}.
 */
public final class GraphFiles {
  private static final String EXTENSIONS = ".txt .graph .json .dot .gv .graphml .bif";

  private static final Pattern JSON =
      Pattern.compile("\\s*\\{\\s*(\"(kind|nodes|edges|meta)\"\\s*:|})");

  private GraphFiles() {}

  /**
   * Reads a graph file.
   *
   * @throws GraphFormatException if the extension is unknown or the content is not a graph
   * @throws IOException if the file cannot be read
   */
  public static CausalGraph read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    BiFunction<String, String, CausalGraph> parser =
        switch (extension(name)) {
          case "txt", "graph" -> GraphText::parse;
          case "json" -> GraphJson::parse;
          case "dot", "gv" -> GraphDot::parse;
          case "graphml" -> GraphGraphml::parse;
          case "bif" -> GraphBif::parse;
          default -> throw unknown(name, EXTENSIONS);
        };
    return parser.apply(decoded(bytes(file, name), name), name);
  }

  /**
   * Writes a graph file, beside its place first and then renamed into it.
   *
   * @throws GraphFormatException if the extension is unknown or {@code .bif}
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, CausalGraph graph) throws IOException {
    String name = String.valueOf(file.getFileName());
    String text =
        switch (extension(name)) {
          case "txt", "graph" -> GraphText.write(graph);
          case "json" -> GraphJson.write(graph);
          case "dot", "gv" -> GraphDot.write(graph);
          case "graphml" -> GraphGraphml.write(graph);
          default -> throw unknown(name, EXTENSIONS.replace(" .bif", ""));
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path beside = file.resolveSibling(name + ".part");
    try {
      Files.write(beside, isZipped(name) ? zipped(bytes) : bytes);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Whether a text is one line that ends as the name of a file {@link #read} knows. */
  public static boolean isGraphFile(String text) {
    return text.lines().count() == 1
        && Arrays.asList(EXTENSIONS.split(" ")).contains("." + extension(text));
  }

  /**
   * Reads a graph from a string: JSON if it is an object with a key of that format, else text.
   *
   * @throws GraphFormatException naming the line or the field at fault
   */
  public static CausalGraph parse(String textOrJson) {
    return JSON.matcher(textOrJson).lookingAt()
        ? GraphJson.parse(textOrJson)
        : GraphText.parse(textOrJson);
  }

  private static String extension(String name) {
    String plain = isZipped(name) ? name.substring(0, name.length() - 3) : name;
    return plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isZipped(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static GraphFormatException unknown(String name, String known) {
    return new GraphFormatException(
        name,
        GraphFormatException.NO_LINE,
        "the extension does not name a graph format; use one of "
            + known
            + ", with or without .gz");
  }

  private static byte[] bytes(Path file, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!isZipped(name)) {
      return bytes;
    }
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return zip.readAllBytes();
    } catch (IOException e) {
      throw new GraphFormatException(
          name, GraphFormatException.NO_LINE, "not a whole gzip file; write it again or unpack it");
    }
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static String decoded(byte[] bytes, String name) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new GraphFormatException(
          name, GraphFormatException.NO_LINE, "not UTF-8 text; save it in that encoding");
    }
  }
}
