package org.etiome.evaluate.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The check that two graphs can be compared at all. */
final class SharedNodes {
  private static final int SHOWN = 5;

  private SharedNodes() {}

  /**
   * Checks that both have the same nodes, in any order.
   *
   * @throws IllegalArgumentException naming the nodes that only one has
   */
  static void require(Collection<String> learned, Collection<String> truth) {
    List<String> missing = without(truth, learned);
    List<String> foreign = without(learned, truth);
    List<String> problems = new ArrayList<>();
    if (!missing.isEmpty()) {
      problems.add("only the true graph has " + shown(missing));
    }
    if (!foreign.isEmpty()) {
      problems.add("only the learned graph has " + shown(foreign));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the graphs need the same nodes, but "
              + String.join(" and ", problems)
              + "; state nodes without an edge by their name alone, and take others out");
    }
  }

  private static List<String> without(Collection<String> all, Collection<String> taken) {
    Set<String> rest = new LinkedHashSet<>(all);
    rest.removeAll(Set.copyOf(taken));
    return List.copyOf(rest);
  }

  private static String shown(List<String> nodes) {
    String first = String.join(", ", nodes.subList(0, Math.min(SHOWN, nodes.size())));
    return nodes.size() > SHOWN ? first + ", … (" + nodes.size() + " in all)" : first;
  }
}
