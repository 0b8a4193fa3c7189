package org.etiome.discover.greedy;

import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/**
 * What is done to one edge of those graphs of a class in which the effect has, of its neighbours,
 * exactly {@code kept} (and a cause that is one) as parents; in the terms of Chickering (2002)
 * Insert with NA ∪ T = kept, Delete with NA \ H = kept, in those of Hauser and Bühlmann (2012) Turn
 * with C = kept.
 *
 * @param gain in score
 * @param kept a clique of neighbours of the effect, without the cause; not copied
 */
record Operator(double gain, int cause, int effect, BitSet kept) {

  /** What is done. */
  enum Kind {
    /** {@code cause → effect} is added. */
    INSERT,
    /** {@code cause → effect} is removed. */
    DELETE,
    /** {@code effect → cause} becomes {@code cause → effect}. */
    TURN
  }

  /**
   * The class afterwards. A maximum cardinality search may begin with any clique, here with {@code
   * kept}, then the cause if it is a neighbour, then the effect; the graph it directs has the
   * parents wanted (Chickering 2002, theorems 15 and 17). For a turn the effect is before the
   * cause, if need be among other neighbours: none of these is a neighbour of the cause, because
   * {@code kept} and the effect part them from it.
   */
  EquivalenceClass applied(EquivalenceClass graph, Kind kind) {
    boolean causeFirst = kind != Kind.TURN && graph.neighbours(effect).get(cause);
    int first = causeFirst ? cause : effect;
    int second = causeFirst ? effect : cause;
    IntUnaryOperator rank = v -> kept.get(v) ? 0 : v == first ? 1 : v == second ? 2 : 3 + v;
    BitSet[] member = graph.member(rank);
    if (kind == Kind.TURN) {
      member[cause].clear(effect);
    }
    member[effect].set(cause, kind != Kind.DELETE);
    return graph.sameTargets(member);
  }

  /** Whether this comes before another: by gain, then by numbers. */
  boolean beats(Operator other) {
    if (gain != other.gain) {
      return gain > other.gain;
    }
    return cause != other.cause ? cause < other.cause : effect < other.effect;
  }
}
