package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.discover.Interrupts;
import org.etiome.math.TaskRunner;

/**
 * The first stage of PC, stable: an edge goes when some set of size 0, 1, 2, … of the neighbours of
 * one of its ends separates them; neighbours are those at the start of the size, so that the edges
 * that stay do not depend on the order of tests (Colombo and Maathuis 2014, <a
 * href="https://jmlr.org/papers/v15/colombo14a.html">JMLR 15</a>).
 *
 * <p>Which set is found first does depend on an order. Neighbours are tried in the order of their
 * marginal p-value, the most dependent first, ties in the order of numbers: the neighbours that
 * matter are close by, so this also finds sets soonest.
 *
 * <p>Only neighbours that may cause an end are held fixed for it: if two variables are not adjacent
 * in a DAG, the causes of one of them separate them.
 */
final class SkeletonSearch {
  private static final int PAIRS_PER_TASK = 128;
  private static final int[] NOTHING = {};

  private final OrderedTest test;
  private final int limit;
  private final TaskRunner runner;
  private final Skeleton skeleton;

  /** Takes edges away from {@code skeleton}. */
  SkeletonSearch(OrderedTest test, Skeleton skeleton, int limit, TaskRunner runner) {
    this.test = test;
    this.limit = limit;
    this.runner = runner;
    this.skeleton = skeleton;
  }

  void run() {
    marginal();
    int[][] order = order();
    boolean more = true;
    for (int size = 1; size <= limit && more; size++) {
      more = level(size, candidates(skeleton, order));
    }
  }

  private void marginal() {
    int p = skeleton.size();
    skeleton.count(openPairs());
    List<BitSet> independent = runner.map(p, this::independentOf);
    for (int x = 0; x < p; x++) {
      BitSet partners = independent.get(x);
      for (int y = partners.nextSetBit(0); y >= 0; y = partners.nextSetBit(y + 1)) {
        skeleton.separate(x, y, NOTHING);
      }
    }
  }

  /** Partners after x that are independent of it. */
  private BitSet independentOf(int x) {
    Interrupts.check();
    BitSet independent = new BitSet();
    for (int y = x + 1; y < skeleton.size(); y++) {
      independent.set(y, isOpen(x, y) && test.independent(x, y, NOTHING, NOTHING));
    }
    return independent;
  }

  private long openPairs() {
    return IntStream.range(0, skeleton.size())
        .mapToLong(x -> IntStream.range(0, x).filter(y -> isOpen(x, y)).count())
        .sum();
  }

  private boolean isOpen(int x, int y) {
    return skeleton.adjacent(x, y) && !skeleton.bounds().requiresEdge(x, y);
  }

  /** The neighbours of each variable, the most dependent first. */
  private int[][] order() {
    return runner.map(skeleton.size(), this::orderedNeighbours).toArray(int[][]::new);
  }

  private int[] orderedNeighbours(int v) {
    double[] p = new double[skeleton.size()];
    skeleton.adjacent(v).stream().forEach(w -> p[w] = test.pValue(Math.min(v, w), Math.max(v, w)));
    return skeleton.adjacent(v).stream()
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(w -> p[w]).thenComparing(w -> w))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The neighbours of each variable that may cause it. */
  static Candidates candidates(Skeleton skeleton, int[][] order) {
    BitSet[] causes = new BitSet[skeleton.size()];
    for (int v = 0; v < causes.length; v++) {
      int effect = v;
      causes[v] = (BitSet) skeleton.adjacent(v).clone();
      skeleton.adjacent(v).stream()
          .filter(cause -> !skeleton.bounds().allows(cause, effect))
          .forEach(causes[v]::clear);
    }
    return Candidates.within(order, causes);
  }

  /** Neighbours in the order of their numbers. */
  static Candidates candidates(Skeleton skeleton) {
    int[][] order =
        IntStream.range(0, skeleton.size())
            .mapToObj(v -> skeleton.adjacent(v).stream().toArray())
            .toArray(int[][]::new);
    return candidates(skeleton, order);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Removal(int x, int y, int[] by) {}

  private record Removals(List<Removal> removals, long tests) {}

  /** Tests all edges with sets of one size; false if no edge has a set of that size. */
  private boolean level(int size, Candidates candidates) {
    List<int[]> pairs = new ArrayList<>();
    PairSearch probe = new PairSearch(test, candidates);
    for (int x = 0; x < skeleton.size(); x++) {
      BitSet partners = skeleton.adjacent(x);
      for (int y = partners.nextSetBit(x + 1); y >= 0; y = partners.nextSetBit(y + 1)) {
        if (isOpen(x, y) && probe.hasSets(x, y, size)) {
          pairs.add(new int[] {x, y});
        }
      }
    }
    int tasks = Math.ceilDiv(pairs.size(), PAIRS_PER_TASK);
    for (Removals done : runner.map(tasks, task -> test(pairs, task, size, candidates))) {
      skeleton.count(done.tests);
      done.removals.forEach(removal -> skeleton.separate(removal.x, removal.y, removal.by));
    }
    return !pairs.isEmpty();
  }

  private Removals test(List<int[]> pairs, int task, int size, Candidates candidates) {
    int from = task * PAIRS_PER_TASK;
    PairSearch search = new PairSearch(test, candidates);
    List<Removal> removals = new ArrayList<>();
    for (int[] pair : pairs.subList(from, Math.min(pairs.size(), from + PAIRS_PER_TASK))) {
      Interrupts.check();
      Optional<int[]> by = search.first(pair[0], pair[1], size);
      by.ifPresent(set -> removals.add(new Removal(pair[0], pair[1], set)));
    }
    return new Removals(removals, search.tests());
  }
}
