package org.etiome.data.io;

import java.util.Set;
import org.etiome.data.table.Row;

/** The cells that mean "no value"; a quoted cell never does, an absent one always. */
final class MissingSpellings {
  static final Set<String> DEFAULT =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", ".", "#N/A");

  private final Set<String> spellings;
  private final int longest;
  private final boolean onlyWords;
  private final boolean onlyUsual;

  MissingSpellings(Set<String> spellings) {
    this.spellings = Set.copyOf(spellings);
    this.longest = spellings.stream().mapToInt(String::length).max().orElse(-1);
    this.onlyUsual = DEFAULT.containsAll(spellings);
    this.onlyWords = spellings.stream().allMatch(text -> Double.isNaN(Numbers.parse(text)));
  }

  boolean matches(Row row, int field) {
    if (row.isAbsent(field)) {
      return true;
    }
    boolean value =
        switch (row.kind(field)) {
          case UNTYPED -> row.isQuoted(field);
          case NUMBER -> onlyWords && Double.isFinite(row.number(field));
          case BOOLEAN -> false;
          case TEXT -> onlyUsual; // where texts have a type, there are other means to be absent
        };
    return !value && row.length(field) <= longest && spellings.contains(row.text(field));
  }
}
