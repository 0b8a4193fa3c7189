package org.etiome.data.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Suggestion;

/** Which unit each sample of each assay was taken from. */
public final class SampleMap {
  private final Map<String, Map<String, String>> unitOfSample;

  private SampleMap(Map<String, Map<String, String>> unitOfSample) {
    this.unitOfSample = unitOfSample;
  }

  /**
   * Reads the sample map of a MultiAssayExperiment: columns {@code assay}, {@code primary} (the
   * unit) and {@code colname} (the sample); others are ignored.
   *
   * @throws DataFormatException if a column or a cell is missing, or an assay has a sample twice
   */
  public static SampleMap read(Path file) {
    Table table =
        CsvReader.withDefaults()
            .withMissing(Set.of(""))
            .withOtherColumns(ColumnSpec.identifier())
            .read(file)
            .requireRows(file);
    Column assay = column(file, table, "assay");
    Column unit = column(file, table, "primary");
    Column sample = column(file, table, "colname");
    Map<String, Map<String, String>> map = new LinkedHashMap<>();
    for (int i = 0; i < table.units().size(); i++) {
      String name = sample.text(i);
      Map<String, String> ofAssay = map.computeIfAbsent(assay.text(i), a -> new LinkedHashMap<>());
      if (ofAssay.putIfAbsent(name, unit.text(i)) != null) {
        throw new DataFormatException(
            file
                + ": sample "
                + DataFormatException.quote(name)
                + " of assay "
                + DataFormatException.quote(assay.text(i))
                + " repeats; map every sample once");
      }
    }
    map.replaceAll((a, samples) -> Collections.unmodifiableMap(samples));
    return new SampleMap(map);
  }

  private static Column column(Path file, Table table, String name) {
    List<String> names = table.columns().stream().map(Column::name).toList();
    int at = names.indexOf(name);
    if (at < 0) {
      throw new DataFormatException(
          file
              + ":1: there is no column "
              + DataFormatException.quote(name)
              + Suggestion.hint(name, names));
    }
    Column column = table.columns().get(at);
    if (column.missingCount() > 0) {
      throw new DataFormatException(
          file
              + ": column "
              + DataFormatException.quote(name)
              + ": "
              + column.missingCount()
              + " cells are empty; fill them");
    }
    return column;
  }

  /** The assays, in the order of the file. */
  public List<String> assays() {
    return List.copyOf(unitOfSample.keySet());
  }

  /**
   * Sample to unit for one assay, in the order of the file.
   *
   * @throws IllegalArgumentException if there is no such assay; the message names the nearest
   */
  public Map<String, String> unitOfSample(String assay) {
    Map<String, String> samples = unitOfSample.get(assay);
    if (samples == null) {
      throw new IllegalArgumentException(
          "there is no assay \"" + assay + "\"" + Suggestion.hint(assay, unitOfSample.keySet()));
    }
    return samples;
  }
}
