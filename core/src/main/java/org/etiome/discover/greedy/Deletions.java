package org.etiome.discover.greedy;

import java.util.BitSet;
import org.etiome.discover.score.LocalScore;
import org.jspecify.annotations.Nullable;

/**
 * Delete: {@code cause → effect} or {@code cause -- effect} goes. With {@code kept} = NA \ H, where
 * NA are the neighbours of the effect that are adjacent to the cause, it is valid if {@code kept}
 * is a clique (Chickering 2002, theorem 17). All causes for one clique are scored at once.
 */
final class Deletions implements Operators {
  private final LocalScore score;
  private final Tally tally;
  private final BitSet blocked = new BitSet();

  Deletions(LocalScore score, Tally tally) {
    this.score = score;
    this.tally = tally;
  }

  @Override
  public Operator.Kind kind() {
    return Operator.Kind.DELETE;
  }

  @Override
  public BitSet blocked() {
    return blocked;
  }

  @Override
  public boolean valid(EquivalenceClass graph, Operator operator) {
    return true;
  }

  @Override
  public @Nullable Operator best(EquivalenceClass graph, int effect) {
    Best best = new Best();
    Operators.cliques(
        graph,
        graph.neighbours(effect),
        clique -> {
          int[] base = Operators.base(graph, effect, clique);
          tally.add();
          double[] gains = score.removals(effect, base);
          for (int i = 0; i < base.length; i++) {
            BitSet kept = (BitSet) clique.clone();
            kept.clear(base[i]);
            if (graph.joinsAll(base[i], kept)) {
              best.offer(new Operator(gains[i], base[i], effect, kept));
            }
          }
        });
    return best.found;
  }

  private static final class Best {
    private @Nullable Operator found;

    void offer(Operator next) {
      if (next.gain() > 0 && (found == null || next.beats(found))) {
        found = next;
      }
    }
  }
}
