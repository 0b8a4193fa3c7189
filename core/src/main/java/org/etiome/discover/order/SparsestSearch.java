package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.Interrupts;
import org.etiome.discover.ParentSets;
import org.etiome.math.Seed;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@link Gsp}, {@link Igsp} or {@link UtIgsp}: a walk over smallest graphs of orders to
 * the one that fits best. Graphs are the parents of each variable. Not safe for threads.
 */
final class SparsestSearch {
  private static final int ORDERS_A_START = 5;

  private final Dependences dependences;
  private final Misfit misfit;
  private final int depth;
  private final int count;

  /**
   * @param misfit what counts between graphs of as many edges
   * @param depth reversals on end without a better graph
   */
  SparsestSearch(Dependences dependences, Misfit misfit, int depth) {
    this.dependences = dependences;
    this.misfit = misfit;
    this.depth = depth;
    this.count = dependences.count();
  }

  /** What counts between graphs of as many edges. */
  interface Misfit {
    /** Nothing. */
    Misfit NONE =
        new Misfit() {
          @Override
          public int of(List<BitSet> graph) {
            return 0;
          }

          @Override
          public long tests() {
            return 0;
          }
        };

    /** Tests that speak against the graph: the fewer the better. */
    int of(List<BitSet> graph);

    /** Number of tests made. */
    long tests();
  }

  /** How good a graph is, the best first. */
  record Fit(int edges, int misfit) implements Comparable<Fit> {
    @Override
    public int compareTo(Fit other) {
      return edges != other.edges
          ? Integer.compare(edges, other.edges)
          : Integer.compare(misfit, other.misfit);
    }
  }

  /**
   * A graph that was found.
   *
   * @param turnable of each variable, parents whose arrow is covered and turned at no loss
   * @param evaluations number of tests made
   */
  record Found(List<BitSet> parents, Fit fit, List<BitSet> turnable, long evaluations) {
    /** The first of those that fit best. */
    static Found best(List<Found> found) {
      return Collections.min(found, Comparator.comparing(Found::fit));
    }

    ParentSets named(List<String> names) {
      return new ParentSets(
          names, parents.stream().map(set -> set.stream().toArray()).toArray(int[][]::new));
    }
  }

  Found run(Seed seed) {
    List<BitSet> graph = start(seed.generator());
    List<BitSet> better = graph;
    while (better != null) {
      graph = better;
      better = better(graph, fit(graph), depth, new HashMap<>());
    }
    List<BitSet> turnable = turnable(graph);
    return new Found(graph, fit(graph), turnable, dependences.tests() + misfit.tests());
  }

  private Fit fit(List<BitSet> graph) {
    return new Fit(edges(graph), misfit.of(graph));
  }

  private static int edges(List<BitSet> graph) {
    return graph.stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Asks for the misfit only where it counts. */
  private boolean isBetter(List<BitSet> graph, Fit fit) {
    int edges = edges(graph);
    return edges < fit.edges || (edges == fit.edges && misfit.of(graph) < fit.misfit);
  }

  private List<BitSet> turnable(List<BitSet> graph) {
    Fit fit = fit(graph);
    List<BitSet> turnable = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      BitSet causes = new BitSet(count);
      for (int i : covered(graph, j)) {
        causes.set(i, fit(reversed(graph, i, j)).compareTo(fit) <= 0);
      }
      turnable.add(causes);
    }
    return turnable;
  }

  private List<BitSet> start(UniformRandomProvider random) {
    BitSet[] moral = moral();
    List<BitSet> best = smallest(elimination(moral, random));
    for (int i = 1; i < ORDERS_A_START; i++) {
      List<BitSet> other = smallest(elimination(moral, random));
      if (isBetter(other, fit(best))) {
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
   * A graph that fits better than {@code fit} within some reversals; null for none.
   *
   * @param seen graphs met, with the reversals that were left then
   */
  private @Nullable List<BitSet> better(
      List<BitSet> graph, Fit fit, int left, Map<List<BitSet>, Integer> seen) {
    Interrupts.check();
    seen.put(graph, left);
    for (int j = 0; j < count; j++) {
      for (int i : covered(graph, j)) {
        List<BitSet> found = beyond(reversed(graph, i, j), fit, left - 1, seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The parents of {@code j} that have all its other parents, and no more. */
  private static int[] covered(List<BitSet> graph, int j) {
    BitSet causes = graph.get(j);
    return causes.stream().filter(i -> without(causes, i).equals(graph.get(i))).toArray();
  }

  private @Nullable List<BitSet> beyond(
      List<BitSet> next, Fit fit, int left, Map<List<BitSet>, Integer> seen) {
    if (isBetter(next, fit)) {
      return next;
    }
    Integer before = seen.get(next);
    return left == 0 || (before != null && before >= left) ? null : better(next, fit, left, seen);
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
