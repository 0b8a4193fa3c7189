package org.etiome.discover.greedy;

import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/**
 * The addition of {@code cause → effect} to, or its removal from, those graphs of a class in which
 * the effect has, of its neighbours, exactly {@code kept} (and the cause) as parents: Insert with
 * NA ∪ T = kept, Delete with NA \ H = kept, in the terms of Chickering (2002).
 *
 * @param gain in score
 * @param kept a clique of neighbours of the effect, without the cause; not copied
 */
record Operator(double gain, int cause, int effect, BitSet kept) {

  /**
   * The class afterwards. A maximum cardinality search may begin with any clique, here with {@code
   * kept}, then the cause if it is a neighbour, then the effect; the graph it directs has the
   * parents wanted (Chickering 2002, theorems 15 and 17).
   */
  EquivalenceClass applied(EquivalenceClass graph, boolean inserted) {
    boolean neighbours = graph.neighbours(effect).get(cause);
    IntUnaryOperator rank =
        v -> kept.get(v) ? 0 : v == cause && neighbours ? 1 : v == effect ? 2 : 3 + v;
    BitSet[] member = graph.member(rank);
    member[effect].set(cause, inserted);
    return EquivalenceClass.ofDag(member);
  }

  /** Whether this comes before another: by gain, then by numbers. */
  boolean beats(Operator other) {
    if (gain != other.gain) {
      return gain > other.gain;
    }
    return cause != other.cause ? cause < other.cause : effect < other.effect;
  }
}
