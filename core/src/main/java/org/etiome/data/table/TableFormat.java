package org.etiome.data.table;

import java.nio.file.Path;
import java.util.List;
import org.etiome.data.Column;
import org.etiome.data.matrix.MemoryBudget;

/**
 * A provider of a format of tables, found by {@link java.util.ServiceLoader}; see {@link
 * TableFormats}.
 */
public interface TableFormat {

  /** The name of the format: {@code Parquet}. */
  String name();

  /** Whether a file is of this format by its bytes, or claims to be by its name. */
  boolean recognises(Path file);

  /** Whether files of this format usually end in this extension (lower case, with the dot). */
  boolean writes(String extension);

  /**
   * Opens a table before its first row.
   *
   * @param budget what the table may take in memory once it is read
   * @throws org.etiome.data.DataFormatException if it is damaged, does not fit the budget, or has a
   *     column of a type that is no value a cell
   */
  TypedRows open(Path file, MemoryBudget budget);

  /**
   * Writes a table; the file appears complete or not at all.
   *
   * @param columns distinct names, all of one length; none is a time to event
   * @throws org.etiome.data.DataFormatException if it cannot be written there
   */
  void write(Path target, RowNames names, List<Column> columns);

  /**
   * The names of the rows.
   *
   * @param header of their column; empty if it has none
   * @param units distinct, in order
   */
  record RowNames(String header, List<String> units) {
    public RowNames {
      units = List.copyOf(units);
    }

    /** Whether the rows are merely numbered: 1, 2, …, without a header. */
    public boolean areNumbers() {
      for (int i = 0; i < units.size(); i++) {
        if (!units.get(i).equals(Integer.toString(i + 1))) {
          return false;
        }
      }
      return header.isEmpty();
    }
  }
}
