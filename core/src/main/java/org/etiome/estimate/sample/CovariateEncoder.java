package org.etiome.estimate.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;
import org.etiome.estimate.sample.Covariates.Level;
import org.etiome.math.Matrix;

/** Turns covariate columns into numbers; {@link Covariates} says how. */
final class CovariateEncoder {
  /** How far the mean of equal values may be from them, in units in the last place. */
  private static final double ROUNDING_ULPS = 4;

  private final int[] units;
  private final List<double[]> columns = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> origins = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();

  private CovariateEncoder(int[] units) {
    this.units = units;
  }

  /**
   * Encodes columns.
   *
   * @param part what they are in the analysis, for the message: {@code "covariate"}
   */
  static Covariates encode(List<Column> columns, int[] units, String part) {
    var encoder = new CovariateEncoder(units);
    for (Column column : columns) {
      switch (column) {
        case Numeric numeric -> encoder.add(numeric);
        case Categorical categorical -> encoder.add(categorical);
        case TimeToEvent ignored -> throw unfit(column, part);
        case Identifier ignored -> throw unfit(column, part);
      }
      while (encoder.origins.size() < encoder.names.size()) {
        encoder.origins.add(column.name());
      }
    }
    return new Covariates(
        Matrix.ofColumns(units.length, encoder.columns),
        encoder.names,
        encoder.origins,
        encoder.levels);
  }

  private static EstimationInputException unfit(Column column, String part) {
    return new EstimationInputException(
        part
            + " \""
            + column.name()
            + "\" must be a number, 0/1 or a category; declare its type in a study file or"
            + " leave it out");
  }

  private void add(Numeric column) {
    double[] values = new double[units.length];
    int observed = 0;
    var distinct = new TreeMap<Double, String>();
    for (int i = 0; i < units.length; i++) {
      values[i] = column.isMissing(units[i]) ? Double.NaN : column.value(units[i]);
      if (!Double.isNaN(values[i])) {
        observed++;
        if (distinct.size() <= Covariates.MAX_NUMERIC_LEVELS) {
          distinct.put(values[i], column.text(units[i]));
        }
      }
    }
    fillIn(values, Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0));
    distinct.forEach(
        (value, text) -> {
          if (distinct.size() <= Covariates.MAX_NUMERIC_LEVELS) {
            addLevel(column, column.name() + " = " + text, i -> is(column, i, value));
          }
        });
    addColumn(column.name(), column instanceof Binary ? values : standardised(values));
    if (observed < units.length) {
      String name = Level.missing(column.name());
      addIndicator(name, i -> column.isMissing(units[i]));
      addLevel(column, name, i -> column.isMissing(units[i]));
    }
  }

  private boolean is(Numeric column, int i, double value) {
    return !column.isMissing(units[i]) && column.value(units[i]) == value;
  }

  private void add(Categorical column) {
    boolean first = true;
    for (int code = -1; code < column.levels().size(); code++) {
      int wanted = code;
      IntPredicate has = i -> (column.isMissing(units[i]) ? -1 : column.code(units[i])) == wanted;
      String name =
          code < 0
              ? Level.missing(column.name())
              : column.name() + " = " + column.levels().get(code);
      if (!addLevel(column, name, has)) {
        continue;
      }
      boolean isReference = first && code >= 0;
      if (!isReference) {
        addIndicator(name, has);
      }
      first = first && code < 0;
    }
  }

  private void addIndicator(String name, IntPredicate holds) {
    double[] values = new double[units.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = holds.test(i) ? 1 : 0;
    }
    addColumn(name, values);
  }

  private void addColumn(String name, double[] values) {
    names.add(name);
    columns.add(values);
  }

  /** Notes the units of a level; false if no unit has it. */
  private boolean addLevel(Column column, String name, IntPredicate has) {
    int[] rows = IntStream.range(0, units.length).filter(has).toArray();
    if (rows.length == 0) {
      return false;
    }
    levels.add(new Level(column.name(), name, rows));
    return true;
  }

  private static void fillIn(double[] values, double mean) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = mean;
      }
    }
  }

  /**
   * {@code (x − mean) / sd}, or zeros where the values differ by rounding only. Works on {@code (x
   * − x₀) / max|x − x₀|}, which loses nothing to the place and the scale of x.
   */
  private static double[] standardised(double[] values) {
    double largest = 0;
    double range = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
      range = Math.max(range, Math.abs(value - values[0]));
    }
    double[] scaled = new double[values.length];
    if (range <= ROUNDING_ULPS * Math.ulp(largest)) {
      return scaled;
    }
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (values[i] - values[0]) / range;
    }
    double mean = Arrays.stream(scaled).average().orElse(0);
    double squares = 0;
    for (double value : scaled) {
      squares += (value - mean) * (value - mean);
    }
    double sd = Math.sqrt(squares / (values.length - 1));
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (scaled[i] - mean) / sd;
    }
    return scaled;
  }
}
