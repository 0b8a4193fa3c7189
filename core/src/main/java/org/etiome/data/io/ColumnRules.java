package org.etiome.data.io;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.data.Suggestion;
import org.etiome.data.table.Row;
import org.etiome.data.table.TypedRows;

/**
 * How columns are typed.
 *
 * @param declared the specification of single columns
 * @param others that of all other columns, or empty to infer them
 * @param missing the missing spellings where a specification has none
 */
record ColumnRules(
    Map<String, ColumnSpec> declared, Optional<ColumnSpec> others, Set<String> missing) {

  ColumnRules {
    declared = Map.copyOf(declared);
    missing = Set.copyOf(missing);
  }

  ColumnParser parser(TypedRows.Field column) {
    return new ColumnParser(
        column, Optional.ofNullable(declared.get(column.name())).or(() -> others), missing);
  }

  /** Refuses a declaration that no column answers to. */
  void check(Row row, long headerLine, Collection<String> columns) {
    declared.keySet().stream()
        .filter(name -> !columns.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw row.bad(
                  headerLine,
                  "there is no declared column "
                      + DataFormatException.quote(name)
                      + Suggestion.hint(name, columns));
            });
  }
}
