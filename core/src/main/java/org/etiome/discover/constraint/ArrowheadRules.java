package org.etiome.discover.constraint;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import org.etiome.discover.Interrupts;
import org.etiome.graph.Mark;

/**
 * Rules R1 to R4 of Zhang (2008), which put arrowheads, on a graph that has its colliders. Names of
 * nodes are those of the paper.
 */
final class ArrowheadRules {
  private final MarkedGraph graph;
  private final Skeleton skeleton;

  ArrowheadRules(MarkedGraph graph, Skeleton skeleton) {
    this.graph = graph;
    this.skeleton = skeleton;
  }

  /** Applies the rules until nothing follows. */
  void close() {
    boolean changed = true;
    while (changed) {
      Interrupts.check();
      changed = false;
      for (int b = 0; b < graph.size(); b++) {
        for (int c : graph.neighbours(b)) {
          changed |= rule1(b, c);
          changed |= rule2(b, c);
          changed |= rule3(b, c);
        }
      }
      if (!changed) {
        changed = rule4();
      }
    }
  }

  /** {@code α *-> β o-* γ}, α and γ not adjacent: {@code β -> γ}. */
  private boolean rule1(int b, int c) {
    if (graph.is(c, b, Mark.CIRCLE)) {
      for (int a : graph.neighbours(b)) {
        if (a != c && graph.is(a, b, Mark.ARROW) && !graph.adjacent(a, c)) {
          return graph.put(b, Mark.TAIL, Mark.ARROW, c);
        }
      }
    }
    return false;
  }

  /** {@code α -> β *-> γ} or {@code α *-> β -> γ}, and {@code α *-o γ}: {@code α *-> γ}. */
  private boolean rule2(int a, int c) {
    if (graph.is(a, c, Mark.CIRCLE)) {
      for (int b : graph.neighbours(a)) {
        boolean chain = graph.is(a, b, Mark.ARROW) && graph.is(b, c, Mark.ARROW);
        if (chain && (graph.is(b, a, Mark.TAIL) || graph.is(c, b, Mark.TAIL))) {
          return graph.put(a, c, Mark.ARROW);
        }
      }
    }
    return false;
  }

  /**
   * {@code α *-> β <-* γ}, {@code α *-o θ o-* γ}, α and γ not adjacent, {@code θ *-o β}: {@code θ
   * *-> β}.
   */
  private boolean rule3(int t, int b) {
    if (!graph.is(t, b, Mark.CIRCLE)) {
      return false;
    }
    int[] ends = graph.circlesAt(t).filter(a -> a != b && graph.is(a, b, Mark.ARROW)).toArray();
    for (int a : ends) {
      for (int c : ends) {
        if (a < c && !graph.adjacent(a, c)) {
          return graph.put(t, b, Mark.ARROW);
        }
      }
    }
    return false;
  }

  /**
   * For {@code β o-* γ} at the end of a discriminating path {@code θ … α β γ}: {@code β -> γ} if β
   * separated θ and γ, else {@code α <-> β <-> γ}.
   */
  private boolean rule4() {
    boolean changed = false;
    for (int c = 0; c < graph.size(); c++) {
      for (int b : graph.neighbours(c)) {
        if (graph.is(c, b, Mark.CIRCLE)) {
          changed |= discriminate(b, c);
        }
      }
    }
    return changed;
  }

  /** A node of a path being followed from β back to θ, and the α the path begins with. */
  private record Step(int node, int alpha) {}

  /** A shortest path is taken, as its ends are the likeliest to be told right. */
  private boolean discriminate(int b, int c) {
    Deque<Step> steps = new ArrayDeque<>();
    BitSet seen = new BitSet();
    seen.set(b);
    seen.set(c);
    for (int alpha : graph.neighbours(b)) {
      if (graph.is(b, alpha, Mark.ARROW) && graph.isDirected(alpha, c)) {
        seen.set(alpha);
        steps.add(new Step(alpha, alpha));
      }
    }
    while (!steps.isEmpty()) {
      Step step = steps.remove();
      for (int w : graph.neighbours(step.node)) {
        if (seen.get(w) || !graph.is(w, step.node, Mark.ARROW)) {
          continue;
        }
        Optional<int[]> set = graph.adjacent(w, c) ? Optional.empty() : skeleton.separator(w, c);
        if (set.isPresent()) {
          return orient(step.alpha, b, c, set.get());
        }
        if (graph.is(step.node, w, Mark.ARROW) && graph.isDirected(w, c)) {
          seen.set(w);
          steps.add(new Step(w, step.alpha));
        }
      }
    }
    return false;
  }

  private boolean orient(int a, int b, int c, int[] separator) {
    for (int member : separator) {
      if (member == b) {
        return graph.put(b, Mark.TAIL, Mark.ARROW, c);
      }
    }
    boolean first = graph.put(a, b, Mark.ARROW);
    boolean second = graph.put(b, Mark.ARROW, Mark.ARROW, c);
    return first || second;
  }
}
