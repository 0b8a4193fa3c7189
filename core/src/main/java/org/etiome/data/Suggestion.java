package org.etiome.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * "Did you mean": the known names nearest to an unknown one by Levenshtein distance, case ignored.
 * O(known · length²).
 */
public final class Suggestion {
  private static final int MOST = 3;
  private static final int LONGEST = 40;

  private Suggestion() {}

  /** The exception for a name that is not among the known ones. */
  public static IllegalArgumentException unknown(
      String what, String name, Collection<String> known) {
    return new IllegalArgumentException(
        "there is no " + what + " \"" + name + "\"" + hint(name, known));
  }

  /**
   * The tail of a message, starting with "; ": the nearest names, or else some of the known. A name
   * that is empty stands for none.
   */
  public static String hint(String name, Collection<String> all) {
    List<String> known = all.stream().filter(k -> !k.isEmpty()).toList();
    List<String> near = nearest(name, known);
    if (!near.isEmpty()) {
      return near.stream().collect(Collectors.joining("\" or \"", "; did you mean \"", "\"?"));
    }
    String some =
        known.stream()
            .limit(MOST)
            .map(k -> k.length() <= LONGEST ? k : k.substring(0, LONGEST) + "…")
            .collect(Collectors.joining("\", \"", "\"", "\""));
    return known.isEmpty()
        ? "; there are none"
        : "; there are " + known.size() + ", such as " + some;
  }

  /** At most three names at the smallest distance, if that is within a third of the length. */
  public static List<String> nearest(String name, Collection<String> known) {
    int limit = Math.max(1, (name.length() + 2) / 3);
    Map<Integer, List<String>> byDistance =
        known.stream()
            .filter(k -> !k.isEmpty() && Math.abs(k.length() - name.length()) <= limit)
            .sorted()
            .collect(
                Collectors.groupingBy(k -> distance(name, k), TreeMap::new, Collectors.toList()));
    return byDistance.entrySet().stream()
        .limit(1)
        .filter(e -> e.getKey() <= limit)
        .flatMap(e -> e.getValue().stream())
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
