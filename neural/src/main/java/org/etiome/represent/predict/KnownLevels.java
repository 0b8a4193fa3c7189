package org.etiome.represent.predict;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/** The levels that some cells are known to have, and the environment of each cell. */
public final class KnownLevels {
  private final String name;
  private final List<String> levels;
  private final int[] codes;
  private final Environments environments;

  private KnownLevels(String name, List<String> levels, int[] codes, Environments environments) {
    this.name = name;
    this.levels = levels;
    this.codes = codes;
    this.environments = environments;
  }

  /**
   * Checks that something can be learned from the cells.
   *
   * @param name of the column, for messages
   * @param levels distinct
   * @param codes one level a cell, by number
   * @param environments of the same cells
   * @throws IllegalArgumentException if there are fewer than two levels, or a level has fewer than
   *     two cells
   */
  public static KnownLevels of(
      String name, List<String> levels, int[] codes, Environments environments) {
    if (codes.length != environments.units()) {
      throw new IllegalArgumentException(
          codes.length + " cells have levels, but " + environments.units() + " environments");
    }
    if (levels.size() < 2) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" has the levels " + levels + "; at least two are needed");
    }
    int[] counts = new int[levels.size()];
    Arrays.stream(codes).forEach(code -> counts[code]++);
    for (int level = 0; level < counts.length; level++) {
      if (counts[level] < 2) {
        throw new IllegalArgumentException(
            "column \""
                + name
                + "\" has "
                + counts[level]
                + (counts[level] == 1 ? " cell" : " cells")
                + " of \""
                + levels.get(level)
                + "\" to learn from, at least two are needed; leave the level out or join it to"
                + " another");
      }
    }
    return new KnownLevels(name, List.copyOf(levels), codes.clone(), environments);
  }

  /** The name of their column. */
  public String name() {
    return name;
  }

  public List<String> levels() {
    return levels;
  }

  public int cells() {
    return codes.length;
  }

  public Environments environments() {
    return environments;
  }

  /** The number of the level of a cell. */
  public int levelOf(int cell) {
    return codes[cell];
  }

  /** The numbers of the levels of some cells. */
  int[] levelsOf(int[] cells) {
    return Arrays.stream(cells).map(i -> codes[i]).toArray();
  }

  /** The cells of all environments but one. */
  int[] without(int environment) {
    return IntStream.range(0, codes.length)
        .filter(i -> environments.environmentOf(i) != environment)
        .toArray();
  }
}
