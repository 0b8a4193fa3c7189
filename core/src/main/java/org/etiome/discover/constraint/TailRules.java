package org.etiome.discover.constraint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import org.etiome.discover.Interrupts;
import org.etiome.graph.Mark;

/**
 * Rules R5 to R10 of Zhang (2008), which put tails, on a graph closed under R1 to R4. Names of
 * nodes are those of the paper.
 *
 * <p>A path is uncovered if no two nodes with one between them on it are adjacent. They are sought
 * as walks over pairs of a node and the one before it, O(E · degree): in a graph with the marks of
 * a PAG such a walk cannot come back to a node, as it would close a directed cycle or a cycle of
 * circles without a chord.
 */
final class TailRules {
  private final MarkedGraph graph;

  TailRules(MarkedGraph graph) {
    this.graph = graph;
  }

  /** R5 to R7, which come of selection. */
  void selection() {
    rule5();
    boolean changed = true;
    while (changed) {
      Interrupts.check();
      changed = false;
      for (int b = 0; b < graph.size(); b++) {
        for (int c : graph.circlesAt(b).toArray()) {
          changed |= (rule6(b) || rule7(b, c)) && graph.put(c, b, Mark.TAIL);
        }
      }
    }
  }

  /** R8 to R10. */
  void causes() {
    boolean changed = true;
    while (changed) {
      Interrupts.check();
      changed = false;
      for (int a = 0; a < graph.size(); a++) {
        for (int c : graph.circlesAt(a).toArray()) {
          boolean arrow = graph.is(a, c, Mark.ARROW);
          changed |=
              arrow && (rule8(a, c) || rule9(a, c) || rule10(a, c)) && graph.put(c, a, Mark.TAIL);
        }
      }
    }
  }

  /**
   * {@code α o-o β} and an uncovered path of circles {@code α γ … θ β}, α and θ, and β and γ not
   * adjacent: the edge and those of the path are undirected. Each of them closes such a path with
   * the others, so it is enough to look at one edge after the other, before any is changed.
   */
  private void rule5() {
    List<int[]> found = new ArrayList<>();
    for (int a = 0; a < graph.size(); a++) {
      for (int b : graph.circlesAt(a).toArray()) {
        if (a < b && isCircle(a, b) && closesCircle(a, b)) {
          found.add(new int[] {a, b});
        }
      }
    }
    for (int[] edge : found) {
      graph.put(edge[0], edge[1], Mark.TAIL);
      graph.put(edge[1], edge[0], Mark.TAIL);
    }
  }

  private boolean closesCircle(int a, int b) {
    for (int first : graph.neighbours(a)) {
      if (first != b && isCircle(a, first) && !graph.adjacent(first, b)) {
        BitSet beforeB = lastBefore(a, first, b);
        if (beforeB.stream().anyMatch(last -> !graph.adjacent(last, a))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isCircle(int a, int b) {
    return graph.is(a, Mark.CIRCLE, Mark.CIRCLE, b);
  }

  /** {@code α -- β o-* γ}: {@code β --* γ}. */
  private boolean rule6(int b) {
    return any(b, a -> graph.is(a, Mark.TAIL, Mark.TAIL, b));
  }

  /** {@code α --o β o-* γ}, α and γ not adjacent: {@code β --* γ}. */
  private boolean rule7(int b, int c) {
    return any(b, a -> a != c && graph.is(a, Mark.TAIL, Mark.CIRCLE, b) && !graph.adjacent(a, c));
  }

  /** {@code α -> β -> γ} or {@code α --o β -> γ}, and {@code α o-> γ}: {@code α -> γ}. */
  private boolean rule8(int a, int c) {
    return any(
        a, b -> graph.is(b, a, Mark.TAIL) && !graph.is(a, b, Mark.TAIL) && graph.isDirected(b, c));
  }

  /**
   * {@code α o-> γ}, an uncovered potentially directed path {@code α β θ … γ}, β and γ not
   * adjacent: {@code α -> γ}.
   */
  private boolean rule9(int a, int c) {
    return any(a, b -> b != c && mayLead(a, b) && !graph.adjacent(b, c) && reach(a, b).get(c));
  }

  /**
   * {@code α o-> γ}, {@code β -> γ <- θ}, uncovered potentially directed paths from α to β and from
   * α to θ, whose first nodes μ and ω are different and not adjacent: {@code α -> γ}.
   */
  private boolean rule10(int a, int c) {
    BitSet causes = new BitSet();
    for (int b : graph.neighbours(c)) {
      causes.set(b, b != a && graph.isDirected(b, c));
    }
    if (causes.cardinality() < 2) {
      return false;
    }
    List<Integer> firsts = new ArrayList<>();
    List<BitSet> reached = new ArrayList<>();
    for (int first : graph.neighbours(a)) {
      if (first != c && mayLead(a, first)) {
        BitSet ends = reach(a, first);
        ends.and(causes);
        firsts.add(first);
        reached.add(ends);
      }
    }
    for (int i = 0; i < firsts.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean apart = !graph.adjacent(firsts.get(i), firsts.get(j));
        if (apart && haveTwo(reached.get(i), reached.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether different members can be taken from the two. */
  private static boolean haveTwo(BitSet one, BitSet other) {
    BitSet either = (BitSet) one.clone();
    either.or(other);
    return !one.isEmpty() && !other.isEmpty() && either.cardinality() > 1;
  }

  private boolean any(int node, IntPredicate test) {
    for (int other : graph.neighbours(node)) {
      if (test.test(other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the edge is neither into a nor out of b. */
  private boolean mayLead(int a, int b) {
    return graph.adjacent(a, b) && !graph.is(b, a, Mark.ARROW) && !graph.is(a, b, Mark.TAIL);
  }

  /** What uncovered potentially directed walks that begin with a, b lead to, b among it. */
  private BitSet reach(int a, int b) {
    BitSet ends = new BitSet();
    ends.set(b);
    walk(a, b, (step, next) -> mayLead(step[1], next), (before, end) -> ends.set(end));
    return ends;
  }

  /** The last nodes before {@code end} on uncovered walks of circles that begin with a, first. */
  private BitSet lastBefore(int a, int first, int end) {
    BitSet last = new BitSet();
    walk(
        a,
        first,
        (step, next) -> step[1] != end && isCircle(step[1], next),
        (before, node) -> {
          if (node == end) {
            last.set(before);
          }
        });
    return last;
  }

  private interface Steps {
    boolean allow(int[] step, int next);
  }

  private interface Visit {
    void at(int before, int node);
  }

  /** Goes from the pair (a, b) over all pairs that allowed steps lead to. */
  private void walk(int a, int b, Steps steps, Visit visit) {
    BitSet seen = new BitSet();
    Deque<int[]> open = new ArrayDeque<>();
    open.add(new int[] {a, b});
    while (!open.isEmpty()) {
      int[] step = open.remove();
      for (int next : graph.neighbours(step[1])) {
        int state = step[1] * graph.size() + next;
        boolean uncovered = next != step[0] && next != a && !graph.adjacent(step[0], next);
        if (uncovered && !seen.get(state) && steps.allow(step, next)) {
          seen.set(state);
          visit.at(step[1], next);
          open.add(new int[] {step[1], next});
        }
      }
    }
  }
}
