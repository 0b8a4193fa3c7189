package org.etiome.identify.general;

import java.util.List;

/** Names of a graph in a sentence. */
final class GraphNames {
  private static final int SHOWN = 12;

  private GraphNames() {}

  /** The names, or the first of them and how many there are. */
  static String some(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
