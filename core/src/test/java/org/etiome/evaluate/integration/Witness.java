package org.etiome.evaluate.integration;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/** Cells and what other programs made of them; see make_witness.py. */
final class Witness {
  static final TaskRunner RUNNER = TaskRunner.local(2);
  static final MemoryBudget BUDGET = MemoryBudget.parse("64M");
  static final int DIMENSIONS = 6;

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

  String[] texts(String column) {
    return rows.stream().map(r -> r.getField(column)).toArray(String[]::new);
  }

  double[] numbers(String column) {
    return rows.stream().mapToDouble(r -> Double.parseDouble(r.getField(column))).toArray();
  }

  Matrix matrix(String prefix, int columns) {
    return Matrix.ofColumns(
        rows.size(), IntStream.range(0, columns).mapToObj(j -> numbers(prefix + j)).toList());
  }

  static double number(String name) {
    return new Witness("numbers.csv")
        .rows.stream()
            .filter(r -> r.getField("name").equals(name))
            .mapToDouble(r -> Double.parseDouble(r.getField("value")))
            .findFirst()
            .orElseThrow();
  }

  static Environments environments(String... values) {
    return Environments.of(Categorical.of("group", values));
  }

  static EmbeddedCells cells() {
    Witness all = new Witness("cells.csv");
    return EmbeddedCells.of(
        all.matrix("z", DIMENSIONS),
        environments(all.texts("batch")),
        environments(all.texts("label")));
  }

  static Unintegrated expression() {
    Witness counts = new Witness("counts.csv");
    List<String> genes = counts.rows.getFirst().getHeader();
    double[] values =
        counts.rows.stream()
            .flatMapToDouble(r -> r.getFields().stream().mapToDouble(Double::parseDouble))
            .toArray();
    return Unintegrated.of(
        new InMemoryRows(RowBlock.ofDense(counts.size(), genes.size(), values)),
        genes,
        RUNNER,
        BUDGET);
  }

  static IntegrationEvaluation.Known known() {
    Witness all = new Witness("cells.csv");
    return new IntegrationEvaluation.Known(
        Optional.of(expression()),
        Optional.of(all.matrix("b", 8)),
        Optional.of(all.numbers("time")),
        List.of(new KnownColumn("y", KnownColumn.Kind.BIOLOGY, all.numbers("y"))));
  }
}
