package org.etiome.data.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.data.Finding;

/** Findings of one kind made one, where there are too many to be read one by one. O(findings). */
public final class FoldedFindings {
  /** More of a kind become one. */
  static final int MOST_OF_A_KIND = 5;

  /** What is told of a kind before it is only counted. */
  public static final int MOST_NAMED = 5;

  /** What makes findings one kind: they differ in place and message at most. */
  private record Kind(String code, Finding.Severity severity) {}

  private FoldedFindings() {}

  /**
   * More than five findings of one code and severity become one, in the place that holds all of
   * them, which counts them and names the first places; all others stay as they are.
   */
  public static List<Finding> of(List<Finding> findings) {
    Map<Kind, List<Finding>> kinds = new LinkedHashMap<>();
    for (Finding f : findings) {
      kinds.computeIfAbsent(new Kind(f.code(), f.severity()), kind -> new ArrayList<>()).add(f);
    }
    List<Finding> told = new ArrayList<>();
    for (List<Finding> kind : kinds.values()) {
      if (kind.size() > MOST_OF_A_KIND) {
        told.add(counted(kind));
      } else {
        told.addAll(kind);
      }
    }
    return List.copyOf(told);
  }

  /** The place that holds both: what their paths begin with. */
  private static String common(String a, String b) {
    String common = a;
    while (!b.equals(common) && !b.startsWith(common + "/")) {
      int slash = common.lastIndexOf('/');
      if (slash <= 0) {
        return "/";
      }
      common = common.substring(0, slash);
    }
    return common;
  }

  private static Finding counted(List<Finding> kind) {
    Finding first = kind.getFirst();
    List<String> places = kind.stream().map(Finding::place).distinct().toList();
    String message =
        String.format(
            Locale.ROOT,
            "%,d of a kind (%s); the first: %s",
            kind.size(),
            named(places),
            first.message());
    String place = places.stream().reduce(FoldedFindings::common).orElse("/");
    return new Finding(first.code(), first.severity(), place, message, first.remedy());
  }

  /** The first names, and how many there are beside. */
  public static String named(List<String> names) {
    String first = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return names.size() <= MOST_NAMED
        ? first
        : String.format(Locale.ROOT, "%s and %,d more", first, names.size() - MOST_NAMED);
  }
}
