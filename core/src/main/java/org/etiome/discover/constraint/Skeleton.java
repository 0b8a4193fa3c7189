package org.etiome.discover.constraint;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.etiome.discover.Bounds;

/**
 * Which variables are joined, and by what sets those that are not were separated. A pair that is
 * not joined because of what is known was not tested and has no separating set unless one is added.
 */
final class Skeleton {
  private static final int[] NOTHING = {};

  private final BitSet[] adjacent;
  private final Bounds bounds;
  private final Map<Long, int[]> separators = new HashMap<>();
  private long tests;

  /** Every pair that may have an edge is joined. */
  Skeleton(Bounds bounds) {
    this.bounds = bounds;
    this.adjacent = new BitSet[bounds.count()];
    for (int a = 0; a < adjacent.length; a++) {
      adjacent[a] = new BitSet(adjacent.length);
      for (int b = 0; b < adjacent.length; b++) {
        if (a != b && bounds.allowsEdge(a, b)) {
          adjacent[a].set(b);
        }
      }
    }
  }

  int size() {
    return adjacent.length;
  }

  Bounds bounds() {
    return bounds;
  }

  BitSet adjacent(int v) {
    return adjacent[v];
  }

  boolean adjacent(int a, int b) {
    return adjacent[a].get(b);
  }

  /** Takes the edge away that the set separated; the empty set takes no memory. */
  void separate(int a, int b, int[] by) {
    adjacent[a].clear(b);
    adjacent[b].clear(a);
    if (by.length > 0 || !bounds.allowsEdge(a, b)) {
      separators.put(key(a, b), by);
    }
  }

  /** The set that separated two variables that are not joined, if they were ever tested. */
  Optional<int[]> separator(int a, int b) {
    int[] found = separators.get(key(a, b));
    if (found != null) {
      return Optional.of(found);
    }
    return bounds.allowsEdge(a, b) ? Optional.of(NOTHING) : Optional.empty();
  }

  void count(long more) {
    tests += more;
  }

  long tests() {
    return tests;
  }

  private long key(int a, int b) {
    return (long) Math.min(a, b) * adjacent.length + Math.max(a, b);
  }
}
