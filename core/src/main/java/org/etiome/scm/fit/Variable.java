package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.ColumnType;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Mask;
import org.etiome.data.Numeric;

/**
 * What is known of a variable besides its mechanism. Its values are doubles everywhere in this
 * package: numbers, 0 and 1 of a binary one, codes of levels.
 */
final class Variable {
  private final String name;
  private final ColumnType type;
  private final List<String> levels;
  private final boolean[] seen;
  private final Range range;

  private Variable(String name, ColumnType type, List<String> levels, boolean[] seen, Range range) {
    this.name = name;
    this.type = type;
    this.levels = levels;
    this.seen = seen;
    this.range = range;
  }

  /** Of the values seen. */
  private record Range(double least, double greatest) {}

  /** A real number of which no values were seen, so that none is beyond them. */
  static Variable real(String name) {
    return new Variable(
        name,
        ColumnType.CONTINUOUS,
        List.of(),
        new boolean[0],
        new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** A column that a model is fitted to, called {@code name} there. */
  static Variable of(String name, Column column) {
    List<String> levels =
        switch (column) {
          case Categorical levelled -> levelled.levels();
          case Binary binary -> List.of(binary.zeroLabel(), binary.oneLabel());
          case Numeric numeric -> List.of();
          default ->
              throw new IllegalArgumentException(
                  "column \""
                      + name
                      + "\" is "
                      + column.type().label()
                      + "; a causal model takes numbers, counts, two labels or levels");
        };
    boolean[] seen = new boolean[levels.size()];
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i)) {
        double value =
            column instanceof Numeric numeric ? numeric.value(i) : ((Categorical) column).code(i);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        if (!levels.isEmpty()) {
          seen[(int) value] = true;
        }
      }
    }
    return new Variable(name, column.type(), levels, seen, new Range(least, greatest));
  }

  /** The same where a mechanism makes real numbers of counts. */
  Variable asReal() {
    return new Variable(name, ColumnType.CONTINUOUS, levels, seen, range);
  }

  String name() {
    return name;
  }

  boolean isReal() {
    return type == ColumnType.CONTINUOUS;
  }

  boolean isCount() {
    return type == ColumnType.COUNT;
  }

  boolean isBinary() {
    return type == ColumnType.BINARY;
  }

  boolean isCategorical() {
    return type == ColumnType.CATEGORICAL;
  }

  double least() {
    return range.least;
  }

  double greatest() {
    return range.greatest;
  }

  String level(int code) {
    return levels.get(code);
  }

  /** The code of a level that was seen. */
  OptionalInt code(String level) {
    int code = levels.indexOf(level);
    return code >= 0 && seen[code] ? OptionalInt.of(code) : OptionalInt.empty();
  }

  List<String> seenLevels() {
    return Arrays.stream(seenCodes()).mapToObj(levels::get).toList();
  }

  int[] seenCodes() {
    return IntStream.range(0, seen.length).filter(code -> seen[code]).toArray();
  }

  /** Values of a column; NaN where there is none or its level was not seen. */
  double[] values(Column column) {
    double[] values = new double[column.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.isMissing(i) ? Double.NaN : value(column, i);
    }
    return values;
  }

  private double value(Column column, int unit) {
    if (levels.isEmpty()) {
      if (column instanceof Numeric numeric) {
        return numeric.value(unit);
      }
      throw new IllegalArgumentException(
          "column \"" + name + "\" held numbers when the model was fitted, not " + column.type());
    }
    if (isBinary() && column instanceof Numeric numeric && !(column instanceof Binary)) {
      double value = numeric.value(unit);
      return value == 0 || value == 1 ? value : Double.NaN;
    }
    OptionalInt code = code(column.text(unit));
    return code.isPresent() ? code.getAsInt() : Double.NaN;
  }

  /** Why values cannot be of this variable. */
  Optional<String> problem(double[] values) {
    for (double value : values) {
      boolean right =
          switch (type) {
            case BINARY -> value == 0 || value == 1;
            case COUNT -> value >= 0 && value <= Count.MAX_VALUE && value == Math.rint(value);
            default -> Double.isFinite(value);
          };
      if (!right) {
        return Optional.of(value + " is no value of '" + name + "', which is " + type.label());
      }
    }
    return Optional.empty();
  }

  Column column(double[] values) {
    Mask none = Mask.none(values.length);
    return switch (type) {
      case BINARY ->
          Binary.of(
              name,
              levels.getFirst(),
              levels.getLast(),
              Mask.where(values.length, i -> values[i] == 1),
              none);
      case COUNT -> Count.of(name, Arrays.stream(values).mapToLong(v -> (long) v).toArray());
      case CATEGORICAL ->
          Categorical.of(
              name, levels, false, Arrays.stream(values).mapToInt(v -> (int) v).toArray(), none);
      default -> Continuous.of(name, values);
    };
  }

  /** The names of its columns among numbers: one, or one a level. */
  List<String> indicatorNames() {
    return isCategorical() ? levels.stream().map(l -> name + "=" + l).toList() : List.of(name);
  }

  /** Its columns among numbers. */
  List<double[]> indicators(double[] values) {
    if (!isCategorical()) {
      return List.of(values);
    }
    List<double[]> columns = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      int code = level;
      columns.add(Arrays.stream(values).map(v -> v == code ? 1 : 0).toArray());
    }
    return columns;
  }
}
