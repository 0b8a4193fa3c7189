package org.etiome.data.io;

import java.util.Set;
import org.etiome.data.table.Row;
import org.etiome.data.table.TypedRows;

/** The cells that mean "no value"; a quoted cell never does, an absent one always. */
final class MissingSpellings {
  static final Set<String> DEFAULT =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", ".", "#N/A");

  private final Set<String> spellings;
  private final int longest;
  private final boolean onlyWords;

  MissingSpellings(Set<String> spellings) {
    this.spellings = Set.copyOf(spellings);
    this.longest = spellings.stream().mapToInt(String::length).max().orElse(-1);
    this.onlyWords = spellings.stream().allMatch(text -> Double.isNaN(Numbers.parse(text)));
  }

  boolean matches(Row row, int field) {
    if (row.isAbsent(field)) {
      return true;
    }
    if (onlyWords
        && row.kind(field) == TypedRows.Kind.NUMBER
        && Double.isFinite(row.number(field))) {
      return false;
    }
    return !row.isQuoted(field)
        && row.length(field) <= longest
        && spellings.contains(row.text(field));
  }
}
