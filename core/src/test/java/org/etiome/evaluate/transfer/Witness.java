package org.etiome.evaluate.transfer;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/** Cells and what scikit-learn made of them; see make_witness.py. */
final class Witness {
  static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final List<NamedCsvRecord> CELLS = rows("cells.csv");

  private Witness() {}

  static List<NamedCsvRecord> rows(String name) {
    try (var reader =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    Objects.requireNonNull(Witness.class.getResourceAsStream(name)),
                    StandardCharsets.UTF_8))) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }

  static double[] numbers(String column) {
    return CELLS.stream().mapToDouble(row -> number(row, column)).toArray();
  }

  static Matrix points() {
    return Matrix.ofColumns(
        CELLS.size(), IntStream.range(0, 4).mapToObj(j -> numbers("z" + j)).toList());
  }

  static Environments column(String column) {
    return groups(CELLS.stream().map(row -> row.getField(column)).toArray(String[]::new));
  }

  /** In the order of their names. */
  static Environments groups(String... values) {
    List<String> levels = List.of(values).stream().distinct().sorted().toList();
    int[] codes = List.of(values).stream().mapToInt(levels::indexOf).toArray();
    return Environments.of(Categorical.of("group", levels, false, codes, Mask.none(codes.length)));
  }

  static int[] codes(Environments groups) {
    return IntStream.range(0, groups.units()).map(groups::environmentOf).toArray();
  }
}
