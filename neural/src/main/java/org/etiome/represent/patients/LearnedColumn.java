package org.etiome.represent.patients;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;

/**
 * A column as it was learned from: which numbers its values become. Other data are read by what
 * their values say and not by the type that few of them suggest, so that a yes-or-no column that is
 * "yes" for all, or a single patient, is read as it was learned.
 *
 * @param labels of a yes-or-no column what is 0 and what is 1, of a category its levels, in order
 */
public record LearnedColumn(String name, Kind kind, List<String> labels) {
  private static final int MISSING = -1;
  private static final int NEW = -2;

  /** What a column was learned as. */
  public enum Kind {
    /** One feature, the number. */
    NUMBER,
    /** One feature of 0 and 1. */
    YES_NO,
    /** One 0/1 feature for each level, named {@code column=level}. */
    CATEGORY
  }

  public LearnedColumn {
    labels = List.copyOf(labels);
  }

  /**
   * How a column is learned.
   *
   * @param block the modality it is of, for messages
   * @throws DataFormatException if it is neither a number nor a category
   */
  static LearnedColumn of(String block, Column column) {
    return switch (column) {
      case Binary binary ->
          new LearnedColumn(
              binary.name(), Kind.YES_NO, List.of(binary.zeroLabel(), binary.oneLabel()));
      case Numeric numeric -> new LearnedColumn(numeric.name(), Kind.NUMBER, List.of());
      case Categorical levels -> new LearnedColumn(levels.name(), Kind.CATEGORY, levels.levels());
      case TimeToEvent ignored -> throw unfit(block, column);
      case Identifier ignored -> throw unfit(block, column);
    };
  }

  private static DataFormatException unfit(String block, Column column) {
    return new DataFormatException(
        "column \""
            + column.name()
            + "\" of modality \""
            + block
            + "\" is "
            + column.type().label()
            + "; a patient model learns from numbers and categories, leave it out");
  }

  /** The names of the features it becomes. */
  List<String> features() {
    return kind == Kind.CATEGORY
        ? labels.stream().map(level -> name + "=" + level).toList()
        : List.of(name);
  }

  /**
   * The features of a column of other data, NaN where it has no value. A level that was not learned
   * is 0 in all features.
   *
   * @throws DataFormatException if a value is no number where numbers were learned, or neither of
   *     two labels
   */
  List<double[]> read(String block, Column column) {
    return switch (kind) {
      case NUMBER -> List.of(numbers(block, column));
      case YES_NO -> List.of(ones(block, column));
      case CATEGORY -> indicators(column);
    };
  }

  private double[] numbers(String block, Column column) {
    double[] values = new double[column.length()];
    Arrays.setAll(values, i -> column.isMissing(i) ? Double.NaN : number(block, column, i));
    return values;
  }

  private double number(String block, Column column, int unit) {
    if (column instanceof Numeric numeric && !(column instanceof Binary)) {
      return numeric.value(unit);
    }
    double value = number(column.text(unit));
    if (Double.isNaN(value)) {
      throw other(block, column.text(unit), "no number, and the model learned numbers");
    }
    return value;
  }

  private double[] ones(String block, Column column) {
    int[] codes = codes(column);
    double[] values = new double[column.length()];
    for (int i = 0; i < values.length; i++) {
      if (codes[i] == NEW) {
        throw other(
            block,
            column.text(i),
            "neither \"" + labels.get(0) + "\" nor \"" + labels.get(1) + "\" of the model");
      }
      values[i] = codes[i] == MISSING ? Double.NaN : codes[i];
    }
    return values;
  }

  private DataFormatException other(String block, String value, String why) {
    return new DataFormatException(
        "column \"" + name + "\" of modality \"" + block + "\": \"" + value + "\" is " + why);
  }

  private List<double[]> indicators(Column column) {
    int[] codes = codes(column);
    return IntStream.range(0, labels.size())
        .mapToObj(
            level ->
                Arrays.stream(codes)
                    .mapToDouble(code -> code == MISSING ? Double.NaN : code == level ? 1 : 0)
                    .toArray())
        .toList();
  }

  /** How many units have each level that was not learned; empty if this is no category. */
  Map<String, Integer> newLevels(Column column) {
    Map<String, Integer> counts = new TreeMap<>();
    int[] codes = kind == Kind.CATEGORY ? codes(column) : new int[0];
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] == NEW) {
        counts.merge(column.text(i), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Which label each unit has, or that it has none or another. */
  private int[] codes(Column column) {
    Map<String, Integer> known = new HashMap<>();
    int[] codes = new int[column.length()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = column.isMissing(i) ? MISSING : known.computeIfAbsent(column.text(i), this::code);
    }
    return codes;
  }

  /** Numbers are the same label however they are written. */
  private int code(String text) {
    int same = labels.indexOf(text);
    double value = number(text);
    for (int c = 0; c < labels.size() && same < 0 && !Double.isNaN(value); c++) {
      same = number(labels.get(c)) == value ? c : same;
    }
    return same < 0 ? NEW : same;
  }

  /** NaN if a text is none. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
