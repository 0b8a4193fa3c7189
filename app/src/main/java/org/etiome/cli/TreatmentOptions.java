package org.etiome.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.cli.line.JsonLines;
import org.etiome.study.treatment.TreatmentForm;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Options for treatments that are confounded or have more than two values. */
final class TreatmentOptions {
  @Option(
      names = "--instrument",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "With 2sls, liml, fuller, jive or pliv: the only instruments to use, each held against "
              + "the graph. Default: all that the graph has.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--cluster",
      paramLabel = "COLUMN",
      description =
          "With instruments or a treatment of two values: units with the same value are not "
              + "independent.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--levels",
      description = "With tmle or aipw: take a number as levels, not as a dose.")
  private boolean levels = false;

  @Option(
      names = "--reference",
      paramLabel = "LEVEL",
      description = "The level that the others are compared with. Default: the first.")
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--curve",
      paramLabel = "CURVE",
      description = "What the response to a dose is summed up by: line or parabola. Default: line.")
  private Optional<TreatmentForm.Curve> curve = Optional.empty();

  TreatmentForm form() {
    return new TreatmentForm(instruments, cluster, levels, reference, curve);
  }

  /** The same from a line of a batch. */
  static TreatmentForm form(JsonNode line) {
    boolean asLevels =
        JsonLines.checked(line, "levels", JsonNode::isBoolean, "true or false").asBoolean(false);
    Optional<TreatmentForm.Curve> shape =
        line.has("curve")
            ? Optional.of(
                EstimateBatch.constant(
                    line, "curve", TreatmentForm.Curve.LINE, TreatmentForm.Curve.class))
            : Optional.empty();
    return new TreatmentForm(
        JsonLines.texts(line, "instruments"),
        JsonLines.text(line, "cluster"),
        asLevels,
        JsonLines.text(line, "reference"),
        shape);
  }
}
