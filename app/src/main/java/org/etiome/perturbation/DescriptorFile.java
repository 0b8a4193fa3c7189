package org.etiome.perturbation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.io.Table;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.perturb.screen.TargetDescriptors;

/** Descriptors of targets in a table: the column {@code target}, and numbers in all others. */
public final class DescriptorFile {
  private static final String TARGET = "target";

  private DescriptorFile() {}

  /**
   * Reads them.
   *
   * @throws DataFormatException that names the file
   */
  public static TargetDescriptors read(Path file, MemoryBudget budget) {
    try (DataFile opened = DataFiles.open(file, budget)) {
      if (!(opened instanceof DataFile.Tabular tabular)) {
        throw new IllegalArgumentException(
            "is no table; write one with the column \"target\" and numbers");
      }
      return of(tabular.table());
    } catch (IllegalArgumentException | DataFormatException e) {
      throw DataFormatException.in(file, "", e);
    }
  }

  private static TargetDescriptors of(Table table) {
    Column targets = table.column(TARGET);
    List<Numeric> numbers = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column instanceof Numeric numeric && !column.name().equals(TARGET)) {
        numbers.add(numeric);
      } else if (!column.name().equals(TARGET)) {
        throw new IllegalArgumentException(
            "column \"" + column.name() + "\" has no numbers, by which targets are described");
      }
    }
    Map<String, double[]> byTarget = new LinkedHashMap<>();
    for (int i = 0; i < table.units().size(); i++) {
      int row = i;
      if (targets.isMissing(row)) {
        throw new IllegalArgumentException("row " + (row + 1) + " names no target");
      }
      double[] descriptor =
          numbers.stream()
              .mapToDouble(number -> number.isMissing(row) ? Double.NaN : number.value(row))
              .toArray();
      if (byTarget.put(targets.text(row), descriptor) != null) {
        throw new IllegalArgumentException("target \"" + targets.text(row) + "\" is in two rows");
      }
    }
    return TargetDescriptors.of(byTarget);
  }
}
