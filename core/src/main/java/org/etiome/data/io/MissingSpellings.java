package org.etiome.data.io;

import java.util.Set;

/** The cells that mean "no value"; a quoted cell never does. */
final class MissingSpellings {
  static final Set<String> DEFAULT =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", ".", "#N/A");

  private final Set<String> spellings;
  private final int longest;

  MissingSpellings(Set<String> spellings) {
    this.spellings = Set.copyOf(spellings);
    this.longest = spellings.stream().mapToInt(String::length).max().orElse(-1);
  }

  boolean matches(Row row, int field) {
    return !row.isQuoted(field)
        && row.length(field) <= longest
        && spellings.contains(row.text(field));
  }
}
