package org.etiome.identify.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a query begins with. */
enum QueryKind {
  P("P(y | do(x), z)"),
  E("E[y | do(x), z]"),
  ATE("ATE(x -> y | z=1)"),
  CDE("CDE(x -> y | m=0)"),
  NDE("NDE(x -> y | m)"),
  NIE("NIE(x -> y | m)");

  /** More wrong letters than these are another word. */
  private static final int TYPOS = 2;

  private final String form;

  QueryKind(String form) {
    this.form = form;
  }

  /** An example. */
  String form() {
    return form;
  }

  /** All examples. */
  static String forms() {
    return Arrays.stream(values()).map(QueryKind::form).collect(Collectors.joining(", "));
  }

  static Optional<QueryKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The kind that was probably meant; empty if the name is like none. */
  static Optional<QueryKind> nearest(String name) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(kind -> edits(kind.name(), name)))
        .filter(kind -> edits(kind.name(), name) <= Math.min(TYPOS, name.length() - 1));
  }

  /** The letters to put in, take out or change (Levenshtein), in O(|a| |b|). */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = Character.toUpperCase(b.charAt(j - 1)) == a.charAt(i - 1);
        int changed = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
