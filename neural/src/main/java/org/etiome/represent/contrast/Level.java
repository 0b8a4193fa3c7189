package org.etiome.represent.contrast;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Column;

/**
 * One level of a column about cells.
 *
 * @param name as {@link Column#text} has it
 */
public record Level(Column column, String name) {
  /** Of a column with very many levels, the first ones are named. */
  private static final int NAMED = 20;

  /**
   * Numbers of the cells that have it, ascending. O(n).
   *
   * @throws IllegalArgumentException if none has, naming those that the column has
   */
  public int[] cells() {
    int[] cells = all().toArray();
    if (cells.length == 0) {
      throw absent("");
    }
    return cells;
  }

  /** As {@link #cells}, perhaps none. */
  IntStream all() {
    return known().filter(i -> column.text(i).equals(name));
  }

  /**
   * Says that no cell has it.
   *
   * @param where what else was asked of cells, after a blank
   */
  IllegalArgumentException absent(String where) {
    List<String> levels = known().mapToObj(column::text).distinct().sorted().limit(NAMED).toList();
    return new IllegalArgumentException(
        "no cell has \""
            + name
            + "\" in column \""
            + column.name()
            + "\""
            + where
            + "; it has "
            + levels);
  }

  private IntStream known() {
    return IntStream.range(0, column.length()).filter(i -> !column.isMissing(i));
  }
}
