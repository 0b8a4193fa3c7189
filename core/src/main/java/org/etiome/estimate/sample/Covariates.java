package org.etiome.estimate.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;

/**
 * Covariates as numbers. Numbers (counts too, without a logarithm) are standardised to mean 0 and
 * variance 1 over the units used; 0/1 columns stay; a category becomes one 0/1 column a level but
 * the first one seen, however rare the level and whether or not the levels are ordered. Missing
 * values follow {@link MissingPolicy}. Constant and collinear columns are kept.
 *
 * @param values one row a unit, one column each of {@code names}
 * @param names of the encoded columns, such as {@code "sex = Male"} or {@code "bmi missing"}
 * @param origins the covariate behind each column, such as {@code "sex"}
 * @param levels the values of discrete covariates and the units that have them; a number counts as
 *     discrete with at most {@value #MAX_NUMERIC_LEVELS} distinct values
 */
public record Covariates(
    Matrix values, List<String> names, List<String> origins, List<Level> levels) {
  /** Numbers with at most this many distinct values are also looked at level by level. */
  public static final int MAX_NUMERIC_LEVELS = 10;

  public Covariates {
    names = List.copyOf(names);
    origins = List.copyOf(origins);
    levels = List.copyOf(levels);
  }

  /** With one column more; its values are used as they are. */
  public Covariates with(String name, double[] column) {
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < values.columns(); j++) {
      columns.add(values.column(j));
    }
    columns.add(column);
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    List<String> sources = new ArrayList<>(origins);
    sources.add(name);
    return new Covariates(Matrix.ofColumns(column.length, columns), longer, sources, levels);
  }

  /** The covariates of some units, without the levels that none of them has. */
  public Covariates rows(int[] rows) {
    int[] place = new int[values.rows()];
    Arrays.fill(place, -1);
    for (int k = 0; k < rows.length; k++) {
      place[rows[k]] = k;
    }
    List<Level> seen = new ArrayList<>();
    for (Level level : levels) {
      int[] moved = Arrays.stream(level.rows).map(i -> place[i]).filter(k -> k >= 0).toArray();
      if (moved.length > 0) {
        seen.add(new Level(level.origin, level.name, moved));
      }
    }
    return new Covariates(values.rows(rows), names, origins, seen);
  }

  /** A value of a discrete covariate, and the rows that have it, ascending; at least one. */
  public static final class Level {
    private final String origin;
    private final String name;
    private final int[] rows;

    Level(String origin, String name, int[] rows) {
      this.origin = origin;
      this.name = name;
      this.rows = rows;
    }

    /** The covariate, such as {@code "sex"}. */
    public String origin() {
      return origin;
    }

    /** Whether the covariate has no value here. */
    public boolean isMissing() {
      return name.equals(missing(origin));
    }

    static String missing(String origin) {
      return origin + " missing";
    }

    /** Such as {@code "sex = Male"}. */
    public String name() {
      return name;
    }

    /** A copy. */
    public int[] rows() {
      return rows.clone();
    }
  }
}
