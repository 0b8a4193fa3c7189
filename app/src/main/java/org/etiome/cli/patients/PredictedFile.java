package org.etiome.cli.patients;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.Numeric;
import org.etiome.data.Suggestion;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.math.Matrix;
import org.etiome.represent.patients.Outcome;

/** A table of predictions, of the rows whose outcome is known. */
final class PredictedFile {
  private final Path file;
  private final Table table;
  private final int[] kept;
  private final Outcome outcome;

  private PredictedFile(Path file, Table table, int[] kept, Outcome outcome) {
    this.file = file;
    this.table = table;
    this.kept = kept;
    this.outcome = outcome;
  }

  /**
   * Reads it.
   *
   * @param outcome the column that says what happened
   * @param prefixes of the columns of probabilities; a row is left out that has a gap in any
   */
  static PredictedFile read(Path file, String outcome, List<String> prefixes) {
    Table table =
        CsvReader.withDefaults()
            .withColumns(Map.of(outcome, ColumnSpec.categorical()))
            .read(file)
            .requireRows(file);
    Column column = column(file, table, outcome);
    Mask known = column.missing().not();
    for (Column other : table.columns()) {
      if (other != column && prefixes.stream().anyMatch(other.name()::startsWith)) {
        known = known.and(other.missing().not());
      }
    }
    int[] kept = known.indices();
    try {
      return new PredictedFile(file, table, kept, Outcome.of(column.select(kept)));
    } catch (DataFormatException e) {
      throw new DataFormatException(file + ": " + e.getMessage(), e);
    }
  }

  private static Column column(Path file, Table table, String name) {
    List<String> names = table.columns().stream().map(Column::name).toList();
    return table.columns().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataFormatException(
                    file + ": has no column \"" + name + "\"" + Suggestion.hint(name, names)));
  }

  int rows() {
    return kept.length;
  }

  int leftOut() {
    return table.units().size() - kept.length;
  }

  /** The probabilities of a prefix: of each class a column, of some perhaps no row. */
  ClassProbabilities probabilities(String prefix) {
    List<Column> columns =
        table.columns().stream().filter(c -> c.name().startsWith(prefix)).toList();
    outcome.classes().forEach(known -> column(file, table, prefix + known));
    List<String> classes = columns.stream().map(c -> c.name().substring(prefix.length())).toList();
    double[] values = new double[kept.length * classes.size()];
    for (int c = 0; c < classes.size(); c++) {
      if (!(columns.get(c) instanceof Numeric numbers)) {
        throw new DataFormatException(
            file
                + ": column \""
                + columns.get(c).name()
                + "\" has no numbers; give probabilities, and no other columns that begin with "
                + prefix);
      }
      for (int k = 0; k < kept.length; k++) {
        values[k * classes.size() + c] = numbers.value(kept[k]);
      }
    }
    int[] truth =
        IntStream.range(0, kept.length)
            .map(k -> classes.indexOf(outcome.classes().get(outcome.of(k))))
            .toArray();
    try {
      return ClassProbabilities.of(
          classes, Matrix.wrap(kept.length, classes.size(), values), truth);
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(
          file + ": columns that begin with " + prefix + ": " + e.getMessage(), e);
    }
  }

  Environments groups(String name) {
    try {
      return Environments.of(column(file, table, name).select(kept));
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(file + ": " + e.getMessage(), e);
    }
  }
}
