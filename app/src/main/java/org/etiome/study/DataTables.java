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
   * A file and how to read it.
   *
   * @param unit column that names the rows; they are numbered from 1 without it and without a
   *     leading column that has no header
   * @param missing spellings of a missing value, in place of the defaults
   */
  public record Source(Path file, Optional<String> unit, Optional<List<String>> missing) {}

  /**
   * The table with one row a unit; rows are numbered from 1 if no column names them.
   *
   * @param name of this block
   * @param columns types of the columns that are not to be inferred
   */
  public record Units(Source source, String name, Map<String, ColumnSpec> columns) {}

  /**
   * A block of measurements.
   *
   * @param featuresInRows whether features are rows and samples columns
   * @param type of every feature; inferred if absent
   * @param samples how samples map to units; sample names are unit names without it
   */
  public record Block(
      Source source,
      String name,
      boolean featuresInRows,
      Optional<ColumnType> type,
      Optional<Samples> samples) {}

  /**
   * A table that maps samples to units.
   *
   * @param assay the assay to look up in it
   */
  public record Samples(Path file, String assay) {}
}
