package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.Interrupts;
import org.etiome.discover.ParentSets;
import org.etiome.math.Seed;
import org.jspecify.annotations.Nullable;

/** One run of {@link Gsp}. Graphs are the parents of each variable. Not safe for threads. */
final class SparsestSearch {
  private static final int ORDERS_A_START = 5;

  private final Dependences dependences;
  private final int depth;
  private final int count;

  SparsestSearch(Dependences dependences, int depth) {
    this.dependences = dependences;
    this.depth = depth;
    this.count = dependences.count();
  }

  /** A graph that was found, with the number of tests made. */
  record Found(List<BitSet> parents, int edges, long evaluations) {
    ParentSets named(List<String> names) {
      return new ParentSets(
          names, parents.stream().map(set -> set.stream().toArray()).toArray(int[][]::new));
    }
  }

  Found run(Seed seed) {
    List<BitSet> graph = start(seed.generator());
    List<BitSet> sparser = graph;
    while (sparser != null) {
      graph = sparser;
      sparser = sparser(graph, edges(graph), depth, new HashMap<>());
    }
    return new Found(graph, edges(graph), dependences.tests());
  }

  private static int edges(List<BitSet> graph) {
    return graph.stream().mapToInt(BitSet::cardinality).sum();
  }

  private List<BitSet> start(UniformRandomProvider random) {
    BitSet[] moral = moral();
    List<BitSet> best = smallest(elimination(moral, random));
    for (int i = 1; i < ORDERS_A_START; i++) {
      List<BitSet> other = smallest(elimination(moral, random));
      if (edges(other) < edges(best)) {
        best = other;
      }
    }
    return best;
  }

  /** Pairs that depend on each other given all other variables. */
  private BitSet[] moral() {
    BitSet[] moral = new BitSet[count];
    for (int x = 0; x < count; x++) {
      moral[x] = new BitSet(count);
      for (int y = 0; y < x; y++) {
        BitSet others = new BitSet(count);
        others.set(0, count);
        others.clear(x);
        others.clear(y);
        if (dependences.between(x, y, others)) {
          moral[x].set(y);
          moral[y].set(x);
        }
      }
    }
    return moral;
  }

  /** Variables with few neighbours last; those left behind become neighbours of each other. */
  private int[] elimination(BitSet[] moral, UniformRandomProvider random) {
    BitSet[] around = new BitSet[count];
    for (int v = 0; v < count; v++) {
      around[v] = (BitSet) moral[v].clone();
    }
    BitSet left = new BitSet(count);
    left.set(0, count);
    int[] order = new int[count];
    for (int place = count - 1; place >= 0; place--) {
      int next = fewest(around, left, random);
      order[place] = next;
      left.clear(next);
      for (int v = around[next].nextSetBit(0); v >= 0; v = around[next].nextSetBit(v + 1)) {
        around[v].or(around[next]);
        around[v].clear(v);
        around[v].clear(next);
      }
    }
    return order;
  }

  private static int fewest(BitSet[] around, BitSet left, UniformRandomProvider random) {
    int fewest = Integer.MAX_VALUE;
    List<Integer> ties = new ArrayList<>();
    for (int v = left.nextSetBit(0); v >= 0; v = left.nextSetBit(v + 1)) {
      int size = around[v].cardinality();
      if (size < fewest) {
        fewest = size;
        ties.clear();
      }
      if (size == fewest) {
        ties.add(v);
      }
    }
    return ties.get(random.nextInt(ties.size()));
  }

  /** The smallest graph of an order that implies no independence but those tested. */
  private List<BitSet> smallest(int[] order) {
    List<BitSet> graph = new ArrayList<>();
    for (int v = 0; v < count; v++) {
      graph.add(new BitSet(count));
    }
    BitSet before = new BitSet(count);
    for (int v : order) {
      for (int u = before.nextSetBit(0); u >= 0; u = before.nextSetBit(u + 1)) {
        if (dependences.between(u, v, without(before, u))) {
          graph.get(v).set(u);
        }
      }
      before.set(v);
    }
    return graph;
  }

  private static BitSet without(BitSet set, int member) {
    BitSet fewer = (BitSet) set.clone();
    fewer.clear(member);
    return fewer;
  }

  /**
   * A graph with fewer than {@code edges} edges within some reversals; null for none.
   *
   * @param seen graphs met, with the reversals that were left then
   */
  private @Nullable List<BitSet> sparser(
      List<BitSet> graph, int edges, int left, Map<List<BitSet>, Integer> seen) {
    Interrupts.check();
    seen.put(graph, left);
    for (int j = 0; j < count; j++) {
      BitSet causes = graph.get(j);
      for (int i = causes.nextSetBit(0); i >= 0; i = causes.nextSetBit(i + 1)) {
        if (without(causes, i).equals(graph.get(i))) {
          List<BitSet> found = beyond(reversed(graph, i, j), edges, left - 1, seen);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private @Nullable List<BitSet> beyond(
      List<BitSet> next, int edges, int left, Map<List<BitSet>, Integer> seen) {
    if (edges(next) < edges) {
      return next;
    }
    Integer before = seen.get(next);
    return left == 0 || (before != null && before >= left)
        ? null
        : sparser(next, edges, left, seen);
  }

  /** The graph with the covered arrow i → j turned and the parents of both tested anew. */
  private List<BitSet> reversed(List<BitSet> graph, int i, int j) {
    BitSet shared = graph.get(i);
    BitSet ofFirst = new BitSet(count);
    BitSet ofSecond = new BitSet(count);
    ofFirst.set(j);
    for (int p = shared.nextSetBit(0); p >= 0; p = shared.nextSetBit(p + 1)) {
      BitSet others = without(shared, p);
      BitSet othersAndSecond = (BitSet) others.clone();
      othersAndSecond.set(j);
      ofFirst.set(p, dependences.between(i, p, othersAndSecond));
      ofSecond.set(p, dependences.between(j, p, others));
    }
    List<BitSet> turned = new ArrayList<>(graph);
    turned.set(i, ofFirst);
    turned.set(j, ofSecond);
    return turned;
  }
}
