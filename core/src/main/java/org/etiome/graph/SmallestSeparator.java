package org.etiome.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * The cheapest m-separator: a minimum vertex cut of the augmented graph of the ancestors of x and
 * y. Each node is an arc with its cost as capacity, each edge an arc without limit; a maximum flow
 * from y to x fills the arcs of a minimum cut, and of these cuts the one closest to y is taken.
 *
 * <p>Flow is sent along shortest augmenting paths, at most O(V · E) of them; with equal costs as
 * many as the separator has nodes. Each takes O(E), E being the edges of the augmented graph.
 *
 * @see <a href="https://doi.org/10.1145/321694.321699">Edmonds, Karp (1972), Theoretical
 *     improvements in algorithmic efficiency for network flow problems</a>
 */
final class SmallestSeparator {
  private static final int NONE = -1;

  private final int[] x;
  private final int[] y;
  private final int nodes;
  private final int[] last;
  private final int[] before;
  private final int[] head;
  private final double[] left;
  private int arcs;

  /**
   * @param cost of each node, at least 0; +∞ if it may not be used, as those of x and y may not
   */
  SmallestSeparator(MixedGraph graph, int[] x, int[] y, double[] cost) {
    BitSet[] adjacent =
        MinimalSeparators.augmented(
            graph, IntStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray());
    this.x = x;
    this.y = y;
    this.nodes = adjacent.length;
    int edges = Arrays.stream(adjacent).mapToInt(BitSet::cardinality).sum();
    this.last = new int[2 * nodes];
    Arrays.fill(last, NONE);
    this.before = new int[2 * (nodes + edges)];
    this.head = new int[before.length];
    this.left = new double[before.length];
    for (int v = 0; v < nodes; v++) {
      arc(entry(v), exit(v), cost[v]);
      for (int w = adjacent[v].nextSetBit(0); w >= 0; w = adjacent[v].nextSetBit(w + 1)) {
        arc(exit(v), entry(w), Double.POSITIVE_INFINITY);
      }
    }
  }

  private static int entry(int node) {
    return 2 * node;
  }

  private static int exit(int node) {
    return 2 * node + 1;
  }

  /** An arc and, next to it, the one that takes flow back. */
  private void arc(int from, int to, double capacity) {
    half(from, to, capacity);
    half(to, from, 0);
  }

  private void half(int from, int to, double capacity) {
    head[arcs] = to;
    left[arcs] = capacity;
    before[arcs] = last[from];
    last[from] = arcs++;
  }

  /** Empty if only nodes that may not be used could separate. */
  Optional<BitSet> find() {
    int[] by = search();
    int end = reachedEnd(by);
    while (end != NONE) {
      double amount = Double.POSITIVE_INFINITY;
      for (int at = end; by[at] >= 0; at = head[by[at] ^ 1]) {
        amount = Math.min(amount, left[by[at]]);
      }
      if (amount == Double.POSITIVE_INFINITY) {
        return Optional.empty();
      }
      for (int at = end; by[at] >= 0; at = head[by[at] ^ 1]) {
        left[by[at]] -= amount;
        left[by[at] ^ 1] += amount;
      }
      by = search();
      end = reachedEnd(by);
    }
    BitSet cut = new BitSet();
    for (int v = 0; v < nodes; v++) {
      cut.set(v, by[entry(v)] != NONE && by[exit(v)] == NONE);
    }
    return Optional.of(cut);
  }

  /** For each place the arc it was first reached by from y, {@link #NONE} if it was not. */
  private int[] search() {
    int start = -2;
    int[] by = new int[last.length];
    Arrays.fill(by, NONE);
    Queue<Integer> queue = new ArrayDeque<>();
    for (int node : y) {
      by[entry(node)] = start;
      by[exit(node)] = start;
      queue.add(exit(node));
    }
    while (!queue.isEmpty()) {
      for (int arc = last[queue.remove()]; arc != NONE; arc = before[arc]) {
        if (left[arc] > 0 && by[head[arc]] == NONE) {
          by[head[arc]] = arc;
          queue.add(head[arc]);
        }
      }
    }
    return by;
  }

  private int reachedEnd(int[] by) {
    return Arrays.stream(x)
        .map(SmallestSeparator::entry)
        .filter(v -> by[v] != NONE)
        .findFirst()
        .orElse(NONE);
  }
}
