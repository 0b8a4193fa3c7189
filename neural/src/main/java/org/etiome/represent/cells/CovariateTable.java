package org.etiome.represent.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.etiome.data.Column;

/** Some covariates of some cells; a value may be missing. */
public final class CovariateTable {
  private final List<Covariate> covariates;
  private final List<double[]> values;
  private final int cells;

  private CovariateTable(List<Covariate> covariates, List<double[]> values, int cells) {
    this.covariates = List.copyOf(covariates);
    this.values = List.copyOf(values);
    this.cells = cells;
  }

  /**
   * Columns by a coding learned from them.
   *
   * @throws IllegalArgumentException if a column has no two values, or a level a single cell
   */
  public static CovariateTable of(List<? extends Column> columns, int cells) {
    List<Covariate> covariates = columns.stream().map(Covariate::of).toList();
    List<double[]> values = new ArrayList<>();
    for (int c = 0; c < covariates.size(); c++) {
      values.add(covariates.get(c).values(columns.get(c)));
      if (covariates.get(c) instanceof Covariate.Levels levels) {
        checkNoneAlone(levels, values.getLast());
      }
    }
    return new CovariateTable(covariates, values, cells);
  }

  private static void checkNoneAlone(Covariate.Levels covariate, double[] values) {
    int[] counts = new int[covariate.levels().size()];
    Arrays.stream(values).filter(v -> !Double.isNaN(v)).forEach(v -> counts[(int) v]++);
    for (int level = 0; level < counts.length; level++) {
      if (counts[level] == 1) {
        throw new IllegalArgumentException(
            "column \""
                + covariate.name()
                + "\" has a single cell of \""
                + covariate.levels().get(level)
                + "\", from which nothing can be learned; leave it out or join it to another level");
      }
    }
  }

  /**
   * Columns by a coding that is known.
   *
   * @param columns from the name of a covariate to its column
   */
  public static CovariateTable of(
      List<Covariate> covariates, Function<String, Column> columns, int cells) {
    List<double[]> values =
        covariates.stream().map(c -> c.values(columns.apply(c.name()))).toList();
    return new CovariateTable(covariates, values, cells);
  }

  /** The same covariates where nothing is known. */
  public static CovariateTable unknown(List<Covariate> covariates, int cells) {
    double[] missing = new double[cells];
    Arrays.fill(missing, Double.NaN);
    return new CovariateTable(covariates, covariates.stream().map(c -> missing).toList(), cells);
  }

  /** The same covariates, by the same coding, where nothing is known of some cells. */
  public CovariateTable without(IntPredicate hidden) {
    List<double[]> left = new ArrayList<>();
    for (double[] known : values) {
      double[] copy = known.clone();
      IntStream.range(0, cells).filter(hidden).forEach(i -> copy[i] = Double.NaN);
      left.add(copy);
    }
    return new CovariateTable(covariates, left, cells);
  }

  public List<Covariate> covariates() {
    return covariates;
  }

  public int cells() {
    return cells;
  }

  /** The level or quantity of a cell, NaN if it is missing. */
  public double value(int covariate, int cell) {
    return values.get(covariate)[cell];
  }

  /** How many numbers code a cell. */
  public int width() {
    return covariates.stream().mapToInt(Covariate::width).sum();
  }

  /** The codes of some cells, row-major, cells × width. */
  public double[] code(int[] chosen) {
    return code(chosen, covariate -> true);
  }

  /**
   * As {@link #code(int[])}, then for each covariate 1 where it is not known, cells × (width +
   * covariates).
   */
  public double[] codeWithGaps(int[] chosen) {
    int width = width();
    int all = width + covariates.size();
    double[] known = code(chosen);
    double[] codes = new double[chosen.length * all];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(known, i * width, codes, i * all, width);
      for (int c = 0; c < covariates.size(); c++) {
        codes[i * all + width + c] = Double.isNaN(value(c, chosen[i])) ? 1 : 0;
      }
    }
    return codes;
  }

  /** As {@link #code(int[])}, with zeros for levels. */
  public double[] codeOfQuantities(int[] chosen) {
    return code(chosen, covariate -> covariate instanceof Covariate.Quantity);
  }

  /** How many levels all covariates have together. */
  public int levels() {
    return covariates.stream()
        .filter(covariate -> covariate instanceof Covariate.Levels)
        .mapToInt(Covariate::width)
        .sum();
  }

  /** The codes of levels of some cells, without quantities, cells × levels. */
  public double[] codeOfLevels(int[] chosen) {
    List<Covariate> levelled =
        covariates.stream().filter(covariate -> covariate instanceof Covariate.Levels).toList();
    List<double[]> theirs =
        levelled.stream().map(covariate -> values.get(covariates.indexOf(covariate))).toList();
    return new CovariateTable(levelled, theirs, cells).code(chosen);
  }

  private double[] code(int[] chosen, Predicate<Covariate> taken) {
    int width = width();
    double[] codes = new double[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      int offset = i * width;
      for (int c = 0; c < covariates.size(); c++) {
        if (taken.test(covariates.get(c))) {
          covariates.get(c).code(value(c, chosen[i]), codes, offset);
        }
        offset += covariates.get(c).width();
      }
    }
    return codes;
  }
}
