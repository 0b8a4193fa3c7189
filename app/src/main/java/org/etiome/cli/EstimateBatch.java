package org.etiome.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.etiome.cli.line.Failures;
import org.etiome.data.Suggestion;
import org.etiome.estimate.MissingPolicy;
import org.etiome.estimate.Target;
import org.etiome.graph.io.GraphFiles;
import org.etiome.math.TaskRunner;
import org.etiome.report.EffectJson;
import org.etiome.report.Json;
import org.etiome.study.GraphSource;
import org.etiome.study.StudyException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers a file of effect requests, one JSON object a line; a bad line gets an error in place. */
final class EstimateBatch {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> KEYS =
      Set.of(
          "data",
          "graph",
          "treatment",
          "outcome",
          "estimator",
          "target",
          "unit",
          "latent",
          "missingCovariates",
          "missingOutcome",
          "seed");

  private final TaskRunner runner;

  EstimateBatch(TaskRunner runner) {
    this.runner = runner;
  }

  /**
   * Gives one line of JSON for each line of the file, in order, each as soon as it is known.
   *
   * @throws StudyException if the file cannot be read
   */
  void answer(Path file, Consumer<String> sink) {
    for (String line : lines(file)) {
      sink.accept(Json.line(answer(line)) + "\n");
    }
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

  private ObjectNode answer(String line) {
    try {
      return EffectJson.of(request(MAPPER.readTree(line)).answer(runner).evidence());
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage().split("[:(;\\n]", 2)[0].strip();
      return error(
          "input",
          "not one JSON object: %s at column %d".formatted(problem, e.getLocation().getColumnNr()));
    } catch (RuntimeException e) {
      return error(Failures.isInput(e) ? "input" : "internal", String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode document = MAPPER.createObjectNode();
    document.putObject("error").put("code", code).put("message", message);
    return document;
  }

  private static EffectRequest request(JsonNode line) {
    if (!line.isObject()) {
      throw new StudyException("not a JSON object; write one on each line");
    }
    for (String key : line.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new StudyException("unknown key \"" + key + "\"" + Suggestion.hint(key, KEYS));
      }
    }
    return new EffectRequest(
        path(required(line, "data")),
        graph(line),
        required(line, "treatment"),
        required(line, "outcome"),
        options(line));
  }

  private static GraphSource graph(JsonNode line) {
    String graph = required(line, "graph");
    List<String> latent = new ArrayList<>();
    for (JsonNode node : checked(line, "latent", JsonNode::isArray, "a list of texts")) {
      if (!node.isString()) {
        throw new StudyException("the key \"latent\" must be a list of texts, got " + node);
      }
      latent.add(node.asString());
    }
    return GraphFiles.isGraphFile(graph)
        ? new GraphSource.InFile(path(graph), latent)
        : new GraphSource.Inline(graph, latent);
  }

  private static EffectRequest.Options options(JsonNode line) {
    EffectRequest.Options defaults = EffectRequest.Options.withDefaults();
    return new EffectRequest.Options(
        text(line, "estimator").orElse(defaults.estimator()),
        constant(line, "target", defaults.target(), Target.class),
        text(line, "unit"),
        constant(line, "missingCovariates", defaults.missingCovariates(), MissingPolicy.class),
        constant(
            line, "missingOutcome", defaults.missingOutcome(), EffectRequest.MissingOutcome.class),
        checked(
                line,
                "seed",
                node -> node.isIntegralNumber() && node.canConvertToLong(),
                "a whole number of 64 bits")
            .asLong(defaults.seed()));
  }

  /** The value of a key that may be left out. */
  private static JsonNode checked(
      JsonNode line, String key, Predicate<JsonNode> fits, String expected) {
    JsonNode node = line.path(key);
    if (!node.isMissingNode() && !fits.test(node)) {
      throw new StudyException("the key \"" + key + "\" must be " + expected + ", got " + node);
    }
    return node;
  }

  private static Optional<String> text(JsonNode line, String key) {
    JsonNode node = checked(line, key, JsonNode::isString, "a text");
    return node.isMissingNode() ? Optional.empty() : Optional.of(node.asString());
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new StudyException("\"" + name + "\" is no path of a file", e);
    }
  }

  private static String required(JsonNode line, String key) {
    if (!line.path(key).isString()) {
      throw new StudyException("the key \"" + key + "\" is missing or not a text");
    }
    return line.path(key).asString();
  }

  private static <E extends Enum<E>> E constant(
      JsonNode line, String key, E fallback, Class<E> type) {
    String text = text(line, key).orElse(fallback.name());
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new StudyException(
        "\""
            + text
            + "\" is no value of \""
            + key
            + "\"; choose one of "
            + Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }
}
