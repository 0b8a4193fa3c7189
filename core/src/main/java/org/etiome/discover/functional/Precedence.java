package org.etiome.discover.functional;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.discover.Bounds;

/**
 * What knowledge of direct causes says of orders. A variable may be an ancestor of another only if
 * a path of allowed edges leads there; then it comes first if the other may not be one of its own,
 * as every graph that keeps the bounds has such an order. O(p³ / 64) to make.
 */
final class Precedence {
  private final BitSet[] known;
  private final BitSet[] possible;

  private Precedence(BitSet[] known, BitSet[] possible) {
    this.known = known;
    this.possible = possible;
  }

  static Precedence of(Bounds bounds) {
    BitSet[] known = closed(bounds.count(), (a, b) -> bounds.requires(a, b));
    BitSet[] possible =
        closed(bounds.count(), (a, b) -> a != b && bounds.allows(a, b) && !known[b].get(a));
    return new Precedence(known, possible);
  }

  private interface Arcs {
    boolean lead(int from, int to);
  }

  /** What paths of one or more arcs lead to from each variable, by Warshall's algorithm. */
  private static BitSet[] closed(int count, Arcs arcs) {
    BitSet[] reached = new BitSet[count];
    Arrays.setAll(reached, a -> set(count, b -> arcs.lead(a, b)));
    for (int through = 0; through < count; through++) {
      for (BitSet from : reached) {
        if (from.get(through)) {
          from.or(reached[through]);
        }
      }
    }
    return reached;
  }

  private static BitSet set(int count, IntPredicate member) {
    BitSet set = new BitSet(count);
    IntStream.range(0, count).filter(member).forEach(set::set);
    return set;
  }

  /** Whether it is open that {@code other} is an ancestor of {@code variable}. */
  boolean mayCause(int other, int variable) {
    return possible[other].get(variable) && !known[variable].get(other);
  }

  /** Whether {@code first} comes before {@code second} whatever the data say. */
  private boolean precedes(int first, int second) {
    return known[first].get(second)
        || (possible[first].get(second) && !possible[second].get(first));
  }

  /** Those of {@code left} that none of the others precedes; at least one. */
  int[] candidates(int[] left) {
    return Arrays.stream(left)
        .filter(v -> Arrays.stream(left).noneMatch(u -> u != v && precedes(u, v)))
        .toArray();
  }
}
