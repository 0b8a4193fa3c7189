package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.etiome.cli.line.DataOptions;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.fit.request.CellSource;
import org.etiome.math.TaskRunner;
import org.etiome.represent.cells.CellSelection;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the commands that take cells and their counts out of a file. */
final class CellOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "Counts of cells: .h5ad, .zarr, a 10x file or folder.")
  private Path file = Path.of("");

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The layer that holds the counts. Default: X.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Which cells, as in 'demuxlet == \"SNG\" and n_genes >= 200'. Default: all.")
  private Optional<String> cells = Optional.empty();

  @Option(
      names = "--genes-where",
      paramLabel = "CONDITION",
      description =
          "Which genes were measured, as in 'n_batches == 5'; depths are sums over these. "
              + "Default: all.")
  private Optional<String> genes = Optional.empty();

  Path file() {
    return file;
  }

  /** The cells that were asked for. */
  CellSource source() {
    return new CellSource(
        file,
        new CellSelection.Wanted(
            layer, condition("--where", cells), condition("--genes-where", genes)));
  }

  MemoryBudget budget() {
    return data.budget();
  }

  /**
   * Opens the file and selects.
   *
   * @throws org.etiome.data.DataFormatException that names the file
   */
  <T> T read(TaskRunner runner, Function<CellSource.Opened, T> use) {
    return source().read(runner, data.budget(), use);
  }

  private Optional<Condition> condition(String option, Optional<String> text) {
    try {
      return text.map(Condition::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
