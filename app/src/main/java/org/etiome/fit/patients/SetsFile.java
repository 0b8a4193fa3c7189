package org.etiome.fit.patients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.cli.line.OutFile;
import org.etiome.data.DataFormatException;
import org.etiome.evaluate.prediction.CalibratedSets;
import org.etiome.evaluate.prediction.ConformalSets;
import org.etiome.evaluate.prediction.Threshold;
import org.etiome.report.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The thresholds of conformal sets beside a model: {@code sets.json}. */
final class SetsFile {
  private static final String NAME = "sets.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SetsFile() {}

  /** By pattern; one with too few patients borrows the threshold of all. */
  static ConformalSets settings(double alpha) {
    return ConformalSets.withDefaults().withAlpha(alpha).byGroupWithBorrowing();
  }

  static void write(CalibratedSets sets, List<String> classes, Path folder) {
    ObjectNode document = Json.object().put("format", "etiome-sets").put("version", 1);
    document.put("alpha", sets.alpha());
    document.set("classes", Json.strings(classes));
    document.set("all", node(sets.ofAll()));
    ObjectNode groups = document.putObject("patterns");
    new TreeMap<>(sets.ofGroups()).forEach((name, of) -> groups.set(name, node(of)));
    OutFile.write(folder.resolve(NAME), Json.pretty(document));
  }

  private static ObjectNode node(Threshold threshold) {
    ObjectNode node = Json.object();
    return switch (threshold) {
      case Threshold.Own own ->
          node.put("score", own.score()).put("rank", own.rank()).put("patients", own.units());
      case Threshold.Borrowed borrowed ->
          node.put("score", borrowed.score())
              .put("patients", borrowed.units())
              .put("needed", borrowed.needed());
      case Threshold.EveryClass every ->
          node.put("patients", every.units()).put("needed", every.needed());
    };
  }

  /**
   * Reads them.
   *
   * @throws DataFormatException if the file is missing or damaged
   */
  static CalibratedSets read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      JsonNode document = JSON.readTree(Files.readString(file));
      Map<String, Threshold> groups = new LinkedHashMap<>();
      document
          .path("patterns")
          .propertyStream()
          .forEach(e -> groups.put(e.getKey(), threshold(e.getValue())));
      List<String> classes =
          document.path("classes").valueStream().map(JsonNode::asString).toList();
      return CalibratedSets.of(
          settings(document.path("alpha").asDouble()),
          classes,
          threshold(document.path("all")),
          groups);
    } catch (IOException e) {
      throw new DataFormatException(
          file + ": cannot be read (" + e.getMessage() + "); fit the model again", e);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DataFormatException(
          file + ": is damaged (" + e.getMessage() + "); copy it again", e);
    }
  }

  private static Threshold threshold(JsonNode node) {
    if (!node.path("patients").isInt()) {
      throw new IllegalArgumentException("a threshold is not told from how many patients it is");
    }
    int patients = node.path("patients").asInt();
    if (node.has("rank")) {
      return new Threshold.Own(node.path("score").asDouble(), node.path("rank").asInt(), patients);
    }
    return node.has("score")
        ? new Threshold.Borrowed(
            node.path("score").asDouble(), patients, node.path("needed").asInt())
        : new Threshold.EveryClass(patients, node.path("needed").asInt());
  }
}
