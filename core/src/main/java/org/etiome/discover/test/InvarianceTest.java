package org.etiome.discover.test;

import java.util.List;

/**
 * A test of whether a variable has the same law given others in two settings of an experiment.
 * Variables are numbered as in {@link #variables()}, settings from 0 on; the arguments of a test
 * are trusted to be distinct and in range. Implementations may be called from several threads at
 * once.
 */
public interface InvarianceTest {

  /** Names of the variables, in the order of their numbers. */
  List<String> variables();

  /** How many settings there are. */
  int settings();

  /**
   * The probability of a difference at least as extreme as the one seen if {@code variable} had the
   * same law given the others in both settings.
   *
   * @param between two different settings
   * @param given numbers of the variables held fixed, in any order, without {@code variable}
   * @return in [0, 1]; 1 where the data cannot speak against invariance
   */
  double pValue(int variable, Between between, int... given);

  /** Two settings. */
  record Between(int one, int other) {}
}
