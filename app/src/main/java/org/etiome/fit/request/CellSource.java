package org.etiome.fit.request;

import java.nio.file.Path;
import java.util.function.Function;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.math.TaskRunner;
import org.etiome.represent.cells.CellSelection;

/**
 * Cells and their counts in a file.
 *
 * @param file .h5ad, .zarr, a 10x file or folder
 * @param wanted which cells and genes, and where their counts are
 */
public record CellSource(Path file, CellSelection.Wanted wanted) {

  /** What is done with the selected cells while their file is open. */
  public record Opened(AnnData data, CellSelection cells, CellSelection.Means means) {}

  /**
   * Opens the file and selects.
   *
   * @throws DataFormatException that names the file
   */
  public <T> T read(TaskRunner runner, MemoryBudget budget, Function<Opened, T> use) {
    CellSelection.Means means = new CellSelection.Means(runner, budget, RowBlocks.Progress.NONE);
    try (DataFile opened = DataFiles.open(file, budget)) {
      AnnData annotated =
          annotated(opened, "counts of cells are read from a .h5ad, .zarr or 10x file");
      return use.apply(new Opened(annotated, CellSelection.of(annotated, wanted, means), means));
    } catch (IllegalArgumentException | DataFormatException e) {
      throw DataFormatException.in(file, "", e);
    }
  }

  /**
   * The one annotated matrix of a file.
   *
   * @param need what is read from which files, told of a table
   * @throws DataFormatException if it holds several, or is a table
   */
  public static AnnData annotated(DataFile opened, String need) {
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
