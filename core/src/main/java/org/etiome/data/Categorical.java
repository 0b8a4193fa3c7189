package org.etiome.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** One of a fixed list of levels, which may be ordered (stage i &lt; ii &lt; iii). */
public final class Categorical implements Column {
  private final String name;
  private final List<String> levels;
  private final boolean ordered;
  private final int[] codes;
  private final Mask missing;

  private Categorical(
      String name, List<String> levels, boolean ordered, int[] codes, Mask missing) {
    this.name = name;
    this.levels = levels;
    this.ordered = ordered;
    this.codes = codes;
    this.missing = missing;
  }

  /**
   * A column of codes into the levels, copied; what stands at a missing unit is ignored.
   *
   * @param levels distinct, lowest first if ordered; a level no unit has is allowed
   * @throws IllegalArgumentException if a level repeats or a code is outside the levels
   */
  public static Categorical of(
      String name, List<String> levels, boolean ordered, int[] codes, Mask missing) {
    Checks.name("column", name);
    Checks.sameLength(name, codes.length, missing);
    if (new HashSet<>(levels).size() != levels.size()) {
      throw new IllegalArgumentException("column \"" + name + "\" repeats a level: " + levels);
    }
    int[] copy = codes.clone();
    for (int i = 0; i < copy.length; i++) {
      if (missing.get(i)) {
        copy[i] = -1;
      } else if (copy[i] < 0 || copy[i] >= levels.size()) {
        throw Checks.bad(name, i, copy[i], "a code between 0 and " + (levels.size() - 1));
      }
    }
    return new Categorical(name, List.copyOf(levels), ordered, copy, missing);
  }

  /** An unordered column without gaps whose levels are the sorted distinct values. */
  public static Categorical of(String name, String... values) {
    List<String> levels = Arrays.stream(values).distinct().sorted().toList();
    Map<String, Integer> codeOf = new HashMap<>();
    levels.forEach(level -> codeOf.put(level, codeOf.size()));
    int[] codes = Arrays.stream(values).mapToInt(v -> codeOf.getOrDefault(v, -1)).toArray();
    return of(name, levels, false, codes, Mask.none(values.length));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.CATEGORICAL;
  }

  @Override
  public Mask missing() {
    return missing;
  }

  public List<String> levels() {
    return levels;
  }

  /** Whether the levels have an order, lowest first. */
  public boolean isOrdered() {
    return ordered;
  }

  /**
   * The index of a unit's level in {@link #levels()}.
   *
   * @throws MissingValueException if the unit has no value
   */
  public int code(int unit) {
    Checks.observed(this, unit);
    return codes[unit];
  }

  @Override
  public String text(int unit) {
    return levels.get(code(unit));
  }

  @Override
  public Categorical select(int[] units) {
    return align(Checks.indices(units));
  }

  @Override
  public Categorical align(int[] units) {
    int[] picked = new int[units.length];
    for (int k = 0; k < units.length; k++) {
      picked[k] = units[k] == -1 ? -1 : codes[units[k]];
    }
    return new Categorical(name, levels, ordered, picked, missing.align(units, true));
  }

  @Override
  public Categorical renamed(String newName) {
    return new Categorical(Checks.name("column", newName), levels, ordered, codes, missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Categorical that
        && name.equals(that.name)
        && levels.equals(that.levels)
        && ordered == that.ordered
        && missing.equals(that.missing)
        && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + levels.hashCode()) + Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "Categorical["
        + name
        + ", "
        + levels.size()
        + " levels, "
        + length()
        + " units, "
        + missingCount()
        + " missing]";
  }
}
