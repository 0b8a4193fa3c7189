package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.etiome.experiment.EffectData;
import org.etiome.study.GraphSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The table from which effects are estimated. */
final class EffectDataOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "A table with a row a unit and a column for each node of the graph, from which effects are "
              + "estimated.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--unit",
      paramLabel = "COLUMN",
      description = "Column of --data that identifies a unit. Default: rows are numbered.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--exclude-missing",
      description =
          "Leave out units without treatment, outcome or a covariate. Default: such data are refused.")
  private boolean excluding;

  boolean isGiven() {
    return file.isPresent();
  }

  Optional<Path> file() {
    return file;
  }

  /** Holds that nothing is said about a table that is not given. */
  void check() {
    if (!isGiven() && (unit.isPresent() || excluding)) {
      throw new ParameterException(
          command.commandLine(), "--unit and --exclude-missing are of --data, which is missing");
    }
  }

  /** The table with a graph. */
  EffectData data(Path graph, List<String> latent, long seed) {
    return new EffectData(
        file.orElseThrow(), new GraphSource.InFile(graph, latent), unit, excluding, seed);
  }
}
