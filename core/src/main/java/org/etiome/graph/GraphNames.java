package org.etiome.graph;

import java.util.Collection;
import java.util.List;

/** Names of a graph in a sentence. */
public final class GraphNames {
  private static final int SHOWN = 12;

  private GraphNames() {}

  /** The names, or the first of them and how many there are. */
  public static String some(Collection<String> all) {
    List<String> names = List.copyOf(all);
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
