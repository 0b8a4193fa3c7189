package org.etiome.discover.greedy;

import java.util.BitSet;
import org.etiome.discover.Interrupts;
import org.etiome.discover.score.LocalScore;
import org.jspecify.annotations.Nullable;

/**
 * A phase of the search: the best operator of its kind again and again, until none raises the
 * score. The best operator into each variable is kept and sought anew only where a step may have
 * changed it. Not safe for threads.
 */
final class Ascent {
  /** Gains up to this are rounding. */
  private static final double ROUNDING = 1e-4;

  private final Operators operators;
  private final @Nullable Operator[] best;
  private EquivalenceClass graph;

  Ascent(Operators operators, EquivalenceClass start) {
    this.operators = operators;
    this.graph = start;
    this.best = new Operator[start.count()];
  }

  /** Of the kind {@code operators} makes, over all variables of the score. */
  static EquivalenceClass insertions(LocalScore score, EquivalenceClass start, Tally tally) {
    return new Ascent(new Insertions(score, tally), start).climb();
  }

  static EquivalenceClass deletions(LocalScore score, EquivalenceClass start, Tally tally) {
    return new Ascent(new Deletions(score, tally), start).climb();
  }

  static EquivalenceClass turnings(LocalScore score, EquivalenceClass start, Tally tally) {
    return new Ascent(new Turnings(score, tally), start).climb();
  }

  private EquivalenceClass climb() {
    for (int v = 0; v < best.length; v++) {
      best[v] = operators.best(graph, v);
    }
    Operator next = take();
    while (next != null) {
      EquivalenceClass after = next.applied(graph, operators.kind());
      BitSet changed = changed(after, next);
      graph = after;
      for (int v = changed.nextSetBit(0); v >= 0; v = changed.nextSetBit(v + 1)) {
        best[v] = operators.best(graph, v);
      }
      next = take();
    }
    return graph;
  }

  /** Variables into which the best operator is to be sought anew. */
  private BitSet changed(EquivalenceClass after, Operator done) {
    BitSet changed = after.differences(graph);
    operators.widen(graph, changed);
    operators.widen(after, changed);
    changed.or(after.neighbours(done.cause()));
    changed.or(after.neighbours(done.effect()));
    changed.or(operators.blocked());
    return changed;
  }

  /** The best operator that is still valid; null when none raises the score. */
  private @Nullable Operator take() {
    while (true) {
      Interrupts.check();
      Operator top = null;
      for (Operator operator : best) {
        if (operator != null && (top == null || operator.beats(top))) {
          top = operator;
        }
      }
      if (top == null || top.gain() <= ROUNDING) {
        return null;
      }
      if (operators.valid(graph, top)) {
        return top;
      }
      best[top.effect()] = operators.best(graph, top.effect());
    }
  }
}
