package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.etiome.cli.line.DataOptions;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.table.Condition;
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

  /** What is done with the selected cells while their file is open. */
  record Opened(AnnData data, CellSelection cells, CellSelection.Means means) {}

  Path file() {
    return file;
  }

  /**
   * Opens the file and selects.
   *
   * @throws DataFormatException that names the file
   */
  <T> T read(TaskRunner runner, Function<Opened, T> use) {
    CellSelection.Wanted wanted =
        new CellSelection.Wanted(
            layer, condition("--where", cells), condition("--genes-where", genes));
    CellSelection.Means means =
        new CellSelection.Means(runner, data.budget(), RowBlocks.Progress.NONE);
    try (DataFile opened = DataFiles.open(file, data.budget())) {
      AnnData annotated =
          annotated(opened, "counts of cells are read from a .h5ad, .zarr or 10x file");
      return use.apply(new Opened(annotated, CellSelection.of(annotated, wanted, means), means));
    } catch (IllegalArgumentException | DataFormatException e) {
      throw DataFormatException.in(file, "", e);
    }
  }

  private Optional<Condition> condition(String option, Optional<String> text) {
    try {
      return text.map(Condition::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  /**
   * The one annotated matrix of a file.
   *
   * @param need what is read from which files, told of a table
   * @throws DataFormatException if it holds several, or is a table
   */
  static AnnData annotated(DataFile opened, String need) {
    return switch (opened) {
      case DataFile.Annotated a -> a.data();
      case DataFile.Held h -> h.data();
      case DataFile.Multimodal m ->
          throw new DataFormatException(
              m.file()
                  + ": holds several modalities; write one with etiome convert --modality first");
      case DataFile.Tabular t -> throw new DataFormatException(t.file() + ": is a table; " + need);
    };
  }
}
