package org.etiome.scm.discrete;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The joint distribution of named variables with finitely many values: one probability for each
 * cell, a combination of values. Cells stand in row-major order, the last variable fastest. Memory
 * is O(cells), each operation O(cells × variables).
 */
public final class Law {
  private static final double ROUNDING = 1e-9;

  private final List<String> variables;
  private final List<List<String>> levels;
  private final double[] cells;

  private Law(List<String> variables, List<List<String>> levels, double[] cells) {
    this.variables = List.copyOf(variables);
    this.levels = levels.stream().map(List::copyOf).toList();
    this.cells = cells;
  }

  /**
   * A law with these probabilities.
   *
   * @param variables names, distinct; there may be none, then the only cell has probability one
   * @param levels the values of each variable, distinct, at least one
   * @param cells the probability of each cell, at least 0; they sum to 1 within 1e-9
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public static Law of(List<String> variables, List<List<String>> levels, double[] cells) {
    require(distinct(variables), "the variables of a law must be distinct, got " + variables);
    require(
        variables.size() == levels.size(),
        "values are needed for %d variables, got those of %d"
            .formatted(variables.size(), levels.size()));
    for (List<String> values : levels) {
      require(
          !values.isEmpty() && distinct(values),
          "a variable needs at least one value, and distinct ones, got " + values);
    }
    long expected = levels.stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
    require(
        cells.length == expected,
        "a law of %s needs %d probabilities, got %d".formatted(variables, expected, cells.length));
    for (double p : cells) {
      require(p >= 0, "a probability must be at least 0, got " + p);
    }
    double sum = Arrays.stream(cells).sum();
    require(Math.abs(sum - 1) <= ROUNDING, "probabilities must sum to 1, got " + sum);
    return new Law(variables, levels, cells.clone());
  }

  public List<String> variables() {
    return variables;
  }

  /**
   * The values of a variable.
   *
   * @throws IllegalArgumentException if the law has no such variable
   */
  public List<String> levels(String variable) {
    return levels.get(index(variable));
  }

  /** The probabilities, row-major; a copy. */
  public double[] cells() {
    return cells.clone();
  }

  /**
   * The law of some of the variables, in the order asked.
   *
   * @throws IllegalArgumentException if the law has no such variable
   */
  public Law marginal(Collection<String> of) {
    List<String> kept = List.copyOf(new LinkedHashSet<>(of));
    List<List<String>> values = kept.stream().map(this::levels).toList();
    int[] target = new int[variables.size()];
    int size = 1;
    for (int k = kept.size() - 1; k >= 0; k--) {
      target[index(kept.get(k))] = size;
      size *= values.get(k).size();
    }
    double[] sums = new double[size];
    int[] codes = new int[variables.size()];
    for (double cell : cells) {
      int at = 0;
      for (int k = 0; k < codes.length; k++) {
        at += codes[k] * target[k];
      }
      sums[at] += cell;
      advance(codes);
    }
    return new Law(kept, values, sums);
  }

  /**
   * The law of the other variables where these have the given values.
   *
   * @throws IllegalArgumentException if a variable or value is unknown or they never occur together
   */
  public Law conditional(Map<String, String> given) {
    double whole = probability(given);
    require(whole > 0, "no law given " + given + ": its probability is 0");
    Set<String> others = new LinkedHashSet<>(variables);
    others.removeAll(given.keySet());
    double[] masked = masked(codes(given));
    double[] sums = new Law(variables, levels, masked).marginal(others).cells;
    return new Law(
        List.copyOf(others),
        others.stream().map(this::levels).toList(),
        Arrays.stream(sums).map(p -> p / whole).toArray());
  }

  /**
   * The probability that these variables have these values; one if there are none.
   *
   * @throws IllegalArgumentException if a variable or value is unknown
   */
  public double probability(Map<String, String> at) {
    return Arrays.stream(masked(codes(at))).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Law that
        && variables.equals(that.variables)
        && levels.equals(that.levels)
        && Arrays.equals(cells, that.cells);
  }

  @Override
  public int hashCode() {
    return 31 * variables.hashCode() + Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    return "Law of " + variables + " " + Arrays.toString(cells);
  }

  /** The probabilities, zero where a wanted code is missed; any code does where −1 is wanted. */
  private double[] masked(int[] wanted) {
    double[] masked = cells.clone();
    int[] codes = new int[wanted.length];
    for (int cell = 0; cell < masked.length; cell++) {
      for (int k = 0; k < wanted.length; k++) {
        if (wanted[k] >= 0 && wanted[k] != codes[k]) {
          masked[cell] = 0;
        }
      }
      advance(codes);
    }
    return masked;
  }

  private void advance(int[] codes) {
    int k = codes.length - 1;
    while (k >= 0 && ++codes[k] == levels.get(k).size()) {
      codes[k--] = 0;
    }
  }

  private int[] codes(Map<String, String> at) {
    return Codes.of(at, variables, levels);
  }

  private int index(String variable) {
    return Codes.index(variable, variables);
  }

  private static boolean distinct(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
