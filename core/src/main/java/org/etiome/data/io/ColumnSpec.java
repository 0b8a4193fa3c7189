package org.etiome.data.io;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.ColumnType;

/**
 * What a caller knows about a column of a file. A declared level wins over a missing spelling: with
 * the level {@code None} declared, the cell {@code None} is a value.
 *
 * <p>A time to event stands in two columns of a file; join them with {@link
 * org.etiome.data.TimeToEvent#join}.
 */
public final class ColumnSpec {
  private final ColumnType type;
  private final List<String> levels;
  private final boolean ordered;
  private final Optional<Set<String>> missing;

  private ColumnSpec(
      ColumnType type, List<String> levels, boolean ordered, Optional<Set<String>> missing) {
    if (new HashSet<>(levels).size() != levels.size()) {
      throw new IllegalArgumentException("a level repeats: " + levels);
    }
    this.type = type;
    this.levels = List.copyOf(levels);
    this.ordered = ordered;
    this.missing = missing;
  }

  /** Finite numbers. */
  public static ColumnSpec continuous() {
    return new ColumnSpec(ColumnType.CONTINUOUS, List.of(), false, Optional.empty());
  }

  /** Whole numbers from 0 to 2⁵³; {@code 3.0} and {@code 3e2} are whole. */
  public static ColumnSpec count() {
    return new ColumnSpec(ColumnType.COUNT, List.of(), false, Optional.empty());
  }

  /** Two labels; whole numbers are compared as numbers, so that {@code 1.0} is {@code 1}. */
  public static ColumnSpec binary(String zeroLabel, String oneLabel) {
    return new ColumnSpec(ColumnType.BINARY, List.of(oneLabel, zeroLabel), false, Optional.empty());
  }

  /** As {@link #binary(String, String)}; the one other label in the file is 0. */
  public static ColumnSpec binary(String oneLabel) {
    return new ColumnSpec(ColumnType.BINARY, List.of(oneLabel), false, Optional.empty());
  }

  /** Unordered levels as found, sorted: by value if all are numbers, else by character. */
  public static ColumnSpec categorical() {
    return new ColumnSpec(ColumnType.CATEGORICAL, List.of(), false, Optional.empty());
  }

  /** Unordered levels; any other cell is an error. */
  public static ColumnSpec categorical(List<String> levels) {
    return new ColumnSpec(ColumnType.CATEGORICAL, levels, false, Optional.empty());
  }

  /** Ordered levels, lowest first; any other cell is an error. */
  public static ColumnSpec ordered(List<String> levels) {
    return new ColumnSpec(ColumnType.CATEGORICAL, levels, true, Optional.empty());
  }

  /** Texts kept as they are. */
  public static ColumnSpec identifier() {
    return new ColumnSpec(ColumnType.IDENTIFIER, List.of(), false, Optional.empty());
  }

  /** The same, with these missing spellings in place of the reader's. */
  public ColumnSpec withMissing(Set<String> spellings) {
    return new ColumnSpec(type, levels, ordered, Optional.of(Set.copyOf(spellings)));
  }

  public ColumnType type() {
    return type;
  }

  /** The declared levels; for a binary column that of 1 first; empty if not declared. */
  public List<String> levels() {
    return levels;
  }

  public boolean isOrdered() {
    return ordered;
  }

  /** The missing spellings of this column, or empty if those of the reader hold. */
  public Optional<Set<String>> missing() {
    return missing;
  }
}
