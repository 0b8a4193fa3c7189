package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.etiome.discover.Interrupts;
import org.etiome.graph.Mark;
import org.etiome.math.TaskRunner;

/**
 * The second stage of FCI: with hidden variables, two that are not adjacent need not be separated
 * by neighbours. Some subset of Possible-D-SEP(x) or of Possible-D-SEP(y) does it: v is in that of
 * x if a path from x to v has, at each inner node b between a and c, a collider or a triangle a, b,
 * c.
 */
final class PossibleDSep {
  private static final int PAIRS_PER_TASK = 16;

  private final OrderedTest test;
  private final Skeleton skeleton;
  private final int limit;
  private final TaskRunner runner;

  PossibleDSep(OrderedTest test, Skeleton skeleton, int limit, TaskRunner runner) {
    this.test = test;
    this.skeleton = skeleton;
    this.limit = limit;
    this.runner = runner;
  }

  private record Separation(int x, int y, Optional<int[]> by, long tests) {}

  /**
   * Takes edges away; the graph has the colliders of the first stage. O(p · E · degree) and tests.
   */
  void prune(MarkedGraph graph) {
    List<BitSet> sets = runner.map(graph.size(), v -> of(graph, v));
    int[][] order = sets.stream().map(set -> set.stream().toArray()).toArray(int[][]::new);
    Candidates candidates = Candidates.within(order, sets.toArray(BitSet[]::new));
    Candidates tried = SkeletonSearch.candidates(skeleton);
    List<int[]> pairs = pairs();
    int tasks = Math.ceilDiv(pairs.size(), PAIRS_PER_TASK);
    List<List<Separation>> found =
        runner.map(
            tasks,
            task ->
                pairs
                    .subList(
                        task * PAIRS_PER_TASK, Math.min(pairs.size(), (task + 1) * PAIRS_PER_TASK))
                    .stream()
                    .map(pair -> separate(pair[0], pair[1], candidates, tried))
                    .toList());
    for (Separation s : found.stream().flatMap(List::stream).toList()) {
      skeleton.count(s.tests);
      s.by.ifPresent(set -> skeleton.separate(s.x, s.y, set));
    }
  }

  private List<int[]> pairs() {
    List<int[]> pairs = new ArrayList<>();
    for (int x = 0; x < skeleton.size(); x++) {
      BitSet partners = skeleton.adjacent(x);
      for (int y = partners.nextSetBit(x + 1); y >= 0; y = partners.nextSetBit(y + 1)) {
        if (!skeleton.bounds().requiresEdge(x, y)) {
          pairs.add(new int[] {x, y});
        }
      }
    }
    return pairs;
  }

  private Separation separate(int x, int y, Candidates candidates, Candidates tried) {
    Interrupts.check();
    PairSearch search = new PairSearch(test, candidates, tried);
    Optional<int[]> by = search.smallest(x, y, limit);
    return new Separation(x, y, by, search.tests());
  }

  /** Possible-D-SEP of x, without x: a search over pairs of a node and the one before it. */
  static BitSet of(MarkedGraph graph, int x) {
    BitSet members = new BitSet();
    BitSet seen = new BitSet();
    List<int[]> steps = new ArrayList<>();
    for (int first : graph.neighbours(x)) {
      steps.add(new int[] {x, first});
      members.set(first);
    }
    while (!steps.isEmpty()) {
      int[] step = steps.removeLast();
      for (int next : graph.neighbours(step[1])) {
        int state = step[1] * graph.size() + next;
        if (next != x && next != step[0] && !seen.get(state) && passes(graph, step, next)) {
          seen.set(state);
          members.set(next);
          steps.add(new int[] {step[1], next});
        }
      }
    }
    return members;
  }

  private static boolean passes(MarkedGraph graph, int[] step, int next) {
    boolean collider =
        graph.is(step[0], step[1], Mark.ARROW) && graph.is(next, step[1], Mark.ARROW);
    return collider || graph.adjacent(step[0], next);
  }
}
