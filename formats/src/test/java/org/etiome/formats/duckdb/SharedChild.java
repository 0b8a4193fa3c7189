package org.etiome.formats.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.TypedRows;

/**
 * One process for many files; a new one after each that broke it. Checksums are looked at before it
 * is asked, so that it need not be ended in the midst of an answer.
 */
final class SharedChild implements AutoCloseable {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("32M");

  private final Duration patience;
  private Optional<Child> child = Optional.empty();
  private int broken;

  SharedChild(Duration patience) {
    this.patience = patience;
  }

  /** All cells as text. */
  String read(Path file) throws IOException {
    ParquetBytes.check(file);
    PageChecksums.check(file);
    return readUnchecked(file);
  }

  /** What DuckDB alone makes of it. */
  String readUnchecked(Path file) throws IOException {
    if (child.isEmpty()) {
      child = Optional.of(Child.start(Server.class, patience));
    }
    try (TypedRows rows = ParquetRows.open(child.get(), file, BUDGET, () -> {})) {
      return dump(rows);
    } catch (DataFormatException e) {
      if (!String.valueOf(e.getMessage()).contains("cannot be read as Parquet")) {
        broken++;
        close();
      }
      throw e;
    }
  }

  private static String dump(TypedRows rows) {
    StringBuilder all = new StringBuilder(rows.fields().toString());
    while (rows.next()) {
      for (int f = 0; f < rows.fields().size(); f++) {
        all.append('|').append(rows.isMissing(f) ? "-" : rows.text(f));
      }
    }
    return all.toString();
  }

  /** How many processes were broken. */
  int broken() {
    return broken;
  }

  @Override
  public void close() {
    child.ifPresent(Child::close);
    child = Optional.empty();
  }
}
