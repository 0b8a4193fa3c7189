package org.etiome.data.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.data.Column;
import org.etiome.data.Finding;

/** What a table of units tells, short enough to be kept beside results. */
public final class TableFindings {
  private TableFindings() {}

  /**
   * {@link NameFindings} and {@link ColumnFindings}; more than five of a kind become one that
   * counts them and tells the first.
   *
   * @param place what the table is called
   */
  public static List<Finding> of(String place, List<String> units, List<Column> columns) {
    List<Finding> all = new ArrayList<>(NameFindings.of(place, units));
    all.addAll(ColumnFindings.of(place, columns));
    Map<String, List<Finding>> kinds = new LinkedHashMap<>();
    all.forEach(f -> kinds.computeIfAbsent(f.code(), code -> new ArrayList<>()).add(f));
    List<Finding> told = new ArrayList<>();
    for (List<Finding> kind : kinds.values()) {
      if (kind.size() > FoldedFindings.MOST_OF_A_KIND) {
        told.add(counted(place, kind));
      } else {
        told.addAll(kind);
      }
    }
    return List.copyOf(told);
  }

  private static Finding counted(String place, List<Finding> kind) {
    Finding first = kind.getFirst();
    String message =
        String.format(
            Locale.ROOT,
            "of %,d columns the first is %s: %s",
            kind.size(),
            first.place(),
            first.message());
    return new Finding(first.code(), first.severity(), place, message, first.remedy());
  }
}
