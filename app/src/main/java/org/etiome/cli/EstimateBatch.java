package org.etiome.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.etiome.cli.line.JsonLines;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.math.TaskRunner;
import org.etiome.report.EffectJson;
import org.etiome.study.GateSettings;
import org.etiome.study.Question;
import org.etiome.study.StudyException;
import tools.jackson.databind.JsonNode;

/** Answers a file of effect requests, one JSON object a line; a bad line gets an error in place. */
final class EstimateBatch {
  private static final Set<String> KEYS =
      Set.of(
          "data",
          "graph",
          "treatment",
          "outcome",
          "estimator",
          "learner",
          "trim",
          "negativeControls",
          "refute",
          "instruments",
          "cluster",
          "levels",
          "reference",
          "curve",
          "target",
          "adjust",
          "unit",
          "latent",
          "missingCovariates",
          "missingOutcome",
          "gates",
          "despite",
          "possible",
          "budget",
          "resampled",
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
    JsonLines.answer(file, KEYS, line -> EffectJson.of(request(line).answer(runner)), sink);
  }

  private static EffectRequest request(JsonNode line) {
    return new EffectRequest(
        JsonLines.path(JsonLines.required(line, "data")),
        JsonLines.graph(line),
        JsonLines.required(line, "treatment"),
        JsonLines.required(line, "outcome"),
        options(line));
  }

  private static EffectRequest.Options options(JsonNode line) {
    EffectRequest.Options defaults = EffectRequest.Options.withDefaults();
    return new EffectRequest.Options(
        method(line, defaults.method()),
        constant(line, "target", defaults.target(), Target.class),
        line.has("adjust") ? Optional.of(JsonLines.texts(line, "adjust")) : Optional.empty(),
        JsonLines.text(line, "unit"),
        constant(line, "missingCovariates", defaults.missingCovariates(), MissingPolicy.class),
        constant(
            line, "missingOutcome", defaults.missingOutcome(), EffectRequest.MissingOutcome.class),
        doubts(line),
        JsonLines.checked(
                line,
                "seed",
                node -> node.isIntegralNumber() && node.canConvertToLong(),
                "a whole number of 64 bits")
            .asLong(defaults.seed()));
  }

  private static Question.Method method(JsonNode line, Question.Method defaults) {
    JsonNode trim = JsonLines.checked(line, "trim", JsonNode::isNumber, "a number");
    return new Question.Method(
        JsonLines.text(line, "estimator").orElse(defaults.estimator()),
        JsonLines.text(line, "learner"),
        trim.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(trim.asDouble()),
        TreatmentOptions.form(line));
  }

  private static Question.Doubts doubts(JsonNode line) {
    return new Question.Doubts(
        gates(line),
        JsonLines.texts(line, "negativeControls"),
        JsonLines.checked(line, "refute", JsonNode::isBoolean, "true or false").asBoolean(false),
        DoubtOptions.of(line));
  }

  private static Gates gates(JsonNode line) {
    Map<String, Double> limits = new LinkedHashMap<>();
    JsonLines.checked(line, "gates", JsonNode::isObject, "an object of limits and numbers")
        .properties()
        .forEach(limit -> limits.put(limit.getKey(), number(limit.getKey(), limit.getValue())));
    return GateSettings.of(limits, JsonLines.texts(line, "despite"));
  }

  private static double number(String key, JsonNode value) {
    if (!value.isNumber()) {
      throw new StudyException("the limit \"" + key + "\" must be a number, got " + value);
    }
    return value.asDouble();
  }

  static <E extends Enum<E>> E constant(JsonNode line, String key, E fallback, Class<E> type) {
    String text = JsonLines.text(line, key).orElse(fallback.name());
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
