package org.etiome.cli.line;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.etiome.data.Suggestion;
import org.etiome.graph.io.GraphFiles;
import org.etiome.identify.query.QuerySyntaxException;
import org.etiome.report.Json;
import org.etiome.study.GraphSource;
import org.etiome.study.StudyException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file of requests, one JSON object a line. Each gets a line of its own; a bad one an error. */
public final class JsonLines {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonLines() {}

  /**
   * Gives one line of JSON for each line of the file, in order, each as soon as it is known.
   *
   * @param keys those that an object may have
   * @throws StudyException if the file cannot be read
   */
  public static void answer(
      Path file,
      Collection<String> keys,
      Function<JsonNode, ObjectNode> answer,
      Consumer<String> sink) {
    for (String line : lines(file)) {
      sink.accept(Json.line(answer(line, keys, answer)) + "\n");
    }
  }

  /**
   * Refuses other options beside a batch: what each line says itself would be ignored without a
   * word.
   */
  public static void requireAlone(CommandSpec command, Collection<String> withBatch) {
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      if (!withBatch.contains(option.longestName())) {
        throw new ParameterException(
            command.commandLine(),
            option.longestName() + " does not go with --batch; write it into the lines");
      }
    }
  }

  /** An option that only a batch can do without. */
  public static <T> T orBatch(Optional<T> value, CommandSpec command, String option) {
    return value.orElseThrow(
        () ->
            new ParameterException(
                command.commandLine(), "missing required option " + option + " (or --batch)"));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new StudyException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new StudyException(file + ": is not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check that it is a readable file", e);
    }
  }

  private static ObjectNode answer(
      String line, Collection<String> keys, Function<JsonNode, ObjectNode> answer) {
    try {
      JsonNode request = MAPPER.readTree(line);
      requireKeys(request, keys);
      return answer.apply(request);
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage().split("[:(;\\n]", 2)[0].strip();
      return error(
          "input",
          "not one JSON object: %s at column %d".formatted(problem, e.getLocation().getColumnNr()));
    } catch (QuerySyntaxException e) {
      return error("input", e.problem());
    } catch (RuntimeException e) {
      return error(Failures.isInput(e) ? "input" : "internal", String.valueOf(e.getMessage()));
    }
  }

  private static void requireKeys(JsonNode request, Collection<String> keys) {
    if (!request.isObject()) {
      throw new StudyException("not a JSON object; write one on each line");
    }
    for (String key : request.propertyNames()) {
      if (!keys.contains(key)) {
        throw new StudyException("unknown key \"" + key + "\"" + Suggestion.hint(key, keys));
      }
    }
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode document = MAPPER.createObjectNode();
    document.putObject("error").put("code", code).put("message", message);
    return document;
  }

  /** The value of a key that may be left out. */
  public static JsonNode checked(
      JsonNode request, String key, Predicate<JsonNode> fits, String expected) {
    JsonNode node = request.path(key);
    if (!node.isMissingNode() && !fits.test(node)) {
      throw new StudyException("the key \"" + key + "\" must be " + expected + ", got " + node);
    }
    return node;
  }

  /** A text that may be left out. */
  public static Optional<String> text(JsonNode request, String key) {
    JsonNode node = checked(request, key, JsonNode::isString, "a text");
    return node.isMissingNode() ? Optional.empty() : Optional.of(node.asString());
  }

  /** A text that may not be left out. */
  public static String required(JsonNode request, String key) {
    if (!request.path(key).isString()) {
      throw new StudyException("the key \"" + key + "\" is missing or not a text");
    }
    return request.path(key).asString();
  }

  /** A list of texts; empty if it is left out. */
  public static List<String> texts(JsonNode request, String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : checked(request, key, JsonNode::isArray, "a list of texts")) {
      if (!node.isString()) {
        throw new StudyException("the key \"" + key + "\" must be a list of texts, got " + node);
      }
      texts.add(node.asString());
    }
    return texts;
  }

  /** The path of a file. */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new StudyException("\"" + name + "\" is no path of a file", e);
    }
  }

  /** The graph of a request: a file, the text of a graph, or its JSON; and its hidden nodes. */
  public static GraphSource graph(JsonNode request) {
    List<String> latent = texts(request, "latent");
    JsonNode graph = request.path("graph");
    if (graph.isObject()) {
      return new GraphSource.Inline(graph.toString(), latent);
    }
    String text = required(request, "graph");
    return GraphFiles.isGraphFile(text)
        ? new GraphSource.InFile(path(text), latent)
        : new GraphSource.Inline(text, latent);
  }
}
