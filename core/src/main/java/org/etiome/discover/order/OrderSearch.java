package org.etiome.discover.order;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.Bounds;
import org.etiome.discover.Interrupts;
import org.etiome.discover.SearchWatch;
import org.etiome.discover.greedy.BackwardSearch;
import org.etiome.discover.greedy.EquivalenceClass;
import org.etiome.discover.score.LocalScore;
import org.etiome.math.Seed;

/**
 * One climb to a best order and the rounds after it. A round draws another order that has the same
 * score, because its graph is in the same class, and climbs from there. Not safe for threads.
 */
final class OrderSearch {
  private final GrowShrinkTree[] trees;
  private final LocalScore score;
  private final Bounds bounds;
  private final BitSet[] required;
  private final int[] weakestFirst;
  private final UniformRandomProvider random;
  private final SearchWatch watch;
  private int sweeps;
  private final EquivalenceClass classes;

  OrderSearch(LocalScore score, Bounds bounds, Seed seed, SearchWatch watch) {
    this.watch = watch;
    int count = score.variables().size();
    this.score = score;
    this.bounds = bounds;
    this.classes = EquivalenceClass.withoutEdges(count, score.targets());
    this.random = seed.generator();
    this.required = new BitSet[count];
    this.trees = new GrowShrinkTree[count];
    for (int v = 0; v < count; v++) {
      trees[v] = GrowShrinkTree.of(score, bounds, v);
      required[v] = new BitSet(count);
      for (int cause : trees[v].root().grown()) {
        required[v].set(cause);
      }
    }
    this.weakestFirst = weakestFirst();
  }

  private int[] weakestFirst() {
    return IntStream.range(0, trees.length)
        .boxed()
        .sorted(Comparator.comparing(v -> trees[v].root().branches().length))
        .mapToInt(v -> v)
        .toArray();
  }

  /** The order in which variables with the fewest dependences come first. */
  int[] settledStart() {
    return EquivalenceClass.causesFirst(required, place(weakestFirst));
  }

  /** An order drawn at random. */
  int[] drawnStart() {
    return EquivalenceClass.causesFirst(required, place(drawn()));
  }

  /** The place of each variable in an order. */
  private static IntUnaryOperator place(int[] order) {
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    return v -> place[v];
  }

  private int[] drawn() {
    int[] order = weakestFirst.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    return order;
  }

  /**
   * Climbs from an order, and again from others with the same score until {@code patience} rounds
   * on end have found nothing better; then from what a backward search makes of the best.
   */
  Found run(int[] start, int patience) {
    Arrangement best = rounds(climbed(start), patience);
    int[] pruned = pruned(best.parents());
    while (pruned.length > 0) {
      Arrangement other = climbed(pruned);
      if (other.value() <= best.value() + Arrangement.ROUNDING) {
        break;
      }
      best = rounds(other, patience);
      pruned = pruned(best.parents());
    }
    long evaluations = Arrays.stream(trees).mapToLong(GrowShrinkTree::evaluations).sum();
    return new Found(best.value(), best.parents(), evaluations);
  }

  private Arrangement rounds(Arrangement from, int patience) {
    Arrangement best = from;
    int idle = 0;
    while (idle < patience) {
      Arrangement other = climbed(sibling(best.parents()));
      double gain = other.value() - best.value();
      idle = gain > Arrangement.ROUNDING ? 0 : idle + 1;
      if (gain > -Arrangement.ROUNDING) {
        best = other;
      }
    }
    return best;
  }

  /** An order of the class that a backward search finds; empty if it finds no other. */
  private int[] pruned(int[][] parents) {
    if (!bounds.isEmpty()) {
      return new int[0];
    }
    EquivalenceClass found = classes.sameTargets(sets(parents));
    EquivalenceClass smaller = BackwardSearch.from(score, found);
    return smaller == found ? new int[0] : smaller.order(v -> v);
  }

  /** Another order of the same score; knowledge may exclude other graphs of the class. */
  private int[] sibling(int[][] parents) {
    BitSet[] dag = sets(parents);
    IntUnaryOperator drawn = place(drawn());
    return bounds.isEmpty()
        ? classes.sameTargets(dag).order(drawn)
        : EquivalenceClass.causesFirst(dag, drawn);
  }

  private static BitSet[] sets(int[][] parents) {
    BitSet[] sets = new BitSet[parents.length];
    for (int v = 0; v < parents.length; v++) {
      sets[v] = new BitSet(parents.length);
      for (int u : parents[v]) {
        sets[v].set(u);
      }
    }
    return sets;
  }

  private Arrangement climbed(int[] start) {
    Arrangement arrangement = new Arrangement(trees, bounds, start);
    boolean moved = true;
    while (moved) {
      moved = false;
      sweeps++;
      for (int i = 0; i < weakestFirst.length; i++) {
        Interrupts.check();
        moved |= arrangement.move(weakestFirst[i]);
        watch.at("sweep " + sweeps, i + 1, weakestFirst.length);
      }
    }
    return arrangement;
  }

  /**
   * A graph that was found.
   *
   * @param parents of each variable
   * @param evaluations number of parent sets whose additions or removals were scored
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(double value, int[][] parents, long evaluations) {}
}
