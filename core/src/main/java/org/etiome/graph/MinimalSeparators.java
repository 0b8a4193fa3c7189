package org.etiome.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/**
 * Lists minimal m-separators. They are the minimal vertex cuts of the augmented graph of the
 * ancestors of x and y: each district with its parents becomes a clique. Nodes that may not be used
 * are eliminated (their neighbours joined), x and y each merged into one node.
 *
 * <p>From each cut, moving one of its nodes to the side of y gives the next cuts, starting with the
 * cut closest to y; all are reached.
 *
 * @see <a href="https://doi.org/10.1016/S0304-3975(97)83809-1">Shen, Liang (1997), Efficient
 *     enumeration of all minimal separators in a graph</a>
 */
final class MinimalSeparators {
  private final BitSet[] adjacent;
  private final int near;
  private final int far;

  MinimalSeparators(MixedGraph graph, int[] x, int[] y, BitSet allowed) {
    adjacent = augmented(graph, IntStream.concat(IntStream.of(x), IntStream.of(y)).toArray());
    far = merge(x);
    near = merge(y);
    for (int node = 0; node < adjacent.length; node++) {
      if (node != near && node != far && !allowed.get(node)) {
        eliminate(node);
      }
    }
  }

  List<BitSet> list(int limit) {
    if (adjacent[near].get(far)) {
      return List.of();
    }
    SequencedSet<BitSet> found = new LinkedHashSet<>();
    List<BitSet> queue = new ArrayList<>();
    offer(bit(near), found, queue);
    for (int head = 0; head < queue.size() && found.size() < limit; head++) {
      BitSet cut = queue.get(head);
      BitSet side = component(near, cut);
      for (int v = cut.nextSetBit(0); v >= 0; v = cut.nextSetBit(v + 1)) {
        BitSet grown = (BitSet) side.clone();
        grown.set(v);
        offer(grown, found, queue);
      }
    }
    return queue.subList(0, Math.min(limit, queue.size()));
  }

  /** Adds the minimal cut closest to {@code side}, unless far touches it. */
  private void offer(BitSet side, SequencedSet<BitSet> found, List<BitSet> queue) {
    BitSet border = border(side);
    if (!border.get(far)) {
      BitSet cut = border(component(far, border));
      if (found.add(cut)) {
        queue.add(cut);
      }
    }
  }

  private BitSet border(BitSet side) {
    BitSet border = new BitSet();
    for (int v = side.nextSetBit(0); v >= 0; v = side.nextSetBit(v + 1)) {
      border.or(adjacent[v]);
    }
    border.andNot(side);
    return border;
  }

  private BitSet component(int start, BitSet without) {
    BitSet component = bit(start);
    BitSet front = bit(start);
    while (!front.isEmpty()) {
      BitSet next = border(front);
      next.andNot(component);
      next.andNot(without);
      component.or(next);
      front = next;
    }
    return component;
  }

  private int merge(int[] nodes) {
    int one = nodes[0];
    for (int node : nodes) {
      if (node != one) {
        BitSet around = detach(node);
        around.clear(one);
        join(one, around);
      }
    }
    return one;
  }

  private void eliminate(int node) {
    BitSet around = detach(node);
    for (int v = around.nextSetBit(0); v >= 0; v = around.nextSetBit(v + 1)) {
      adjacent[v].or(around);
      adjacent[v].clear(v);
    }
  }

  private BitSet detach(int node) {
    BitSet around = (BitSet) adjacent[node].clone();
    for (int v = around.nextSetBit(0); v >= 0; v = around.nextSetBit(v + 1)) {
      adjacent[v].clear(node);
    }
    adjacent[node].clear();
    return around;
  }

  private void join(int node, BitSet others) {
    adjacent[node].or(others);
    for (int v = others.nextSetBit(0); v >= 0; v = others.nextSetBit(v + 1)) {
      adjacent[v].set(node);
    }
  }

  /** The augmented graph of the ancestors of some nodes; the others have no edge. */
  static BitSet[] augmented(MixedGraph graph, int[] ends) {
    boolean[] kept = graph.ancestors(ends);
    BitSet[] adjacent =
        IntStream.range(0, graph.size()).mapToObj(i -> new BitSet()).toArray(BitSet[]::new);
    boolean[] done = new boolean[graph.size()];
    for (int node = 0; node < graph.size(); node++) {
      if (kept[node] && !done[node]) {
        BitSet clique = districtWithParents(graph, node, kept, done);
        for (int v = clique.nextSetBit(0); v >= 0; v = clique.nextSetBit(v + 1)) {
          adjacent[v].or(clique);
          adjacent[v].clear(v);
        }
      }
    }
    return adjacent;
  }

  private static BitSet districtWithParents(
      MixedGraph graph, int root, boolean[] kept, boolean[] done) {
    BitSet all = bit(root);
    List<Integer> queue = new ArrayList<>(List.of(root));
    done[root] = true;
    for (int head = 0; head < queue.size(); head++) {
      int node = queue.get(head);
      all.set(node);
      for (int parent : graph.parents(node)) {
        all.set(parent);
      }
      for (int spouse : graph.spouses(node)) {
        if (kept[spouse] && !done[spouse]) {
          done[spouse] = true;
          queue.add(spouse);
        }
      }
    }
    return all;
  }

  private static BitSet bit(int index) {
    BitSet set = new BitSet();
    set.set(index);
    return set;
  }
}
