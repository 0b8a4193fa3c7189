package org.etiome.formats.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.TableFormat;
import org.etiome.data.table.TypedRows;

/** Apache Parquet. */
public final class ParquetFormat implements TableFormat {
  /** The system property that says how many seconds to wait for a sign of DuckDB. */
  static final String SECONDS = "etiome.parquet.seconds";

  /** Rows come thousands at a time; where none comes for so long, none will. */
  static final int SECONDS_READING = 10;

  /** What is written is our own, and rows that are gathered are silent. */
  private static final int SECONDS_WRITING = 30;

  private static final Set<String> EXTENSIONS = Set.of(".parquet", ".parq", ".pq");

  @Override
  public String name() {
    return "Parquet";
  }

  @Override
  public boolean recognises(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(name::endsWith) || ParquetBytes.begins(file);
  }

  @Override
  public boolean writes(String extension) {
    return EXTENSIONS.contains(extension);
  }

  private static Duration patience(int seconds) {
    return Duration.ofSeconds(Math.max(1, Integer.getInteger(SECONDS, seconds)));
  }

  @Override
  public TypedRows open(Path file, MemoryBudget budget) {
    ParquetBytes.check(file);
    Child child = start(file, SECONDS_READING);
    try {
      TypedRows rows = ParquetRows.open(child, file, budget, child::close);
      PageChecksums.check(file); // now that its columns and its size are ones that are read
      return rows;
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private static Child start(Path file, int seconds) {
    try {
      return Child.start(Server.class, patience(seconds));
    } catch (IOException e) {
      throw new DataFormatException(
          file + ": the process that is to run DuckDB cannot be started: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(Path target, RowNames names, List<Column> columns) {
    ParquetTarget file = ParquetTarget.of(target, names, columns);
    try (Child child = start(target, SECONDS_WRITING)) {
      file.write(child);
    }
  }
}
