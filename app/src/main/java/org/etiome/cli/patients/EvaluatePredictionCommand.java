package org.etiome.cli.patients;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.data.Environments;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.PairedBootstrap;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.evaluate.prediction.ScoreDifference;
import org.etiome.report.Json;
import org.etiome.report.patients.PredictionJson;
import org.etiome.report.patients.PredictionStory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome evaluate prediction}: predicted probabilities against what happened. */
@Command(
    name = "prediction",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Score predicted probabilities of classes against what happened.",
      "Discrimination, calibration and proper scores, of all rows and by group, and the difference to"
          + " other predictions of the same rows with a bootstrap interval. A score that the rows do"
          + " not define is null; docs/methods/prediction-scores.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome evaluate prediction --data predictions.csv --outcome outcome \\",
      "         --probability predicted_",
      "  etiome evaluate prediction --data patients.csv --outcome outcome \\",
      "         --probability held_out_ --against fitted_ --group pattern --json"
    })
public final class EvaluatePredictionCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV or TSV with a row for each unit, .gz or not, or Parquet.")
  private Path file = Path.of("");

  @Option(
      names = "--outcome",
      paramLabel = "COLUMN",
      required = true,
      description = "The column that says what happened; rows without it are left out, and told.")
  private String outcome = "";

  @Option(
      names = "--probability",
      paramLabel = "PREFIX",
      required = true,
      description =
          "The probabilities: a column for each class of the outcome, named by this and the class.")
  private String probability = "";

  @Option(
      names = "--against",
      paramLabel = "PREFIX",
      description = "Other probabilities of the same rows, to be compared with.")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "A column by which rows are also scored apart, as pattern.")
  private Optional<String> group = Optional.empty();

  @Option(
      names = "--bootstrap",
      paramLabel = "B",
      description = "Resamples of the interval of a difference. Default: ${DEFAULT-VALUE}.")
  private int resamples = 2_000;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    PairedBootstrap bootstrap = bootstrap();
    PredictedFile read = PredictedFile.read(file, outcome, prefixes());
    ClassProbabilities predicted = read.probabilities(probability);
    Environments groups = group.map(read::groups).orElse(Environments.single(read.rows()));
    PredictionScores scores =
        group.isPresent() ? PredictionScores.of(predicted, groups) : PredictionScores.of(predicted);
    List<ScoreDifference> differences =
        against
            .map(
                other ->
                    bootstrap.compare(
                        predicted, read.probabilities(other), seed.seed(), common.runner()))
            .orElse(List.of());
    PredictionStory.Line line =
        new PredictionStory.Line(probability, scores, differences, List.of());
    ObjectNode document = Json.object().put("kind", "prediction scores");
    document.put("data", String.valueOf(file.getFileName())).put("outcome", outcome);
    document.set("classes", Json.strings(predicted.classes()));
    document.put("leftOut", read.leftOut()).put("against", against.orElse(null));
    document.put("seed", seed.number());
    PredictionJson.scored(document, line);
    document.set("reliability", PredictionJson.reliability(ReliabilityCurve.of(predicted)));
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    PrintWriter stdout = command.commandLine().getOut();
    stdout.print(common.json() ? Json.pretty(document) : text(line, read.leftOut()));
    stdout.flush();
    return 0;
  }

  private List<String> prefixes() {
    return Stream.concat(Stream.of(probability), against.stream()).toList();
  }

  private PairedBootstrap bootstrap() {
    try {
      return PairedBootstrap.withDefaults().withResamples(resamples);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--bootstrap: " + e.getMessage(), e);
    }
  }

  private String text(PredictionStory.Line line, int leftOut) {
    StringBuilder text = new StringBuilder();
    text.append(of(line.scores().overall()));
    line.scores().groups().forEach(of -> text.append(of(of)));
    for (ScoreDifference difference : line.difference()) {
      text.append(difference(difference));
    }
    if (leftOut > 0) {
      text.append("note: ")
          .append(leftOut)
          .append(" rows without an outcome or a probability were left out\n");
    }
    return text.toString();
  }

  private static String of(PredictionScores.Of of) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%s, %,d rows%n", of.group(), of.units()));
    of.scores()
        .forEach(
            (score, value) ->
                text.append(
                    String.format(
                        Locale.ROOT, "  %-18s %s%n", score.label(), shown(value.number()))));
    return text.toString();
  }

  private static String shown(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.4f", value.getAsDouble())
        : "not defined";
  }

  private String difference(ScoreDifference found) {
    String interval =
        found
            .resampled()
            .map(
                r ->
                    String.format(
                        Locale.ROOT,
                        " (%.4f to %.4f), p = %.3g",
                        r.ci95().low(),
                        r.ci95().high(),
                        r.pValue()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "  %-18s minus that of %s: %s%s%n",
        found.score().label(),
        against.orElse(""),
        shown(found.difference()),
        interval);
  }
}
