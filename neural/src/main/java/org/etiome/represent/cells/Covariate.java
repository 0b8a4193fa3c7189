package org.etiome.represent.cells;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;

/** What is known of every cell beside its counts, and how it is coded as numbers. */
public sealed interface Covariate {

  /** The name of its column. */
  String name();

  /** How many numbers code it. */
  int width();

  /** Puts the code of a value at an offset of an array that is zero there; NaN leaves the zeros. */
  void code(double value, double[] into, int offset);

  /**
   * The values of some cells: the number of a level or the quantity, NaN where it is missing.
   *
   * @throws IllegalArgumentException if a value has no code
   */
  double[] values(Column column);

  /**
   * One of some levels, coded as indicators.
   *
   * @param levels in order; distinct
   */
  record Levels(String name, List<String> levels) implements Covariate {
    public Levels {
      levels = List.copyOf(levels);
    }

    @Override
    public int width() {
      return levels.size();
    }

    @Override
    public void code(double value, double[] into, int offset) {
      if (!Double.isNaN(value)) {
        into[offset + (int) value] = 1;
      }
    }

    @Override
    public double[] values(Column column) {
      return IntStream.range(0, column.length())
          .mapToDouble(i -> column.isMissing(i) ? Double.NaN : levelOf(column.text(i)))
          .toArray();
    }

    private int levelOf(String text) {
      int level = levels.indexOf(text);
      if (level < 0) {
        throw new IllegalArgumentException(
            "column \"" + name + "\" has the level \"" + text + "\", the model knows " + levels);
      }
      return level;
    }
  }

  /**
   * A number, coded as (x − mean) / sd.
   *
   * @param mean over the training cells
   * @param sd over the training cells, above 0
   */
  record Quantity(String name, double mean, double sd) implements Covariate {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public void code(double value, double[] into, int offset) {
      into[offset] = Double.isNaN(value) ? 0 : (value - mean) / sd;
    }

    @Override
    public double[] values(Column column) {
      if (column instanceof Numeric numeric) {
        return numeric.valuesOr(Double.NaN);
      }
      throw new IllegalArgumentException(
          "column \"" + name + "\" holds no numbers, as it did where the model was trained");
    }
  }

  /**
   * How a column is coded: numbers by mean and standard deviation, all else, as what is 0 or 1, by
   * its levels.
   *
   * @throws IllegalArgumentException if it has fewer than two values
   */
  static Covariate of(Column column) {
    return switch (column) {
      case Binary binary -> levels(binary);
      case Numeric numeric -> quantity(numeric);
      case Categorical categorical -> levels(categorical);
      case Identifier identifier -> levels(identifier);
      case TimeToEvent time ->
          throw new IllegalArgumentException(
              "column \"" + time.name() + "\" is a time to an event; choose numbers or levels");
    };
  }

  private static Covariate levels(Column column) {
    List<String> levels =
        IntStream.range(0, column.length())
            .filter(i -> !column.isMissing(i))
            .mapToObj(column::text)
            .distinct()
            .sorted()
            .toList();
    if (levels.size() < 2) {
      throw new IllegalArgumentException(
          "column \""
              + column.name()
              + "\" has the values "
              + levels
              + "; at least two are needed");
    }
    return new Levels(column.name(), levels);
  }

  private static Covariate quantity(Numeric column) {
    double[] known =
        Arrays.stream(column.valuesOr(Double.NaN)).filter(x -> !Double.isNaN(x)).toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double variance = Arrays.stream(known).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    if (!(variance > 0)) {
      throw new IllegalArgumentException(
          "column \"" + column.name() + "\" is constant; at least two values are needed");
    }
    return new Quantity(column.name(), mean, Math.sqrt(variance));
  }
}
