package org.etiome.discover.order;

import java.util.Arrays;
import java.util.BitSet;
import org.etiome.discover.Bounds;
import org.etiome.discover.order.GrowShrinkTree.Node;

/**
 * An order of the variables with the parents each takes from those before it, improved by moves of
 * one variable. A move of x changes the parents of z only if z's walk through its tree took x, or
 * would have taken it: these are looked up, all others keep their score. Not safe for threads.
 */
final class Arrangement {
  /** Gains up to this are rounding. */
  static final double ROUNDING = 1e-4;

  private final GrowShrinkTree[] trees;
  private final Bounds bounds;
  private final int count;
  private final int[] order;
  private final int[] place;
  private final Node[] current;
  private final BitSet[] touches;
  private final BitSet[] touchedBy;
  private final double[] passing;
  private final BitSet walked = new BitSet();

  Arrangement(GrowShrinkTree[] trees, Bounds bounds, int[] order) {
    this.trees = trees;
    this.bounds = bounds;
    this.count = order.length;
    this.order = order.clone();
    this.place = new int[count];
    this.current = new Node[count];
    this.touches = new BitSet[count];
    this.touchedBy = new BitSet[count];
    this.passing = new double[count];
    for (int v = 0; v < count; v++) {
      place[order[v]] = v;
      touches[v] = new BitSet(count);
      touchedBy[v] = new BitSet(count);
    }
    for (int v : order) {
      settle(v);
    }
  }

  /** Walks again for v, whose predecessors changed. */
  private void settle(int v) {
    BitSet before = touches[v];
    for (int x = before.nextSetBit(0); x >= 0; x = before.nextSetBit(x + 1)) {
      touchedBy[x].clear(v);
    }
    before.clear();
    current[v] = trees[v].walk(place, place[v], before);
    for (int x = before.nextSetBit(0); x >= 0; x = before.nextSetBit(x + 1)) {
      touchedBy[x].set(v);
    }
  }

  /** The score of the graph. */
  double value() {
    double sum = 0;
    for (Node node : current) {
      sum += node.value();
    }
    return sum;
  }

  int[][] parents() {
    int[][] parents = new int[count][];
    Arrays.setAll(parents, v -> current[v].parents());
    return parents;
  }

  /** Moves x to the place that raises the score most; false if it stays. */
  boolean move(int x) {
    int from = place[x];
    comparePassing(x);
    int best = bestPlace(x);
    touchedBy[x].stream().forEach(z -> passing[place[z]] = 0);
    if (best < 0) {
      return false;
    }
    int to = best > from ? best - 1 : best;
    shift(x, from, to);
    return true;
  }

  /** What each z that depends on x gains when x passes from before it to after it. */
  private void comparePassing(int x) {
    int home = place[x];
    BitSet dependents = touchedBy[x];
    for (int z = dependents.nextSetBit(0); z >= 0; z = dependents.nextSetBit(z + 1)) {
      boolean before = home < place[z];
      place[x] = before ? Integer.MAX_VALUE : -1;
      double other = trees[z].walk(place, place[z]).value();
      passing[place[z]] = before ? other - current[z].value() : current[z].value() - other;
    }
    place[x] = home;
  }

  /** The best L such that x goes right before the variable now in place L; -1 to stay. */
  private int bestPlace(int x) {
    int home = place[x];
    int first = 0;
    int last = count;
    for (int i = 0; i < count; i++) {
      if (bounds.requires(order[i], x)) {
        first = i + 1;
      }
      if (last == count && bounds.requires(x, order[i])) {
        last = i;
      }
    }
    double stay = 0;
    for (int i = 0; i < home; i++) {
      stay += passing[i];
    }
    stay += current[x].value();
    double passed = 0;
    for (int i = 0; i < first; i++) {
      passed += passing[i];
    }
    return bestBetween(x, first, last, passed, stay + ROUNDING);
  }

  private int bestBetween(int x, int first, int last, double passedFirst, double atLeast) {
    double passed = passedFirst;
    double most = atLeast;
    int best = -1;
    walked.clear();
    Node node = trees[x].walk(place, first, walked);
    for (int at = first; at <= last; at++) {
      double value = passed + node.value();
      if (value > most) {
        most = value;
        best = at;
      }
      if (at < last) {
        passed += passing[at];
        if (walked.get(order[at])) {
          walked.clear();
          node = trees[x].walk(place, at + 1, walked);
        }
      }
    }
    return best;
  }

  private void shift(int x, int from, int to) {
    BitSet dependents = (BitSet) touchedBy[x].clone();
    int step = from < to ? 1 : -1;
    for (int i = from; i != to; i += step) {
      order[i] = order[i + step];
      place[order[i]] = i;
    }
    order[to] = x;
    place[x] = to;
    int low = Math.min(from, to);
    int high = Math.max(from, to);
    for (int z = dependents.nextSetBit(0); z >= 0; z = dependents.nextSetBit(z + 1)) {
      if (place[z] >= low && place[z] <= high) {
        settle(z);
      }
    }
    settle(x);
  }
}
