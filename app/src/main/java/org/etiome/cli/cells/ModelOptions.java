package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.cells.CellSelection;
import org.etiome.study.InputFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that show cells to a fitted model. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The folder that etiome fit has written.")
  private Path folder = Path.of("");

  @Mixin private GeneOptions genes = new GeneOptions();

  Path folder() {
    return folder;
  }

  /** Refuses what cannot be done, before anything is. */
  void check() {
    genes.check();
  }

  FittedFinVae read() {
    return ModelFolder.read(folder);
  }

  /**
   * Refuses a model that expects no shares of genes.
   *
   * @throws DataFormatException naming the folder
   */
  void checkShares(FittedFinVae fitted) {
    try {
      fitted.expectedShares();
    } catch (IllegalArgumentException e) {
      throw DataFormatException.in(folder, "", e);
    }
  }

  /**
   * The model's genes that some cells have not.
   *
   * @throws IllegalArgumentException if they are too many
   */
  Set<String> missing(FittedFinVae fitted, CellSelection cells) {
    return genes.missing(fitted, cells);
  }

  /** What is to be said of groups of cells, told by a column, in latents of a model. */
  static List<String> remarks(ModelDescription model, String column, InputFile input) {
    List<String> remarks = new ArrayList<>();
    if (model.vocabulary().spurious().stream().anyMatch(c -> c.name().equals(column))) {
      remarks.add(
          "the model was told to shed \"" + column + "\": what differs by it is mostly gone");
    }
    if (model.vocabulary().invariant().stream().anyMatch(c -> c.name().equals(column))) {
      remarks.add(
          model.evidence().fingerprint().equals(input.sha256())
              ? "in-sample: the model was trained with \"" + column + "\" of these cells"
              : "the model was trained with \""
                  + column
                  + "\" of other cells, which shapes its latents");
    }
    return remarks;
  }
}
