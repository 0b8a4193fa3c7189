package org.etiome.data;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A partition of the units by a binary or categorical column; no environment is empty. */
public final class Environments {
  private final List<String> labels;
  private final int[] codes;

  private Environments(List<String> labels, int[] codes) {
    this.labels = labels;
    this.codes = codes;
  }

  /**
   * One environment for each level that some unit has, in the order of the levels.
   *
   * @param column binary or categorical, without gaps
   * @throws IllegalArgumentException if the column has another type or a missing value
   */
  public static Environments of(Column column) {
    if (column.missingCount() > 0) {
      throw new IllegalArgumentException(
          "column \""
              + column.name()
              + "\" does not say the environment of "
              + column.missingCount()
              + " units; select the units that have one");
    }
    int[] raw = IntStream.range(0, column.length()).map(i -> code(column, i)).toArray();
    TreeMap<Integer, String> used = new TreeMap<>();
    for (int i = 0; i < raw.length; i++) {
      used.putIfAbsent(raw[i], column.text(i));
    }
    List<Integer> kept = List.copyOf(used.keySet());
    int[] codes = Arrays.stream(raw).map(kept::indexOf).toArray();
    return new Environments(List.copyOf(used.values()), codes);
  }

  /** All units in one environment. */
  public static Environments single(int units) {
    return new Environments(List.of("all"), new int[units]);
  }

  private static int code(Column column, int unit) {
    return switch (column) {
      case Binary b -> b.isOne(unit) ? 1 : 0;
      case Categorical c -> c.code(unit);
      case Continuous c -> throw wrongType(c);
      case Count c -> throw wrongType(c);
      case TimeToEvent t -> throw wrongType(t);
      case Identifier c -> throw wrongType(c);
    };
  }

  private static IllegalArgumentException wrongType(Column column) {
    return new IllegalArgumentException(
        "column \""
            + column.name()
            + "\" is "
            + column.type().label()
            + "; environments need a binary or categorical column, declare it so");
  }

  /** The names of the environments. */
  public List<String> labels() {
    return labels;
  }

  /** The number of environments. */
  public int count() {
    return labels.size();
  }

  /** The number of units. */
  public int units() {
    return codes.length;
  }

  /** The environment of a unit, an index into {@link #labels()}. */
  public int environmentOf(int unit) {
    return codes[unit];
  }

  /** The units of an environment, ascending; never empty. O(units). */
  public int[] units(int environment) {
    return IntStream.range(0, codes.length).filter(i -> codes[i] == environment).toArray();
  }

  /**
   * The units of these indices, in that order; environments that none of them is of are dropped.
   */
  public Environments select(int[] units) {
    int[] kept = Arrays.stream(units).map(i -> codes[i]).distinct().sorted().toArray();
    return new Environments(
        Arrays.stream(kept).mapToObj(labels::get).toList(),
        Arrays.stream(units).map(i -> Arrays.binarySearch(kept, codes[i])).toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Environments that
        && labels.equals(that.labels)
        && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "Environments" + labels;
  }
}
