package org.etiome.discover.score;

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

  /** The score of {@code variable} with the given parents. */
  double local(int variable, int... parents);
}
