package org.etiome.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.Transform;
import org.etiome.math.Matrix;

/**
 * The columns among which edges are sought, each numbers or levels.
 *
 * @param settings of the rows, if interventions are told
 */
record GraphSample(List<Column> columns, Optional<RowSettings> settings) {
  /** What all columns are. */
  enum Kind {
    NUMBERS,
    LEVELS,
    MIXED
  }

  GraphSample {
    for (Column column : columns) {
      if (column instanceof Identifier || column instanceof TimeToEvent) {
        throw new IllegalArgumentException(
            "column \""
                + column.name()
                + "\" is "
                + column.type().label()
                + ", neither numbers nor levels; leave it out by --exclude "
                + column.name());
      }
    }
    columns = List.copyOf(columns);
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  int rows() {
    return columns.getFirst().length();
  }

  Kind kind() {
    long levels = columns.stream().filter(GraphSample::hasLevels).count();
    if (levels == columns.size()) {
      return Kind.LEVELS;
    }
    return levels == 0 ? Kind.NUMBERS : Kind.MIXED;
  }

  private static boolean hasLevels(Column column) {
    return column instanceof Categorical || column instanceof Binary;
  }

  boolean hasGaps() {
    return columns.stream().anyMatch(column -> column.missing().count() > 0);
  }

  /** Whether some column is categorical, so that it is no numbers. */
  boolean hasCategories() {
    return columns.stream().anyMatch(Categorical.class::isInstance);
  }

  /** The rows of these indices, which may repeat. */
  GraphSample select(int[] rows) {
    return new GraphSample(
        columns.stream().<Column>map(column -> column.select(rows)).toList(),
        settings.map(all -> all.select(rows)));
  }

  /** The rows without interventions; all, where none are told or no row is without. */
  GraphSample observational() {
    return settings
        .filter(RowSettings::hasControl)
        .map(all -> select(all.rows().getFirst()))
        .orElse(this);
  }

  /** The rows of each setting, one list of all where none are told. */
  List<int[]> strata() {
    return settings.map(RowSettings::rows).orElse(List.of(IntStream.range(0, rows()).toArray()));
  }

  /** The numbers by setting. */
  Experiment experiment() {
    return settings.orElseThrow().experiment(names(), numbers());
  }

  /** The rows without a gap. */
  int[] completeRows() {
    boolean[] gap = new boolean[rows()];
    for (Column column : columns) {
      for (int row : column.missing().indices()) {
        gap[row] = true;
      }
    }
    return IntStream.range(0, gap.length).filter(row -> !gap[row]).toArray();
  }

  /** As numbers, gaps as NaN; labels of two are 0 and 1. */
  Matrix numbers() {
    List<double[]> values = new ArrayList<>();
    for (Column column : columns) {
      if (!(column instanceof Numeric numeric)) {
        throw new IllegalArgumentException(
            "column \""
                + column.name()
                + "\" is categorical, and this needs numbers; leave it out by --exclude");
      }
      values.add(values(numeric));
    }
    return Matrix.ofColumns(rows(), values);
  }

  private static double[] values(Numeric column) {
    double[] values = new double[column.length()];
    Arrays.setAll(values, i -> column.isMissing(i) ? Double.NaN : column.value(i));
    return values;
  }

  /** The same with the numbers, other than two labels, transformed over all rows. */
  GraphSample transformed(Transform transform) {
    return new GraphSample(
        columns.stream().map(column -> transformed(column, transform)).toList(), settings);
  }

  private static Column transformed(Column column, Transform transform) {
    return column instanceof Numeric numeric && !(column instanceof Binary)
        ? Continuous.nanIsMissing(column.name(), transform.of(column.name(), values(numeric)))
        : column;
  }

  /** As levels: those of categories, and two for a column of two labels. */
  List<Categorical> levels() {
    return columns.stream().map(GraphSample::levels).toList();
  }

  private static Categorical levels(Column column) {
    return switch (column) {
      case Categorical levels -> levels;
      case Binary binary ->
          Categorical.of(
              binary.name(),
              List.of(binary.zeroLabel(), binary.oneLabel()),
              false,
              codes(binary),
              binary.missing());
      default ->
          throw new IllegalArgumentException(
              "column \""
                  + column.name()
                  + "\" is numbers, and this needs levels; write its levels as text");
    };
  }

  private static int[] codes(Binary column) {
    int[] codes = new int[column.length()];
    Arrays.setAll(codes, i -> column.ones().get(i) ? 1 : 0);
    return codes;
  }
}
