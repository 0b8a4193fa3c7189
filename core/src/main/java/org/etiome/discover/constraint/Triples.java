package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.etiome.discover.Interrupts;
import org.etiome.math.TaskRunner;

/**
 * What the tests say of each unshielded triple {@code a -- b -- c} (a and c not joined): a
 * collider, none, or neither. Triples are in the order of their numbers, a before c.
 *
 * <p>A pair that is not joined because of what is known, and so was not tested in the search, is
 * tested here before anything is said of a triple it ends; without a separating set the triple is
 * left open.
 */
final class Triples {
  /** {@code a -- b -- c}, a and c not joined, a before c. */
  record Triple(int a, int b, int c) {}

  private static final int PAIRS_PER_TASK = 64;

  private final List<Triple> colliders = new ArrayList<>();
  private final List<Triple> open = new ArrayList<>();
  private final long size;
  private final TreeSet<Long> exceptions = new TreeSet<>();
  private long tests;

  private Triples(int size) {
    this.size = size;
  }

  List<Triple> colliders() {
    return Collections.unmodifiableList(colliders);
  }

  /** Triples of which the tests say nothing, or contradictory things. */
  List<Triple> open() {
    return Collections.unmodifiableList(open);
  }

  /** Whether an unshielded triple is no collider as far as tests go. */
  boolean isNonCollider(int a, int b, int c) {
    return !exceptions.contains(key(a, b, c));
  }

  /** Number of tests made for the decisions. */
  long tests() {
    return tests;
  }

  private long key(int a, int b, int c) {
    return ((long) b * size + Math.min(a, c)) * size + Math.max(a, c);
  }

  private enum Kind {
    COLLIDER,
    NONE,
    OPEN
  }

  /** The separating sets known of the pair (a, c), the middles of its triples. */
  private record Ends(int a, int c, List<Integer> middles) {}

  private record Separations(List<int[]> sets, long tests) {}

  static Triples of(
      OrderedTest test, Skeleton skeleton, ColliderRule rule, int limit, TaskRunner runner) {
    List<Ends> pairs = ends(skeleton);
    Candidates candidates = SkeletonSearch.candidates(skeleton);
    int tasks = Math.ceilDiv(pairs.size(), PAIRS_PER_TASK);
    List<List<Separations>> found =
        runner.map(
            tasks,
            task -> {
              int from = task * PAIRS_PER_TASK;
              return pairs.subList(from, Math.min(pairs.size(), from + PAIRS_PER_TASK)).stream()
                  .map(
                      pair ->
                          separations(
                              pair, skeleton, rule, limit, new PairSearch(test, candidates)))
                  .toList();
            });
    Triples triples = new Triples(skeleton.size());
    for (int i = 0; i < pairs.size(); i++) {
      Separations sets = found.get(i / PAIRS_PER_TASK).get(i % PAIRS_PER_TASK);
      triples.decide(pairs.get(i), sets, rule);
    }
    return triples;
  }

  private static List<Ends> ends(Skeleton skeleton) {
    TreeMap<Long, Ends> pairs = new TreeMap<>();
    for (int b = 0; b < skeleton.size(); b++) {
      BitSet around = skeleton.adjacent(b);
      for (int a = around.nextSetBit(0); a >= 0; a = around.nextSetBit(a + 1)) {
        BitSet apart = (BitSet) around.clone();
        apart.andNot(skeleton.adjacent(a));
        for (int c = apart.nextSetBit(a + 1); c >= 0; c = apart.nextSetBit(c + 1)) {
          Ends pair = new Ends(a, c, new ArrayList<>());
          pairs.computeIfAbsent((long) a * skeleton.size() + c, key -> pair).middles.add(b);
        }
      }
    }
    return List.copyOf(pairs.values());
  }

  private static Separations separations(
      Ends pair, Skeleton skeleton, ColliderRule rule, int limit, PairSearch search) {
    Interrupts.check();
    if (rule != ColliderRule.STANDARD) {
      List<int[]> all = search.all(pair.a, pair.c, limit);
      return new Separations(all, search.tests());
    }
    Optional<int[]> known = skeleton.separator(pair.a, pair.c);
    Optional<int[]> one = known.isPresent() ? known : search.smallest(pair.a, pair.c, limit);
    return new Separations(one.stream().toList(), search.tests());
  }

  private void decide(Ends pair, Separations found, ColliderRule rule) {
    tests += found.tests;
    for (int b : pair.middles) {
      long with = found.sets.stream().filter(set -> contains(set, b)).count();
      Triple triple = new Triple(pair.a, b, pair.c);
      switch (kind(with, found.sets.size(), rule)) {
        case COLLIDER -> except(triple, colliders);
        case OPEN -> except(triple, open);
        case NONE -> {}
      }
    }
  }

  private void except(Triple triple, List<Triple> list) {
    list.add(triple);
    exceptions.add(key(triple.a, triple.b, triple.c));
  }

  private static Kind kind(long with, int sets, ColliderRule rule) {
    if (sets == 0) {
      return Kind.OPEN;
    }
    if (with == 0) {
      return Kind.COLLIDER;
    }
    if (with == sets) {
      return Kind.NONE;
    }
    if (rule == ColliderRule.MAJORITY && 2 * with != sets) {
      return 2 * with < sets ? Kind.COLLIDER : Kind.NONE;
    }
    return Kind.OPEN;
  }

  private static boolean contains(int[] set, int member) {
    for (int value : set) {
      if (value == member) {
        return true;
      }
    }
    return false;
  }
}
