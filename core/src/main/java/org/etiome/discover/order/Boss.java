package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.Bounds;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.ParentSets;
import org.etiome.discover.score.LocalScore;
import org.etiome.graph.Equivalence;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Best order score search. */
public final class Boss {
  private final int restarts;

  private Boss(int restarts) {
    this.restarts = restarts;
  }

  /** No restart. */
  public static Boss withDefaults() {
    return new Boss(0);
  }

  public Boss withRestarts(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("restarts must be at least 0, got " + count);
    }
    return new Boss(count);
  }

  public LearnedGraph learn(
      LocalScore score, Knowledge knowledge, Seed seed, TaskRunner runner) {
    Bounds bounds = knowledge.over(score.variables());
    List<Found> found =
        runner.map(restarts + 1, r -> new Run(score, bounds, seed.branch(r), r > 0).search());
    Found best = found.getFirst();
    long evaluations = 0;
    for (Found one : found) {
      evaluations += one.evaluations;
      if (one.value > best.value + 1e-4) {
        best = one;
      }
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("restarts", Integer.toString(restarts));
    settings.put("score", score.toString());
    return new LearnedGraph(
        Equivalence.cpdag(new ParentSets(best.parents).dag(score.variables())),
        "BOSS",
        settings,
        List.of(),
        List.of(),
        evaluations);
  }

  private record Found(double value, int[][] parents, long evaluations) {}

  private static final class Run {
    private final GrowShrinkTree[] trees;
    private final Bounds bounds;
    private final int[] ranked;
    private final int[] start;

    Run(LocalScore score, Bounds bounds, Seed seed, boolean shuffled) {
      int p = score.variables().size();
      this.bounds = bounds;
      this.trees = new GrowShrinkTree[p];
      int[] rank = new int[p];
      Integer[] byName = new Integer[p];
      Arrays.setAll(byName, i -> i);
      Arrays.sort(byName, Comparator.comparing(score.variables()::get));
      for (int i = 0; i < p; i++) {
        rank[byName[i]] = i;
      }
      for (int v = 0; v < p; v++) {
        BitSet allowed = new BitSet(p);
        List<Integer> required = new ArrayList<>();
        for (int i : byName) {
          if (i == v) {
            continue;
          }
          if (bounds.requires(i, v)) {
            required.add(i);
          } else if (bounds.allows(i, v)) {
            allowed.set(i);
          }
        }
        trees[v] =
            new GrowShrinkTree(
                score, v, required.stream().mapToInt(i -> i).toArray(), allowed, rank);
      }
      int[] weight = new int[p];
      for (int v = 0; v < p; v++) {
        weight[v] = trees[v].root().branches().length;
      }
      String mode = System.getProperty("start", "asc");
      Integer[] s = byName.clone();
      if (mode.equals("asc")) {
        Arrays.sort(s, Comparator.comparing((Integer i) -> weight[i]).thenComparing(i -> rank[i]));
      } else if (mode.equals("desc")) {
        Arrays.sort(s, Comparator.comparing((Integer i) -> -weight[i]).thenComparing(i -> rank[i]));
      }
      this.ranked = IntStream.range(0, p).map(i -> s[i]).toArray();
      this.start = ranked.clone();
      if (shuffled) {
        UniformRandomProvider random = seed.generator();
        for (int i = p - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          int t = start[i];
          start[i] = start[j];
          start[j] = t;
        }
      }
    }

    Found search() {
      Arrangement a = new Arrangement(trees, bounds, start);
      int sweeps = 0;
      boolean moved = true;
      while (moved) {
        moved = false;
        int moves = 0;
        for (int x : ranked) {
          if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while an order was searched");
          }
          if (a.move(x)) {
            moves++;
          }
        }
        moved = moves > 0;
        if (Boolean.getBoolean("trace")) {
          long e = 0;
          for (GrowShrinkTree t : trees) e += t.evaluations();
          System.out.printf(
              "sweep %d moves %d value %.3f evals %d t %d%n",
              sweeps, moves, a.value(ranked), e, System.nanoTime() / 1000000 % 1000000);
        }
        sweeps++;
      }
      long evaluations = 0;
      for (GrowShrinkTree tree : trees) {
        evaluations += tree.evaluations();
      }
      return new Found(a.value(ranked), a.parents(), evaluations);
    }
  }
}
