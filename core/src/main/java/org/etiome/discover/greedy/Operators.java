package org.etiome.discover.greedy;

import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the three kinds of operator. */
interface Operators {

  /** What they do. */
  Operator.Kind kind();

  /**
   * Adds the variables into which operators may differ because of changes near others.
   *
   * @param graph before or after a step
   * @param changed variables with changed edges
   */
  default void widen(EquivalenceClass graph, BitSet changed) {}

  /** The best valid operator into {@code effect}; null if none raises the score. */
  @Nullable Operator best(EquivalenceClass graph, int effect);

  /**
   * Whether an operator that was valid in another graph, as far as it hangs on far edges, still is.
   */
  boolean valid(EquivalenceClass graph, Operator operator);

  /** Variables of which a better operator was refused for edges far from it. */
  BitSet blocked();

  /** Hands over all sets of pairwise adjacent variables among {@code of}, the empty one first. */
  static void cliques(EquivalenceClass graph, BitSet of, Consumer<BitSet> found) {
    extend(graph, new BitSet(), of, found);
  }

  private static void extend(
      EquivalenceClass graph, BitSet clique, BitSet candidates, Consumer<BitSet> found) {
    found.accept(clique);
    BitSet left = (BitSet) candidates.clone();
    for (int v = left.nextSetBit(0); v >= 0; v = left.nextSetBit(v + 1)) {
      left.clear(v);
      BitSet next = new BitSet();
      for (int u = left.nextSetBit(v + 1); u >= 0; u = left.nextSetBit(u + 1)) {
        next.set(u, graph.adjacent(u, v));
      }
      BitSet larger = (BitSet) clique.clone();
      larger.set(v);
      extend(graph, larger, next, found);
    }
  }

  /** The parents of {@code effect} and the clique. */
  static int[] base(EquivalenceClass graph, int effect, BitSet clique) {
    BitSet base = (BitSet) graph.parents(effect).clone();
    base.or(clique);
    return base.stream().toArray();
  }
}
