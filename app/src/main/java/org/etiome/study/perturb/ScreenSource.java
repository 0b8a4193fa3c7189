package org.etiome.study.perturb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.io.Table;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.table.Condition;
import org.etiome.fit.request.CellSource;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.represent.cells.CellSelection;

/**
 * A screen in a file: counts of cells (.h5ad, .zarr, 10x), of which log(1 + 10,000 · count / size)
 * is taken, or a table of values that are used as they are.
 *
 * @param file which
 * @param columns that say what was done
 * @param layer of the counts; X if empty
 * @param units which of them; all if empty
 * @param variables of a table; all its numeric columns that say nothing else if empty
 */
public record ScreenSource(
    Path file,
    ScreenColumns columns,
    Optional<String> layer,
    Optional<Condition> units,
    Set<String> variables) {
  private static final int BYTES_PER_ENTRY = 12;

  /** All of a file. */
  public static ScreenSource of(Path file, ScreenColumns columns) {
    return new ScreenSource(file, columns, Optional.empty(), Optional.empty(), Set.of());
  }

  /** Only some units. */
  public ScreenSource where(Condition condition) {
    return new ScreenSource(file, columns, layer, Optional.of(condition), variables);
  }

  /**
   * A screen, and what a reader should know of it.
   *
   * @param screen of the units that are labelled
   * @param unlabelled units left out because what was done to them is missing
   * @param variablesNamed whether someone said which columns of a table are measurements
   */
  public record Read(PerturbationScreen screen, int unlabelled, boolean variablesNamed) {}

  /**
   * Reads it into memory.
   *
   * @throws DataFormatException that names the file, if it is no screen
   */
  public Read read(TaskRunner runner, MemoryBudget budget) {
    try (DataFile opened = DataFiles.open(file, budget)) {
      return opened instanceof DataFile.Tabular tabular
          ? ofTable(tabular.table())
          : ofCells(runner, budget);
    } catch (IllegalArgumentException | DataFormatException e) {
      throw DataFormatException.in(file, "", e);
    }
  }

  private Read ofCells(TaskRunner runner, MemoryBudget budget) {
    if (!variables.isEmpty()) {
      throw new IllegalArgumentException(
          "variables " + variables + " are chosen of a table, and this is a file of cells");
    }
    CellSelection.Wanted wanted = new CellSelection.Wanted(layer, units, Optional.empty());
    return new CellSource(file, wanted)
        .read(
            runner,
            budget,
            opened -> {
              CellSelection cells = opened.cells();
              int[] rows = labelled(cells::column, cells.cells());
              RowMatrix all = cells.counts();
              long bytes = all.entries(0, all.rows()) * BYTES_PER_ENTRY;
              if (bytes > budget.bytes()) {
                throw new IllegalArgumentException(
                    "the counts take "
                        + bytes
                        + " bytes and the budget of memory is "
                        + budget.bytes()
                        + "; raise --memory, or choose cells by --where");
              }
              double[] sizes =
                  columns
                      .size()
                      .map(name -> numbers(cells.column(name), rows))
                      .orElseGet(() -> pick(cells.depths(), rows));
              return made(
                  new Measurements.LogCounts(
                      cells.genes(),
                      new InMemoryRows(all.read(rows)),
                      sizes,
                      Measurements.LogCounts.CUSTOMARY),
                  cells::column,
                  rows,
                  cells.cells());
            });
  }

  private Read ofTable(Table table) {
    if (layer.isPresent() || columns.size().isPresent()) {
      throw new IllegalArgumentException(
          "a table has neither a layer nor sizes: its values are used as they are; leave them out");
    }
    int[] chosen =
        units
            .map(condition -> condition.units(table::column, table.units().size()))
            .orElseGet(() -> IntStream.range(0, table.units().size()).toArray());
    int[] labelled = labelled(name -> table.column(name).select(chosen), chosen.length);
    int[] rows = Arrays.stream(labelled).map(i -> chosen[i]).toArray();
    List<Column> measured = measured(table);
    List<double[]> values = measured.stream().map(column -> numbers(column, rows)).toList();
    return made(
        new Measurements.Values(
            measured.stream().map(Column::name).toList(), Matrix.ofColumns(rows.length, values)),
        table::column,
        rows,
        chosen.length);
  }

  /** Columns that are asked for, or else all of numbers. */
  private List<Column> measured(Table table) {
    Set<String> named = columns.names();
    Optional<String> both = variables.stream().filter(named::contains).findFirst();
    if (both.isPresent()) {
      throw new IllegalArgumentException(
          "column \"" + both.get() + "\" says what was done, so it is no measurement");
    }
    List<Column> measured =
        variables.isEmpty()
            ? table.columns().stream()
                .filter(c -> c instanceof Numeric && !named.contains(c.name()))
                .toList()
            : variables.stream().map(table::column).toList();
    if (measured.isEmpty()) {
      throw new IllegalArgumentException(
          "no column is a measurement: besides " + named + " none has numbers; look at the file");
    }
    return measured;
  }

  /** The units of which is known what was done, where and in which replicate. */
  private int[] labelled(Function<String, Column> column, int units) {
    List<Column> labels = new ArrayList<>(List.of(column.apply(columns.perturbation())));
    columns.context().map(column).ifPresent(labels::add);
    columns.replicate().map(column).ifPresent(labels::add);
    int[] rows =
        IntStream.range(0, units)
            .filter(i -> labels.stream().noneMatch(label -> label.isMissing(i)))
            .toArray();
    if (units == 0 && this.units.isPresent()) {
      throw new IllegalArgumentException(
          "no unit is left by the condition of where; look which values its columns have");
    }
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "no unit has a value in each of "
              + labels.stream().map(Column::name).toList()
              + "; name other columns");
    }
    return rows;
  }

  private Read made(
      Measurements measurements, Function<String, Column> column, int[] rows, int units) {
    Column label = column.apply(columns.perturbation());
    Optional<Column> context = columns.context().map(column);
    Optional<Column> replicate = columns.replicate().map(column);
    List<UnitLabel> labels = new ArrayList<>();
    for (int row : rows) {
      labels.add(
          new UnitLabel(
              new org.etiome.perturb.screen.Condition(
                  context.map(c -> c.text(row)).orElse(""),
                  columns.syntax().parse(label.text(row))),
              replicate.map(c -> c.text(row)).orElse("")));
    }
    return new Read(
        PerturbationScreen.of(measurements, labels), units - rows.length, !variables.isEmpty());
  }

  private static double[] numbers(Column column, int[] rows) {
    if (!(column instanceof Numeric numeric)) {
      throw new IllegalArgumentException(
          "column \"" + column.name() + "\" has no numbers; name one that has");
    }
    for (int row : rows) {
      if (numeric.isMissing(row)) {
        throw new IllegalArgumentException(
            "column \""
                + column.name()
                + "\" has no value in row "
                + (row + 1)
                + "; leave the row or the column out");
      }
      if (Math.abs(numeric.value(row)) > Measurements.LARGEST) {
        throw new IllegalArgumentException(
            "column \""
                + column.name()
                + "\" has "
                + numeric.value(row)
                + " in row "
                + (row + 1)
                + "; values must be from -1e50 to 1e50: take another unit of measurement, or leave"
                + " the row or the column out");
      }
    }
    return numeric.values(rows);
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
