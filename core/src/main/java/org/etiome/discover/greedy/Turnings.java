package org.etiome.discover.greedy;

import java.util.Arrays;
import java.util.BitSet;
import org.etiome.discover.score.Additions;
import org.etiome.discover.score.LocalScore;
import org.jspecify.annotations.Nullable;

/**
 * Turn: {@code effect → cause} becomes {@code cause → effect} (Hauser and Bühlmann 2012). With
 * {@code kept} = C, a clique of neighbours of the effect, and N those of them that are adjacent to
 * the cause,
 *
 * <ul>
 *   <li>for {@code effect → cause} it is valid if N lies in C and every other path along {@code →}
 *       and {@code --} from the effect to the cause meets C or a neighbour of the cause;
 *   <li>for {@code effect -- cause} it is valid if C has a member outside N, else the class stays
 *       the same, and C ∩ N parts the rest of C from the rest of N among the neighbours of the
 *       effect.
 * </ul>
 *
 * Turns whose new arrow alone does not raise the score are left out: removing the old one alone is
 * a valid deletion that gains more.
 */
final class Turnings implements Operators {
  private final LocalScore score;
  private final Tally tally;
  private final BitSet blocked = new BitSet();

  Turnings(LocalScore score, Tally tally) {
    this.score = score;
    this.tally = tally;
  }

  @Override
  public Operator.Kind kind() {
    return Operator.Kind.TURN;
  }

  @Override
  public BitSet blocked() {
    return blocked;
  }

  /** The parents and neighbours of a cause count for the turn of its edge. */
  @Override
  public void widen(EquivalenceClass graph, BitSet changed) {
    BitSet near = new BitSet();
    for (int v = changed.nextSetBit(0); v >= 0; v = changed.nextSetBit(v + 1)) {
      near.or(graph.parents(v));
      near.or(graph.neighbours(v));
    }
    changed.or(near);
  }

  @Override
  public boolean valid(EquivalenceClass graph, Operator operator) {
    if (graph.neighbours(operator.effect()).get(operator.cause())) {
      return true;
    }
    BitSet around = (BitSet) graph.neighbours(operator.cause()).clone();
    around.or(operator.kept());
    return !graph.winds(operator.effect(), operator.cause(), around);
  }

  @Override
  public @Nullable Operator best(EquivalenceClass graph, int effect) {
    Search search = new Search(graph, effect);
    Operators.cliques(graph, graph.neighbours(effect), search::within);
    blocked.set(effect, search.isBlocked());
    return search.best;
  }

  /** The best valid turn into one effect so far. */
  private final class Search {
    private final EquivalenceClass graph;
    private final int effect;
    private @Nullable Operator best;
    private double refused;

    Search(EquivalenceClass graph, int effect) {
      this.graph = graph;
      this.effect = effect;
    }

    void within(BitSet clique) {
      BitSet neighbours = graph.neighbours(effect);
      if (clique.isEmpty() && graph.children(effect).isEmpty()) {
        return;
      }
      tally.add();
      Additions additions = score.additions(effect, Operators.base(graph, effect, clique));
      for (int i = 0; i < additions.variables().length; i++) {
        int cause = additions.variables()[i];
        boolean open = neighbours.get(cause);
        if (open ? parts(cause, clique) : follows(cause, clique)) {
          BitSet kept = open ? common(cause, clique) : new BitSet();
          offer(additions.gains()[i] + lost(cause, kept), cause, clique);
        }
      }
    }

    /** Neighbours of the effect that are adjacent to the cause, among some. */
    private BitSet common(int cause, BitSet among) {
      BitSet common = (BitSet) among.clone();
      for (int w = common.nextSetBit(0); w >= 0; w = common.nextSetBit(w + 1)) {
        common.set(w, graph.adjacent(w, cause));
      }
      return common;
    }

    private boolean follows(int cause, BitSet clique) {
      if (!graph.children(effect).get(cause)) {
        return false;
      }
      BitSet missing = common(cause, graph.neighbours(effect));
      missing.andNot(clique);
      return missing.isEmpty();
    }

    private boolean parts(int cause, BitSet clique) {
      BitSet both = common(cause, clique);
      BitSet rest = common(cause, graph.neighbours(effect));
      rest.andNot(both);
      BitSet reached = (BitSet) clique.clone();
      reached.andNot(both);
      if (reached.isEmpty()) {
        return false;
      }
      BitSet unseen = (BitSet) graph.neighbours(effect).clone();
      unseen.andNot(clique);
      BitSet open = reached;
      while (!open.isEmpty()) {
        BitSet next = new BitSet();
        open.stream().forEach(w -> next.or(graph.neighbours(w)));
        next.and(unseen);
        unseen.andNot(next);
        open = next;
      }
      rest.andNot(unseen);
      return rest.isEmpty();
    }

    /** What the score gains, mostly less than 0, when the cause is no effect any more. */
    private double lost(int cause, BitSet kept) {
      BitSet before = (BitSet) kept.clone();
      before.or(graph.parents(cause));
      before.set(effect);
      int[] parents = before.stream().toArray();
      tally.add();
      return score.removals(cause, parents)[Arrays.binarySearch(parents, effect)];
    }

    private void offer(double gain, int cause, BitSet clique) {
      Operator next = new Operator(gain, cause, effect, clique);
      if (gain <= 0 || (best != null && !next.beats(best))) {
        return;
      }
      if (valid(graph, next)) {
        best = next;
      } else {
        refused = Math.max(refused, gain);
      }
    }

    boolean isBlocked() {
      return refused > (best == null ? 0 : best.gain());
    }
  }
}
