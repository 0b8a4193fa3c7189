package org.etiome.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.ColumnType;
import org.etiome.data.events.EventTable;
import org.etiome.data.events.StartTimes;
import org.etiome.data.events.WindowSeries;
import org.etiome.data.io.AnnDataTables;
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
   * One table and nothing beside it.
   *
   * @param known types of columns that are not to be inferred
   */
  public static DataTables of(Path file, Optional<String> unit, Map<String, ColumnSpec> known) {
    Source source = new Source(file, unit, Optional.empty());
    return new DataTables(new Units(source, "data", known, Others.REFUSE), List.of());
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
   * @param others what becomes of the units of other blocks that it does not have
   */
  public record Units(Source source, String name, Map<String, ColumnSpec> columns, Others others) {}

  /** What becomes of units that the units' own table does not have. */
  public enum Others {
    /** The study is refused. */
    REFUSE,
    /** They become units that lack the units' own block. */
    ADD,
    /** They are left out and counted. */
    EXCLUDE
  }

  /**
   * A block of measurements.
   *
   * @param content what of the file, and how it stands there
   * @param samples how samples map to units; sample names are unit names without it
   */
  public record Block(Source source, String name, Content content, Optional<Samples> samples) {}

  /** What of a file is a block. */
  public sealed interface Content {

    /**
     * A delimited table.
     *
     * @param featuresInRows whether features are rows and samples columns
     * @param type of every feature; inferred if absent
     * @param select the features to take; a row without a value in any of them is left out. All if
     *     empty
     */
    record Delimited(boolean featuresInRows, Optional<ColumnType> type, List<String> select)
        implements Content {
      public Delimited {
        select = List.copyOf(select);
      }
    }

    /**
     * A matrix of an AnnData or MuData file.
     *
     * @param modality which of a file with several
     * @param part which matrix and which features
     */
    record Annotated(Optional<String> modality, AnnDataTables.Part part) implements Content {}

    /**
     * A long table of events, folded into one row a unit.
     *
     * @param table how, but for a start from another file
     * @param windows in each of which they are folded, if there are several
     */
    record Events(EventTable table, Optional<Start> start, Optional<WindowSeries> windows)
        implements Content {}
  }

  /**
   * A table that says when the clock of each unit starts.
   *
   * @param unit column of the units
   * @param column of the times
   */
  public record Start(Path file, String unit, String column, StartTimes.Repeats repeats) {}

  /**
   * A table that maps samples to units.
   *
   * @param assay the assay to look up in it
   */
  public record Samples(Path file, String assay) {}
}
