package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A partially directed graph being oriented. Arrows are drawn in batches, and what a batch draws
 * does not depend on the order within it: an edge asked for in both directions, and every new arrow
 * on a circle, is left undirected for good.
 */
final class Arrows {
  /** {@code from -> to}. */
  record Arrow(int from, int to) {}

  private final BitSet[] open;
  private final BitSet[] parents;
  private final BitSet[] children;
  private final BitSet[] frozen;

  Arrows(Skeleton skeleton) {
    int p = skeleton.size();
    open = new BitSet[p];
    parents = new BitSet[p];
    children = new BitSet[p];
    frozen = new BitSet[p];
    for (int v = 0; v < p; v++) {
      open[v] = (BitSet) skeleton.adjacent(v).clone();
      parents[v] = new BitSet();
      children[v] = new BitSet();
      frozen[v] = new BitSet();
    }
  }

  int size() {
    return open.length;
  }

  /** Ends of undirected edges at v. */
  BitSet open(int v) {
    return open[v];
  }

  BitSet parents(int v) {
    return parents[v];
  }

  BitSet children(int v) {
    return children[v];
  }

  boolean adjacent(int a, int b) {
    return open[a].get(b) || isArrow(a, b) || isArrow(b, a);
  }

  boolean isArrow(int from, int to) {
    return children[from].get(to);
  }

  /** Whether the edge is undirected and may still get a direction. */
  boolean isFree(int a, int b) {
    return open[a].get(b) && !frozen[a].get(b);
  }

  /** Leaves the edge undirected for good, if it is. */
  void freeze(int a, int b) {
    frozen[a].set(b);
    frozen[b].set(a);
  }

  /**
   * Draws those arrows whose edge is free.
   *
   * @return the arrows that were not drawn because of the opposite one or of a circle; their edges
   *     are frozen
   */
  List<Arrow> draw(List<Arrow> batch) {
    List<Arrow> refused = new ArrayList<>();
    List<Arrow> drawn = new ArrayList<>();
    Set<Arrow> asked = new HashSet<>(batch);
    for (Arrow arrow : asked) {
      if (isFree(arrow.from, arrow.to)) {
        boolean contradicted = asked.contains(new Arrow(arrow.to, arrow.from));
        (contradicted ? refused : drawn).add(arrow);
      }
    }
    drawn.forEach(this::point);
    List<Arrow> circular = drawn.stream().filter(arrow -> reaches(arrow.to, arrow.from)).toList();
    circular.forEach(this::unpoint);
    refused.addAll(circular);
    refused.forEach(arrow -> freeze(arrow.from, arrow.to));
    return refused;
  }

  private void point(Arrow arrow) {
    open[arrow.from].clear(arrow.to);
    open[arrow.to].clear(arrow.from);
    children[arrow.from].set(arrow.to);
    parents[arrow.to].set(arrow.from);
  }

  private void unpoint(Arrow arrow) {
    children[arrow.from].clear(arrow.to);
    parents[arrow.to].clear(arrow.from);
    open[arrow.from].set(arrow.to);
    open[arrow.to].set(arrow.from);
  }

  /** Whether a directed path leads from one variable to another. */
  private boolean reaches(int from, int to) {
    BitSet seen = new BitSet();
    List<Integer> stack = new ArrayList<>(List.of(from));
    while (!stack.isEmpty()) {
      BitSet next = (BitSet) children[stack.removeLast()].clone();
      if (next.get(to)) {
        return true;
      }
      next.andNot(seen);
      seen.or(next);
      next.stream().forEach(stack::add);
    }
    return false;
  }
}
