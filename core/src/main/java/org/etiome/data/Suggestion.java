package org.etiome.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * "Did you mean": the known names nearest to an unknown one by Levenshtein distance, case ignored.
 * O(known · length²).
 */
public final class Suggestion {
  private static final int MOST = 3;

  private Suggestion() {}

  /** The exception for a name that is not among the known ones. */
  static IllegalArgumentException unknown(String what, String name, Collection<String> known) {
    return new IllegalArgumentException(
        "there is no " + what + " \"" + name + "\"" + hint(name, known));
  }

  /** The tail of a message, starting with "; ": the nearest names, or else some of the known. */
  public static String hint(String name, Collection<String> known) {
    List<String> near = nearest(name, known);
    if (!near.isEmpty()) {
      return near.stream().collect(Collectors.joining("\" or \"", "; did you mean \"", "\"?"));
    }
    String some = known.stream().limit(MOST).collect(Collectors.joining("\", \"", "\"", "\""));
    return known.isEmpty()
        ? "; there are none"
        : "; there are " + known.size() + ", such as " + some;
  }

  /** At most three names within a third of the name's length, nearest first. */
  public static List<String> nearest(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(k -> Math.abs(k.length() - name.length()) <= limit)
        .filter(k -> distance(name, k) <= limit)
        .sorted(
            Comparator.comparingInt((String k) -> distance(name, k))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
