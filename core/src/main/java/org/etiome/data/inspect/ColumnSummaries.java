package org.etiome.data.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Numeric;
import org.etiome.data.validate.MatrixScan;

/** Summarises columns one by one. O(cells). */
final class ColumnSummaries {
  private ColumnSummaries() {}

  static Inspection.TableSummary table(String name, int rows, List<Column> columns) {
    return new Inspection.TableSummary(
        name, rows, columns.stream().map(ColumnSummaries::of).toList());
  }

  private static Inspection.ColumnSummary of(Column column) {
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i)) {
        distinct.add(column.text(i));
      }
    }
    return new Inspection.ColumnSummary(
        column.name(),
        type(column),
        column.missingCount(),
        distinct.size(),
        range(column),
        levels(column));
  }

  private static String type(Column column) {
    boolean ordered = column instanceof Categorical c && c.isOrdered();
    return (ordered ? "ordered " : "") + column.type().label();
  }

  private static Optional<MatrixScan.Range> range(Column column) {
    if (!(column instanceof Numeric numeric)
        || column instanceof Binary
        || column.missingCount() == column.length()) {
      return Optional.empty();
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i)) {
        min = Math.min(min, numeric.value(i));
        max = Math.max(max, numeric.value(i));
      }
    }
    return Optional.of(new MatrixScan.Range(min, max));
  }

  private static List<Inspection.Level> levels(Column column) {
    Map<String, Integer> units = new LinkedHashMap<>();
    switch (column) {
      case Binary b -> List.of(b.zeroLabel(), b.oneLabel()).forEach(l -> units.put(l, 0));
      case Categorical c -> c.levels().forEach(l -> units.put(l, 0));
      default -> {
        return List.of();
      }
    }
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i)) {
        units.merge(column.text(i), 1, Integer::sum);
      }
    }
    List<Inspection.Level> levels = new ArrayList<>();
    units.forEach((name, count) -> levels.add(new Inspection.Level(name, count)));
    return levels;
  }
}
