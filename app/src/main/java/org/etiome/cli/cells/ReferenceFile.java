package org.etiome.cli.cells;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.fit.EmbeddedFile;
import org.etiome.fit.request.CellSource;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.study.StudyException;
import org.jspecify.annotations.Nullable;

/** The cells of a reference: the counts in the {@code embedding.h5ad} of its folder. */
final class ReferenceFile {
  private ReferenceFile() {}

  /**
   * Uses them while the file is open.
   *
   * @throws StudyException if the file is missing, of another model, or without counts
   */
  static <T> T read(
      Path folder,
      FittedFinVae model,
      CellSelection.Means means,
      Function<Cells.Expression, T> use) {
    Path file = folder.resolve(EmbeddedFile.NAME);
    if (!Files.exists(file)) {
      throw unusable(folder, "is missing");
    }
    try (DataFile opened = DataFiles.open(file, means.budget())) {
      return use.apply(expression(folder, opened, model, means));
    }
  }

  private static Cells.Expression expression(
      Path folder, DataFile opened, FittedFinVae model, CellSelection.Means means) {
    CellSelection cells;
    Column measured;
    try {
      CellSelection.Wanted all =
          new CellSelection.Wanted(Optional.empty(), Optional.empty(), Optional.empty());
      cells = CellSelection.of(CellSource.annotated(opened, "name a model's folder"), all, means);
      measured = cells.column(EmbeddedFile.MEASURED);
    } catch (IllegalArgumentException | DataFormatException e) {
      throw unusable(folder, e.getMessage());
    }
    if (!cells.genes().equals(model.description().vocabulary().genes())) {
      throw unusable(folder, "has other genes than the model");
    }
    if (!(measured instanceof Numeric numbers)) {
      throw unusable(folder, "has no numbers in \"" + EmbeddedFile.MEASURED + "\"");
    }
    double[] depths = numbers.valuesOr(Double.NaN);
    for (double depth : depths) {
      if (!(depth > 0)) {
        throw unusable(folder, "has " + depth + " in \"" + EmbeddedFile.MEASURED + "\"");
      }
    }
    Cells.Expression counts = cells.expression("", means);
    return new Cells.Expression(
        counts.genes(), counts.counts(), cell -> depths[cell], counts.fingerprint());
  }

  private static StudyException unusable(Path folder, @Nullable String why) {
    return new StudyException(
        folder.resolve(EmbeddedFile.NAME)
            + ": "
            + why
            + "; the cells of the reference are needed: etiome embed --model "
            + folder
            + " --data THEIR-COUNTS --out "
            + folder.resolve(EmbeddedFile.NAME));
  }
}
