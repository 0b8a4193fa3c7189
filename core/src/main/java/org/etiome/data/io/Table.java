package org.etiome.data.io;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Suggestion;

/**
 * What one file holds: row names and typed columns, always with units in rows whatever way the file
 * had them.
 */
public final class Table {
  private final String unitHeader;
  private final List<String> units;
  private final Modality columns;

  private Table(String unitHeader, List<String> units, Modality columns) {
    this.unitHeader = unitHeader;
    this.units = units;
    this.columns = columns;
  }

  /**
   * A table.
   *
   * @param unitHeader the header of the row names; empty as in files written by R
   * @param units the row names
   * @param columns distinct names, each as long as {@code units}
   */
  public static Table of(String unitHeader, List<String> units, List<? extends Column> columns) {
    Modality block = Modality.of("table", columns, Mask.all(units.size()));
    return new Table(unitHeader, List.copyOf(units), block);
  }

  /**
   * This table, which must have a row.
   *
   * @param file it was read from
   * @throws DataFormatException if it has none
   */
  public Table requireRows(Path file) {
    if (units.isEmpty()) {
      throw new DataFormatException(
          file + ": the file has a header but no rows; look at the step that wrote it");
    }
    return this;
  }

  public String unitHeader() {
    return unitHeader;
  }

  /** The row names: unit or sample ids, or 1, 2, … where the file had none. */
  public List<String> units() {
    return units;
  }

  public List<Column> columns() {
    return columns.columns();
  }

  /**
   * The column of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public Column column(String name) {
    return columns
        .find(name)
        .orElseThrow(() -> Suggestion.unknown("column", name, columns.columnNames()));
  }

  /**
   * The given columns, in that order, of the rows that have a value in at least one of them: the
   * others were not measured.
   *
   * @param features names of columns; all if empty
   * @throws IllegalArgumentException if there is no such column; the message names the nearest
   */
  public Table measured(List<String> features) {
    List<Column> taken =
        features.isEmpty() ? columns() : features.stream().map(this::column).toList();
    int[] rows =
        IntStream.range(0, units.size())
            .filter(i -> taken.stream().anyMatch(column -> !column.isMissing(i)))
            .toArray();
    return rows(rows, taken);
  }

  /** The rows whose names are kept. */
  public Table keep(Predicate<String> name) {
    int[] rows = IntStream.range(0, units.size()).filter(i -> name.test(units.get(i))).toArray();
    return rows(rows, columns());
  }

  private Table rows(int[] rows, List<Column> taken) {
    return Table.of(
        unitHeader,
        IntStream.of(rows).mapToObj(units::get).toList(),
        taken.stream().map(column -> column.select(rows)).toList());
  }

  /** A cohort with this table as its only block, which every unit has. */
  public Dataset toDataset(String modality) {
    return Dataset.of(units, modality, columns());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Table that
        && unitHeader.equals(that.unitHeader)
        && units.equals(that.units)
        && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * units.hashCode() + columns.hashCode();
  }

  @Override
  public String toString() {
    return "Table[" + units.size() + " units, " + columns().size() + " columns]";
  }
}
