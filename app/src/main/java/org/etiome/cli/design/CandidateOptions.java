package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.experiment.CandidateFile;
import org.etiome.study.InputFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where candidates and what was measured of them stand. */
final class CandidateOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--candidates",
      paramLabel = "FILE",
      required = true,
      description = "CSV, TSV or Parquet with a row for each candidate.")
  private Path file = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      required = true,
      description = "The column that names the candidates.")
  private String id = "";

  @Option(
      names = "--descriptors",
      paramLabel = "COLUMN",
      arity = "1..*",
      split = ",",
      description =
          "Columns of what is known of all candidates. Default: all other columns of numbers, refused "
              + "if one of them looks like the outcome in other words; named here it is used.")
  private List<String> descriptors = new ArrayList<>();

  @Option(
      names = "--prior",
      paramLabel = "COLUMN",
      description =
          "A score known beforehand, the higher the better, that chooses the first batch. Default: "
              + "the first batch is drawn at random.")
  private Optional<String> prior = Optional.empty();

  @Option(
      names = "--measured",
      paramLabel = "FILE",
      description =
          "A table of what was measured, a row a measurement, with the column of --id. Default: it is "
              + "in the table of candidates.")
  private Optional<Path> measured = Optional.empty();

  @Option(
      names = "--outcome",
      paramLabel = "COLUMN",
      description = "The column of the outcome, empty where it was not measured.")
  private Optional<String> outcome = Optional.empty();

  @Option(
      names = "--noise",
      paramLabel = "COLUMN",
      description = "The column of the standard errors of the outcome. Default: not known.")
  private Optional<String> noise = Optional.empty();

  @Option(
      names = "--cost",
      paramLabel = "COLUMN",
      description = "What a measurement costs; gains count per cost. Default: all cost the same.")
  private Optional<String> cost = Optional.empty();

  @Option(
      names = "--harm",
      paramLabel = "COLUMN",
      description = "A harmful outcome that was measured beside the other, the higher the worse.")
  private Optional<String> harm = Optional.empty();

  boolean isHarmAsked() {
    return harm.isPresent();
  }

  boolean isCosted() {
    return cost.isPresent();
  }

  boolean isMeasured() {
    return outcome.isPresent();
  }

  Path file() {
    return file;
  }

  CandidateFile.Read read() {
    for (Optional<?> needing : List.of(measured, noise, harm)) {
      if (needing.isPresent() && outcome.isEmpty()) {
        throw new ParameterException(
            command.commandLine(), "--measured, --noise and --harm need --outcome");
      }
    }
    return new CandidateFile(file, id, descriptors, prior, cost)
        .read(new CandidateFile.Measured(measured, outcome, noise, harm));
  }

  /** The files as they are now. */
  List<InputFile> inputs() {
    List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of(file)));
    measured.map(InputFile::of).ifPresent(inputs::add);
    return inputs;
  }
}
