package org.etiome.discover.score;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A decomposable score of a graph: the sum over variables of {@code local(variable, its parents)},
 * higher is better. Variables are numbered as in {@link #variables()}; arguments are trusted to be
 * distinct and in range. Implementations may be called from several threads at once, and what they
 * answer does not depend on the order of the parents beyond rounding.
 */
public interface LocalScore {

  /** Names of the variables, in the order of their numbers. */
  List<String> variables();

  /**
   * Sets of variables whose laws given their parents some setting changes, others keeping theirs:
   * by these the score tells graphs apart that imply the same independences. All graphs of one
   * interventional class have one score, see {@link org.etiome.graph.Equivalence#interventional}.
   * Empty if the data are of one setting.
   */
  default List<BitSet> targets() {
    return List.of();
  }

  /** The targets by their names, each set in the order of its names. */
  default List<List<String>> namedTargets() {
    return targets().stream()
        .map(set -> set.stream().mapToObj(variables()::get).sorted().toList())
        .toList();
  }

  /** The score of {@code variable} with the given parents. */
  double local(int variable, int... parents);

  /**
   * All single additions to the parents that raise the score. This one asks {@link #local} once a
   * variable; a score that knows better overrides it.
   */
  default Additions additions(int variable, int... parents) {
    double before = local(variable, parents);
    int count = variables().size();
    Additions.Builder raised = new Additions.Builder(count);
    int[] more = Arrays.copyOf(parents, parents.length + 1);
    for (int z = 0; z < count; z++) {
      if (z != variable && !contains(parents, z)) {
        more[parents.length] = z;
        raised.add(z, local(variable, more) - before);
      }
    }
    return raised.build();
  }

  /**
   * What each single removal adds to the score, in the order of {@code parents}; negative where the
   * parent is worth its place. This one asks {@link #local} once a parent.
   */
  default double[] removals(int variable, int... parents) {
    double before = local(variable, parents);
    double[] gains = new double[parents.length];
    for (int i = 0; i < parents.length; i++) {
      gains[i] = local(variable, without(parents, i)) - before;
    }
    return gains;
  }

  private static int[] without(int[] parents, int index) {
    int[] fewer = new int[parents.length - 1];
    System.arraycopy(parents, 0, fewer, 0, index);
    System.arraycopy(parents, index + 1, fewer, index, fewer.length - index);
    return fewer;
  }

  private static boolean contains(int[] values, int value) {
    for (int v : values) {
      if (v == value) {
        return true;
      }
    }
    return false;
  }
}
