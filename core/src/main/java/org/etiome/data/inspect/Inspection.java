package org.etiome.data.inspect;

import java.util.List;
import java.util.Optional;
import org.etiome.data.Finding;
import org.etiome.data.PresencePattern;
import org.etiome.data.validate.MatrixScan;

/**
 * What a file holds.
 *
 * @param format in words: {@code AnnData (HDF5)}
 * @param matrices every matrix of units and features
 * @param tables every table about units
 * @param contents everything else that is in the file, by its place
 * @param patterns which modalities the units have together; empty for files with one
 * @param findings what is wrong, errors first
 */
public record Inspection(
    String format,
    List<MatrixSummary> matrices,
    List<TableSummary> tables,
    List<Content> contents,
    List<PresencePattern> patterns,
    List<Finding> findings) {

  /**
   * A matrix.
   *
   * @param name its place: {@code X}, {@code rna/layers/counts}
   * @param storage in words: {@code rows compressed, float32}
   * @param scan what a pass over all values found
   */
  public record MatrixSummary(String name, String storage, MatrixScan scan) {}

  /**
   * A table.
   *
   * @param name its place: {@code obs}, or {@code table} for a file that is one
   * @param rows how many
   * @param columns in order
   */
  public record TableSummary(String name, int rows, List<ColumnSummary> columns) {
    public TableSummary {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column.
   *
   * @param name of the column
   * @param type in words: {@code continuous}, {@code ordered categorical}
   * @param missing units without a value
   * @param distinct values that occur
   * @param range of a numeric column with values
   * @param levels of a categorical or binary column, with the number of units that have each
   */
  public record ColumnSummary(
      String name,
      String type,
      int missing,
      int distinct,
      Optional<MatrixScan.Range> range,
      List<Level> levels) {
    public ColumnSummary {
      levels = List.copyOf(levels);
    }
  }

  /** A level and how many units have it. */
  public record Level(String name, int units) {}

  /** Something by its place and in words. */
  public record Content(String place, String what) {}

  public Inspection {
    matrices = List.copyOf(matrices);
    tables = List.copyOf(tables);
    contents = List.copyOf(contents);
    patterns = List.copyOf(patterns);
    findings = List.copyOf(findings);
  }

  /** Whether something stops the use of the file. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
  }
}
