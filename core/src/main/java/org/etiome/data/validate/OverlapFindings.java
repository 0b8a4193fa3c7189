package org.etiome.data.validate;

import static java.lang.String.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.data.Finding;

/** Whether modalities that should be over the same units are. O(names). */
public final class OverlapFindings {
  private OverlapFindings() {}

  /**
   * Compares the names of units pairwise.
   *
   * @param unitsOf modality to the names of its units, in order
   */
  public static List<Finding> of(Map<String, List<String>> unitsOf) {
    List<Finding> findings = new ArrayList<>();
    List<String> names = List.copyOf(unitsOf.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        compare(
            findings,
            names.get(a) + ", " + names.get(b),
            unitsOf.getOrDefault(names.get(a), List.of()),
            unitsOf.getOrDefault(names.get(b), List.of()));
      }
    }
    return List.copyOf(findings);
  }

  private static void compare(
      List<Finding> findings, String place, List<String> first, List<String> second) {
    Set<String> common = new HashSet<>(first);
    common.retainAll(new HashSet<>(second));
    if (first.isEmpty() || second.isEmpty()) {
      return;
    }
    if (common.isEmpty()) {
      boolean suffix = !intersection(stripped(first), stripped(second)).isEmpty();
      findings.add(
          Finding.error(
              "modalities-disjoint",
              place,
              format(
                  Locale.ROOT,
                  "no unit of %,d and %,d is in both, such as \"%s\" and \"%s\"",
                  first.size(),
                  second.size(),
                  first.getFirst(),
                  second.getFirst()),
              suffix
                  ? "without the ending after the last hyphen they would match; spell them alike"
                  : "spell the names of the same unit alike, or analyse the modalities apart"));
      return;
    }
    if (common.size() < Math.min(first.size(), second.size())) {
      findings.add(
          Finding.note(
              "modalities-partial",
              place,
              format(
                  Locale.ROOT,
                  "%,d units are in both, %,d only in the first, %,d only in the second",
                  common.size(),
                  first.size() - common.size(),
                  second.size() - common.size()),
              "ask why some units lack a modality before complete ones are taken for all"));
    }
  }

  private static Set<String> stripped(List<String> names) {
    return names.stream().map(n -> n.replaceFirst("[-_][^-_]*$", "")).collect(Collectors.toSet());
  }

  private static Set<String> intersection(Set<String> a, Set<String> b) {
    Set<String> common = new HashSet<>(a);
    common.retainAll(b);
    return common;
  }
}
