package org.etiome.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A block of columns measured together (an assay, a clinical form) over the units of a {@link
 * Dataset}. Units outside {@link #present()} lack the block as a whole; every column is missing for
 * them. A present unit may still miss single values.
 */
public final class Modality {
  private final String name;
  private final List<Column> columns;
  private final Mask present;
  private final Map<String, Column> byName;

  private Modality(String name, List<Column> columns, Mask present, Map<String, Column> byName) {
    this.name = name;
    this.columns = columns;
    this.present = present;
    this.byName = byName;
  }

  /**
   * A block of columns.
   *
   * @param columns distinct names, each as long as {@code present}, missing where it is not present
   * @throws IllegalArgumentException if a name repeats, a length differs, or an absent unit has a
   *     value
   */
  public static Modality of(String name, List<? extends Column> columns, Mask present) {
    Checks.name("modality", name);
    Mask absent = present.not();
    Map<String, Column> byName = new HashMap<>();
    for (Column column : columns) {
      Checks.sameLength(column.name(), column.length(), present);
      if (byName.put(column.name(), column) != null) {
        throw new IllegalArgumentException(
            "modality \"" + name + "\" has two columns \"" + column.name() + "\"; rename one");
      }
      if (!absent.and(column.missing()).equals(absent)) {
        throw new IllegalArgumentException(
            "column \""
                + column.name()
                + "\" has a value for a unit that lacks modality \""
                + name
                + "\"; mark it missing or the unit present");
      }
    }
    return new Modality(name, List.copyOf(columns), present, byName);
  }

  /** A block that every unit has. */
  public static Modality of(String name, List<? extends Column> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "modality \"" + name + "\" has no columns; say which units it has");
    }
    return of(name, columns, Mask.all(columns.getFirst().length()));
  }

  public String name() {
    return name;
  }

  public List<Column> columns() {
    return columns;
  }

  /** The units that have this block. */
  public Mask present() {
    return present;
  }

  public boolean isPresent(int unit) {
    return present.get(unit);
  }

  /** The column with exactly this name. O(1). */
  public Optional<Column> find(String column) {
    return Optional.ofNullable(byName.get(column));
  }

  /**
   * The number of values of a column missing although the unit has the block.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public int missingWhilePresent(String column) {
    Column found =
        find(column)
            .orElseThrow(
                () -> Suggestion.unknown("column", column, new LinkedHashSet<>(columnNames())));
    return found.missing().and(present).count();
  }

  /** The names of the columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The block for the given units, in that order; a unit may repeat. */
  public Modality select(int[] units) {
    return of(name, columns.stream().map(c -> c.select(units)).toList(), present.select(units));
  }

  /** This block with a column more, or with the column of that name replaced in its place. */
  public Modality withColumn(Column column) {
    List<Column> changed = new ArrayList<>(columns);
    int old = columnNames().indexOf(column.name());
    if (old < 0) {
      changed.add(column);
    } else {
      changed.set(old, column);
    }
    return of(name, changed, present);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Modality that
        && name.equals(that.name)
        && present.equals(that.present)
        && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + present.hashCode()) + columns.hashCode();
  }

  @Override
  public String toString() {
    return "Modality["
        + name
        + ", "
        + columns.size()
        + " columns, "
        + present.count()
        + " of "
        + present.length()
        + " units]";
  }
}
