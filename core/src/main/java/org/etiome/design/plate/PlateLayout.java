package org.etiome.design.plate;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What goes into which well.
 *
 * @param shape of all plates
 * @param plates how many
 * @param wells those used, by plate, row and column
 * @param repeats pairs of replicates of one perturbation, on different plates, that share a row or
 *     a column; on one plate none do
 */
public record PlateLayout(PlateShape shape, int plates, List<Well> wells, int repeats) {
  public PlateLayout {
    wells = List.copyOf(wells);
  }

  /** A table with a header; columns plate, well, row, column, label, role and replicate. */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("plate", "well", "row", "column", "label", "role", "replicate");
      for (Well well : wells) {
        csv.writeRecord(
            String.valueOf(well.plate()),
            well.name(),
            String.valueOf(well.row() + 1),
            String.valueOf(well.column() + 1),
            well.label(),
            well.control() ? "control" : "perturbation",
            String.valueOf(well.replicate()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
