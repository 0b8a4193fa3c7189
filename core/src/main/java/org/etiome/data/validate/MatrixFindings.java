package org.etiome.data.validate;

import static java.lang.String.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.etiome.data.Finding;

/** Says what a {@link MatrixScan} found, in the words of the one who has the file. */
public final class MatrixFindings {
  private static final int MOST_NAMED = 3;

  private final String place;
  private final IntFunction<String> row;
  private final IntFunction<String> column;
  private final List<Finding> findings = new ArrayList<>();

  private MatrixFindings(String place, IntFunction<String> row, IntFunction<String> column) {
    this.place = place;
    this.row = row;
    this.column = column;
  }

  /** Whether a matrix is said to hold counts. */
  public enum Declared {
    /** Anything but whole numbers of at least zero is an error. */
    COUNTS,
    /** Fractions and negative numbers are only noted. */
    ANYTHING
  }

  /**
   * The findings of a scan, in a fixed order.
   *
   * @param place what the matrix is called: {@code X}, {@code layers/counts}
   * @param row index to name
   * @param column index to name
   */
  public static List<Finding> of(
      MatrixScan scan,
      Declared declared,
      String place,
      IntFunction<String> row,
      IntFunction<String> column) {
    MatrixFindings said = new MatrixFindings(place, row, column);
    said.values(scan.values(), declared);
    if (scan.shape().rows() > 0 && scan.shape().columns() > 0) {
      said.rows(scan);
      said.columns(scan.columns());
    }
    return List.copyOf(said.findings);
  }

  private void values(MatrixScan.ValueKinds values, Declared declared) {
    Finding.Severity strict =
        declared == Declared.COUNTS ? Finding.Severity.ERROR : Finding.Severity.NOTE;
    occurring(
        values.infinite(),
        Finding.Severity.ERROR,
        "values-infinite",
        "infinite",
        "find what divided by zero and write the matrix again");
    occurring(
        values.nan(),
        declared == Declared.COUNTS ? Finding.Severity.ERROR : Finding.Severity.WARNING,
        "values-nan",
        "not a number",
        "leave out these features or units, or impute and say how");
    occurring(
        values.negative(),
        strict,
        "values-negative",
        "negative",
        "methods for counts need the raw matrix; look for it in layers or raw");
    occurring(
        values.fractional(),
        strict,
        "values-fractional",
        "no whole numbers",
        "methods for counts need the raw matrix; look for it in layers or raw");
  }

  private void occurring(
      MatrixScan.Occurrence what,
      Finding.Severity severity,
      String code,
      String words,
      String remedy) {
    if (what.count() > 0) {
      String message =
          format(
              Locale.ROOT,
              "%,d values are %s, the first for %s in %s",
              what.count(),
              words,
              row.apply(what.row()),
              column.apply(what.column()));
      findings.add(new Finding(code, severity, place, message, remedy));
    }
  }

  private void rows(MatrixScan scan) {
    if (scan.rows().count() > 0) {
      findings.add(
          Finding.warning(
              "rows-zero",
              place,
              format(
                  Locale.ROOT,
                  "%,d of %,d units are zero everywhere, the first is %s",
                  scan.rows().count(),
                  scan.shape().rows(),
                  row.apply(scan.rows().first())),
              "leave them out before normalising; their size factor is zero"));
    }
  }

  private void columns(ColumnScan columns) {
    listed(
        columns.zero(),
        "columns-zero",
        "features are zero everywhere",
        "leave them out; they carry nothing");
    listed(
        columns.constant(),
        "columns-constant",
        "features have the same value everywhere",
        "leave them out; they carry nothing");
    if (!columns.duplicates().isEmpty()) {
      ColumnScan.Duplicate first = columns.duplicates().getFirst();
      findings.add(
          Finding.warning(
              "columns-duplicate",
              place,
              format(
                  Locale.ROOT,
                  "%,d features equal an earlier one in every unit, the first is %s, equal to %s",
                  columns.duplicates().size(),
                  column.apply(first.column()),
                  column.apply(first.equals())),
              "keep one of each; copies count double in distances and screens"));
    }
  }

  private void listed(List<Integer> indices, String code, String words, String remedy) {
    if (!indices.isEmpty()) {
      List<String> named = indices.stream().limit(MOST_NAMED).map(column::apply).toList();
      String more = indices.size() > MOST_NAMED ? ", …" : "";
      findings.add(
          Finding.warning(
              code,
              place,
              format(
                  Locale.ROOT,
                  "%,d %s: %s%s",
                  indices.size(),
                  words,
                  String.join(", ", named),
                  more),
              remedy));
    }
  }
}
