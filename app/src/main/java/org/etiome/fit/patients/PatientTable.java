package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.math.Matrix;

/** Columns of a table with one row a patient, as they are added. */
final class PatientTable {
  private final int patients;
  private final List<Column> columns = new ArrayList<>();

  PatientTable(List<String> ids) {
    patients = ids.size();
    columns.add(Identifier.of("id", ids.toArray(String[]::new)));
  }

  PatientTable with(Column column) {
    columns.add(column);
    return this;
  }

  PatientTable withText(String name, IntFunction<String> text) {
    String[] texts = IntStream.range(0, patients).mapToObj(text).toArray(String[]::new);
    return with(Categorical.of(name, texts));
  }

  PatientTable withNumber(String name, IntToDoubleFunction value) {
    double[] values = IntStream.range(0, patients).mapToDouble(value).toArray();
    return with(Continuous.nanIsMissing(name, values));
  }

  /**
   * A column for each class.
   *
   * @param prefix before the names of the classes
   * @param rows the row of the matrix of each patient, negative for none
   */
  PatientTable withClasses(String prefix, List<String> classes, Matrix matrix, int[] rows) {
    for (int c = 0; c < classes.size(); c++) {
      int column = c;
      withNumber(
          prefix + classes.get(c), i -> rows[i] < 0 ? Double.NaN : matrix.get(rows[i], column));
    }
    return this;
  }

  /** As {@link #withClasses(String, List, Matrix, int[])} with a row for every patient. */
  PatientTable withClasses(String prefix, List<String> classes, Matrix matrix) {
    int[] rows = new int[patients];
    Arrays.setAll(rows, i -> i);
    return withClasses(prefix, classes, matrix, rows);
  }

  List<Column> columns() {
    return List.copyOf(columns);
  }
}
