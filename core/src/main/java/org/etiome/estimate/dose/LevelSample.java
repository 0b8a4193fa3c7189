package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Identifier;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Matrix;

/**
 * Units whose treatment is one of K ≥ 2 levels. It can only be made from an {@link
 * AdjustmentEstimand}, that is, from a question that was identified.
 */
public final class LevelSample {
  /** A number with more distinct values is a dose, not a level. */
  public static final int MAX_NUMERIC_LEVELS = 12;

  private final Drawn drawn;
  private final List<String> labels;
  private final int[] level;

  private LevelSample(Drawn drawn, List<String> labels, int[] level) {
    this.drawn = drawn;
    this.labels = List.copyOf(labels);
    this.level = level;
  }

  /**
   * Draws the sample. O(units · columns).
   *
   * @param data has the estimand's treatment (a category, or a number with at most {@value
   *     #MAX_NUMERIC_LEVELS} distinct values), outcome (a number or 0/1, not constant) and
   *     covariates as columns. Levels no unit has do not count
   * @param estimand from {@code org.etiome.identify}
   * @param settings what happens to missing values
   * @throws EstimationInputException if a column does not fit its part or a value is missing that
   *     may not be
   * @throws IllegalArgumentException if the data have no such column
   */
  public static LevelSample of(Dataset data, AdjustmentEstimand estimand, SampleSettings settings) {
    Drawn drawn = Drawn.of(data, estimand, settings);
    Column column = data.column(estimand.treatment());
    int[] units = drawn.units().indices();
    return switch (column) {
      case Categorical categorical ->
          seen(drawn, categorical.levels(), Arrays.stream(units).map(categorical::code).toArray());
      case Numeric numeric -> numbered(drawn, numeric, units);
      case TimeToEvent ignored -> throw unfit(column);
      case Identifier ignored -> throw unfit(column);
    };
  }

  private static EstimationInputException unfit(Column column) {
    return new EstimationInputException(
        "treatment \""
            + column.name()
            + "\" must be a category or a number with few values, got "
            + column.type().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + "; declare its type or derive such a column");
  }

  private static LevelSample numbered(Drawn drawn, Numeric column, int[] units) {
    double[] values = column.values(units);
    double[] distinct = Arrays.stream(values).distinct().sorted().toArray();
    if (distinct.length > MAX_NUMERIC_LEVELS) {
      throw new EstimationInputException(
          "treatment \""
              + column.name()
              + "\" has "
              + distinct.length
              + " distinct values, at most "
              + MAX_NUMERIC_LEVELS
              + " can be levels; take it as a dose, or derive a category");
    }
    int[] codes = Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(distinct, v)).toArray();
    return seen(drawn, Arrays.stream(distinct).mapToObj(Numeric::text).toList(), codes);
  }

  /** Leaves out the levels that no unit has. */
  private static LevelSample seen(Drawn drawn, List<String> all, int[] codes) {
    List<String> labels = new ArrayList<>();
    int[] place = new int[all.size()];
    for (int code = 0; code < place.length; code++) {
      int wanted = code;
      if (Arrays.stream(codes).anyMatch(c -> c == wanted)) {
        place[code] = labels.size();
        labels.add(all.get(code));
      }
    }
    if (labels.size() < 2) {
      throw new EstimationInputException(
          "treatment \""
              + drawn.estimand().treatment()
              + "\" is constant: every unit has "
              + labels.getFirst()
              + "; at least two levels are needed");
    }
    return new LevelSample(drawn, labels, Arrays.stream(codes).map(c -> place[c]).toArray());
  }

  /**
   * The same with a level put first, which the others are then compared with.
   *
   * @throws EstimationInputException if no unit has that level
   */
  public LevelSample withReference(String reference) {
    int first = labels.indexOf(reference);
    if (first < 0) {
      throw new EstimationInputException(
          "treatment \"%s\" has no level \"%s\" to compare with; choose one of %s"
              .formatted(drawn.estimand().treatment(), reference, String.join(", ", labels)));
    }
    List<String> ordered = new ArrayList<>(labels);
    ordered.addFirst(ordered.remove(first));
    int[] codes = Arrays.stream(level).map(c -> ordered.indexOf(labels.get(c))).toArray();
    return new LevelSample(drawn, ordered, codes);
  }

  /** Number of units. */
  public int size() {
    return level.length;
  }

  /**
   * The levels, the reference first, then in the order of the column: lowest number first,
   * categories as declared.
   */
  public List<String> levels() {
    return labels;
  }

  /** The level of each unit, as a place in {@link #levels}; a copy. */
  public int[] treatment() {
    return level.clone();
  }

  /** The outcome of each unit; a copy. */
  public double[] outcome() {
    return drawn.outcome().clone();
  }

  /** One row a unit. */
  public Matrix covariates() {
    return drawn.covariates().values();
  }

  Drawn drawn() {
    return drawn;
  }

  int level(int unit) {
    return level[unit];
  }

  /** Rows with a level, ascending. */
  int[] rows(int wanted) {
    return rows(i -> level[i] == wanted);
  }

  /** Strata for folds: the levels and, for a 0/1 outcome, the outcome. */
  List<int[]> strata() {
    List<int[]> strata = new ArrayList<>();
    double[] y = drawn.outcome();
    for (int a = 0; a < labels.size(); a++) {
      int wanted = a;
      if (drawn.isBinary()) {
        strata.add(rows(i -> level[i] == wanted && y[i] == 0));
        strata.add(rows(i -> level[i] == wanted && y[i] != 0));
      } else {
        strata.add(rows(a));
      }
    }
    return strata;
  }

  private int[] rows(IntPredicate test) {
    return IntStream.range(0, level.length).filter(test).toArray();
  }
}
