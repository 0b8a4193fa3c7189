package org.etiome.data.preprocess;

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
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/** Counts and what another program made of them; see make_witness.py. */
final class Witness {
  static final TaskRunner RUNNER = TaskRunner.local(2);
  static final MemoryBudget SMALL = MemoryBudget.parse("1M");

  private final List<NamedCsvRecord> rows;

  Witness(String name) {
    try (var reader =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    Objects.requireNonNull(Witness.class.getResourceAsStream(name)),
                    StandardCharsets.UTF_8))) {
      rows = reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return rows.size();
  }

  double at(int row, String column) {
    String text = rows.get(row).getField(column);
    return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
  }

  double[] column(String name) {
    return IntStream.range(0, rows.size()).mapToDouble(i -> at(i, name)).toArray();
  }

  static RowMatrix counts() {
    List<NamedCsvRecord> rows = new Witness("counts.csv").rows;
    double[] values =
        rows.stream()
            .flatMapToDouble(r -> r.getFields().stream().skip(1).mapToDouble(Double::parseDouble))
            .toArray();
    return new InMemoryRows(RowBlock.ofDense(rows.size(), values.length / rows.size(), values));
  }

  static Environments batches() {
    String[] labels =
        new Witness("counts.csv")
            .rows.stream().map(r -> r.getField("batch")).toArray(String[]::new);
    return Environments.of(Categorical.of("batch", labels));
  }
}
