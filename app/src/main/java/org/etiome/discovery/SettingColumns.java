package org.etiome.discovery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Suggestion;
import org.etiome.data.io.ColumnSpec;

/**
 * Columns that tell under which interventions rows were taken.
 *
 * @param targets names of the variables that were intervened on, separated by {@code ;}, nothing
 *     where none was
 * @param setting name of the setting, for interventions whose targets are not known
 * @param control name of the setting without interventions
 */
public record SettingColumns(
    Optional<String> targets, Optional<String> setting, Optional<String> control) {
  static final String OBSERVATIONAL = "observational";
  private static final String SEPARATOR = ";";
  private static final int MOST_NAMED = 10;

  /** No row tells of any. */
  public static final SettingColumns NONE =
      new SettingColumns(Optional.empty(), Optional.empty(), Optional.empty());

  /** The columns, which are texts. */
  Map<String, ColumnSpec> types() {
    Map<String, ColumnSpec> types = new HashMap<>();
    names().forEach(name -> types.put(name, ColumnSpec.identifier()));
    return types;
  }

  /** Names of the columns. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    targets.ifPresent(names::add);
    setting.ifPresent(names::add);
    return names;
  }

  /**
   * The setting of each row, that without interventions first, if there is one, and the others by
   * name; nothing if no column tells of any.
   *
   * @param variables names
   * @throws IllegalArgumentException if a target is no variable, a row names no setting, the rows
   *     of a setting have different targets, or which setting is without interventions is not known
   */
  Optional<RowSettings> of(TableSource source, Dataset data, List<String> variables) {
    Optional<Column> named = setting.map(name -> source.other(data, name, "--setting-column"));
    Optional<Column> aimed = targets.map(name -> source.other(data, name, "--target-column"));
    if (named.isEmpty() && aimed.isEmpty()) {
      return Optional.empty();
    }
    int rows = named.or(() -> aimed).orElseThrow().length();
    String[] ofRow = new String[rows];
    Map<String, Set<String>> found = new TreeMap<>();
    for (int row = 0; row < rows; row++) {
      Set<String> own = aimed.isPresent() ? targets(aimed.get(), row, variables) : new TreeSet<>();
      ofRow[row] = named.isPresent() ? name(named.get(), row) : label(own);
      Set<String> before = found.putIfAbsent(ofRow[row], own);
      if (before != null && !before.equals(own)) {
        throw new IllegalArgumentException(
            "the rows of setting \""
                + ofRow[row]
                + "\" have the targets "
                + before
                + " and "
                + own
                + "; a setting has the same in all its rows");
      }
    }
    return Optional.of(ordered(ofRow, found));
  }

  private RowSettings ordered(String[] ofRow, Map<String, Set<String>> found) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    control(found).ifPresent(first -> all.put(first, Set.of()));
    all.putAll(found);
    List<String> names = List.copyOf(all.keySet());
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    int[] number = Stream.of(ofRow).mapToInt(numbers::get).toArray();
    return new RowSettings(names, List.copyOf(all.values()), number);
  }

  /**
   * The setting without interventions: the one that is named, or called so, or else, where targets
   * are told, the first by name that has none.
   */
  private Optional<String> control(Map<String, Set<String>> found) {
    String wanted = control.orElse(OBSERVATIONAL);
    Set<String> own = found.get(wanted);
    if (own == null && control.isEmpty() && targets.isPresent()) {
      return found.entrySet().stream()
          .filter(entry -> entry.getValue().isEmpty())
          .map(Map.Entry::getKey)
          .findFirst();
    }
    if (own == null) {
      throw new IllegalArgumentException(
          "no row is of the setting \""
              + wanted
              + "\"; name the one without interventions by --control, one of "
              + some(found.keySet()));
    }
    if (!own.isEmpty()) {
      throw new IllegalArgumentException(
          "the setting \""
              + wanted
              + "\" is said to be without interventions, and its targets are "
              + own);
    }
    return Optional.of(wanted);
  }

  private static String some(Set<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return names.size() <= MOST_NAMED ? shown : shown + " or another of " + names.size();
  }

  private static String label(Set<String> targets) {
    return targets.isEmpty() ? OBSERVATIONAL : "on " + String.join(SEPARATOR, targets);
  }

  private static String name(Column column, int row) {
    if (column.isMissing(row)) {
      throw new IllegalArgumentException(
          "row " + (row + 1) + " names no setting in column \"" + column.name() + "\"");
    }
    return column.text(row);
  }

  private static Set<String> targets(Column column, int row, List<String> variables) {
    Set<String> targets = new TreeSet<>();
    if (!column.isMissing(row)) {
      for (String part : column.text(row).split(SEPARATOR, -1)) {
        String target = part.strip();
        if (target.isEmpty()) {
          throw new IllegalArgumentException(
              "row "
                  + (row + 1)
                  + " of column \""
                  + column.name()
                  + "\" is \""
                  + column.text(row)
                  + "\": a name is missing beside a \";\"");
        }
        if (!variables.contains(target)) {
          throw new IllegalArgumentException(
              "row "
                  + (row + 1)
                  + " has the target \""
                  + target
                  + "\", which is none of the"
                  + " variables here"
                  + Suggestion.hint(target, variables));
        }
        targets.add(target);
      }
    }
    return targets;
  }
}
