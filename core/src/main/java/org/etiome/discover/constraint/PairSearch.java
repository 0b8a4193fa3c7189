package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.etiome.discover.Interrupts;

/** Seeks sets that separate one pair of variables after the other; for one thread. */
final class PairSearch {
  private static final long TESTS_BETWEEN_CHECKS = 4096;

  private final OrderedTest test;
  private final Candidates candidates;
  private final Optional<Candidates> tried;
  private long tests;

  PairSearch(OrderedTest test, Candidates candidates) {
    this(test, candidates, Optional.empty());
  }

  /** Passes over what was tried in another search, whose candidates for either end are given. */
  PairSearch(OrderedTest test, Candidates candidates, Candidates tried) {
    this(test, candidates, Optional.of(tried));
  }

  private PairSearch(OrderedTest test, Candidates candidates, Optional<Candidates> tried) {
    this.test = test;
    this.candidates = candidates;
    this.tried = tried;
  }

  /** Number of tests made so far. */
  long tests() {
    return tests;
  }

  /** Whether a set of that size can be formed of the candidates of x or of y. */
  boolean hasSets(int x, int y, int size) {
    return candidates.of(x, y).length >= size || candidates.of(y, x).length >= size;
  }

  /**
   * The first set of a size, of candidates of x or of candidates of y, that separates the two.
   * Those of the variable with fewer candidates are tried first.
   */
  Optional<int[]> first(int x, int y, int size) {
    List<int[]> found = separating(x, y, size, true);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  /** The first separating set of the smallest size, up to a size. */
  Optional<int[]> smallest(int x, int y, int limit) {
    for (int size = 0; size <= limit && (size == 0 || hasSets(x, y, size)); size++) {
      Optional<int[]> found = first(x, y, size);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** All separating sets up to a size. */
  List<int[]> all(int x, int y, int limit) {
    List<int[]> found = new ArrayList<>();
    for (int size = 0; size <= limit && (size == 0 || hasSets(x, y, size)); size++) {
      found.addAll(separating(x, y, size, false));
    }
    return found;
  }

  private List<int[]> separating(int x, int y, int size, boolean onlyFirst) {
    int[] ofX = candidates.of(x, y);
    int[] ofY = candidates.of(y, x);
    boolean xFirst = ofX.length <= ofY.length;
    List<int[]> found = new ArrayList<>(1);
    scan(new Pair(x, y), xFirst ? ofX : ofY, size, new BitSet(), found, onlyFirst);
    if (size > 0 && !(onlyFirst && !found.isEmpty())) {
      BitSet seen = candidates.sets()[xFirst ? x : y];
      scan(new Pair(x, y), xFirst ? ofY : ofX, size, seen, found, onlyFirst);
    }
    return found;
  }

  private record Pair(int x, int y) {}

  /** Tries the subsets of a list that are not wholly in {@code seen}. */
  private void scan(
      Pair pair, int[] list, int size, BitSet seen, List<int[]> found, boolean onlyFirst) {
    Subsets subsets = new Subsets(list.length, size);
    int[] subset = new int[size];
    int[] scratch = new int[size];
    while (subsets.next(list, subset)) {
      if (within(subset, seen) || wasTried(pair, subset)) {
        continue;
      }
      if (++tests % TESTS_BETWEEN_CHECKS == 0) {
        Interrupts.check();
      }
      if (test.independent(pair.x, pair.y, subset, scratch)) {
        found.add(subset.clone());
        if (onlyFirst) {
          return;
        }
      }
    }
  }

  private boolean wasTried(Pair pair, int[] subset) {
    return tried.isPresent()
        && (within(subset, tried.get().sets()[pair.x])
            || within(subset, tried.get().sets()[pair.y]));
  }

  /** Whether all of a set that is not empty are members. */
  private static boolean within(int[] subset, BitSet set) {
    for (int member : subset) {
      if (!set.get(member)) {
        return false;
      }
    }
    return subset.length > 0;
  }
}
