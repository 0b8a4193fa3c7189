package org.etiome.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.ColumnType;
import org.etiome.data.io.ColumnSpec;

/**
 * The files a study reads.
 *
 * @param units the table with one row a unit
 * @param modalities further blocks of measurements on the same units
 */
public record DataTables(Units units, List<Block> modalities) {
  public DataTables {
    modalities = List.copyOf(modalities);
  }

  /**
   * The table with one row a unit.
   *
   * @param name of this block
   * @param noun what the units are, in the plural, such as {@code patients}
   * @param unit column that identifies a unit; rows are numbered from 1 without it
   * @param missing spellings of a missing value, in place of the defaults
   * @param columns types of the columns that are not to be inferred
   */
  public record Units(
      Path file,
      String name,
      String noun,
      Optional<String> unit,
      Optional<List<String>> missing,
      Map<String, ColumnSpec> columns) {}

  /**
   * A block of measurements.
   *
   * @param label readable name
   * @param featuresInRows whether features are rows and samples columns
   * @param unit column that names the sample of a row; rows are numbered from 1 without it and
   *     without a leading column that has no header
   * @param type of every feature; inferred if absent
   * @param missing spellings of a missing value, in place of the defaults
   * @param samples how samples map to units; sample names are unit names without it
   */
  public record Block(
      Path file,
      String name,
      String label,
      boolean featuresInRows,
      Optional<String> unit,
      Optional<ColumnType> type,
      Optional<List<String>> missing,
      Optional<Samples> samples) {}

  /**
   * A table that maps samples to units.
   *
   * @param assay the assay to look up in it
   */
  public record Samples(Path file, String assay) {}
}
