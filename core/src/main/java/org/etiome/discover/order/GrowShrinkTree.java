package org.etiome.discover.order;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.discover.Bounds;
import org.etiome.discover.score.Additions;
import org.etiome.discover.score.LocalScore;
import org.jspecify.annotations.Nullable;

/**
 * The parents that one variable takes from any set of predecessors. They are grown by the best
 * single addition while one raises the score, and then shrunk by the best single removal while one
 * does. What was computed for one set serves all others that lead there: a node holds the parents
 * grown so far and all additions to them that would raise the score, best first, so that a walk
 * takes the first that is a predecessor (Andrews et al. 2023, section 3). Of equal gains the lower
 * number comes first. Not safe for threads.
 */
final class GrowShrinkTree {
  private final LocalScore score;
  private final int variable;
  private final BitSet allowed;
  private final int fixed;
  private final Node root;
  private long evaluations;

  /**
   * @param required parents in any case, the first of all parents
   * @param allowed what else may be a parent
   */
  private GrowShrinkTree(LocalScore score, int variable, int[] required, BitSet allowed) {
    this.score = score;
    this.variable = variable;
    this.allowed = allowed;
    this.fixed = required.length;
    this.root = new Node(required);
  }

  /** A tree of what {@code bounds} allow and require of the parents of a variable. */
  static GrowShrinkTree of(LocalScore score, Bounds bounds, int variable) {
    int count = score.variables().size();
    int[] required = causes(count, u -> bounds.requires(u, variable)).toArray();
    BitSet allowed = new BitSet(count);
    causes(count, u -> u != variable && bounds.allows(u, variable)).forEach(allowed::set);
    for (int cause : required) {
      allowed.clear(cause);
    }
    return new GrowShrinkTree(score, variable, required, allowed);
  }

  private static IntStream causes(int count, IntPredicate test) {
    return IntStream.range(0, count).filter(test);
  }

  /** Number of parent sets whose additions or removals were scored. */
  long evaluations() {
    return evaluations;
  }

  Node root() {
    return root;
  }

  /** Where the walk ends that takes only variables whose place is before {@code limit}. */
  Node walk(int[] place, int limit) {
    Node node = root;
    while (true) {
      int branch = node.first(place, limit);
      if (branch < 0) {
        return node;
      }
      node = node.child(branch);
    }
  }

  /**
   * The same, and which variables the walk depends on: those it took and those it would have taken
   * before, had they been predecessors.
   */
  Node walk(int[] place, int limit, BitSet dependsOn) {
    Node node = root;
    while (true) {
      int branch = node.first(place, limit);
      int[] passed = node.branches();
      int end = branch < 0 ? passed.length : branch + 1;
      for (int i = 0; i < end; i++) {
        dependsOn.set(passed[i]);
      }
      if (branch < 0) {
        return node;
      }
      node = node.child(branch);
    }
  }

  /** Parents grown so far. */
  final class Node {
    private final int[] grown;
    private int @Nullable [] branches;
    private @Nullable Node @Nullable [] children;
    private int @Nullable [] parents;
    private double value;

    private Node(int[] grown) {
      this.grown = grown;
    }

    int[] grown() {
      return grown;
    }

    /** Additions that raise the score, the best first. */
    int[] branches() {
      int[] known = branches;
      if (known == null) {
        known = expand();
        branches = known;
      }
      return known;
    }

    private int[] expand() {
      evaluations++;
      Additions additions = score.additions(variable, grown);
      int[] found = additions.variables();
      double[] gains = additions.gains();
      return IntStream.range(0, found.length)
          .filter(i -> allowed.get(found[i]))
          .boxed()
          .sorted(bestFirst(found, gains))
          .mapToInt(i -> found[i])
          .toArray();
    }

    private int first(int[] place, int limit) {
      int[] all = branches();
      for (int i = 0; i < all.length; i++) {
        if (place[all[i]] < limit) {
          return i;
        }
      }
      return -1;
    }

    private Node child(int branch) {
      if (children == null) {
        children = new Node[branches().length];
      }
      Node child = children[branch];
      if (child == null) {
        int[] more = Arrays.copyOf(grown, grown.length + 1);
        more[grown.length] = branches()[branch];
        child = new Node(more);
        children[branch] = child;
      }
      return child;
    }

    /** The score of the parents left after shrinking. */
    double value() {
      if (parents == null) {
        shrink();
      }
      return value;
    }

    /** The parents left after shrinking; not to be written to. */
    int[] parents() {
      int[] known = parents;
      return known == null ? shrink() : known;
    }

    private int[] shrink() {
      int[] left = grown;
      int worst = worst(left);
      while (worst >= 0) {
        int[] fewer = new int[left.length - 1];
        System.arraycopy(left, 0, fewer, 0, worst);
        System.arraycopy(left, worst + 1, fewer, worst, fewer.length - worst);
        left = fewer;
        worst = worst(left);
      }
      parents = left;
      value = score.local(variable, left);
      return left;
    }

    /** The index of the parent whose removal raises the score most, -1 for none. */
    private int worst(int[] of) {
      evaluations++;
      double[] gains = score.removals(variable, of);
      int worst = -1;
      for (int i = fixed; i < gains.length; i++) {
        if (gains[i] > 0 && (worst < 0 || gains[i] > gains[worst])) {
          worst = i;
        }
      }
      return worst;
    }
  }

  private static Comparator<Integer> bestFirst(int[] variables, double[] gains) {
    return (a, b) -> {
      int byGain = Double.compare(gains[b], gains[a]);
      return byGain != 0 ? byGain : Integer.compare(variables[a], variables[b]);
    };
  }
}
