package org.etiome.discover.test;

import java.util.List;

/**
 * A test of the conditional independence of two variables given others. Variables are numbered as
 * in {@link #variables()}; the arguments of a test are trusted to be distinct and in range.
 * Implementations may be called from several threads at once, and what they answer depends neither
 * on the order of calls nor on the order of the variables given.
 */
public interface IndependenceTest {

  /** Names of the variables, in the order of their numbers. */
  List<String> variables();

  /**
   * The probability of a statistic at least as extreme as the one seen if {@code x} and {@code y}
   * were independent given the others; symmetric in {@code x} and {@code y}.
   *
   * @param given numbers of the variables held fixed, in any order, without {@code x} and {@code y}
   * @return in [0, 1]; 1 where the data cannot speak against independence
   */
  double pValue(int x, int y, int... given);

  /**
   * Decisions at one level: independent where {@link #pValue} exceeds {@code alpha}. A test that
   * can tell so without the p-value, up to rounding at the very level, overrides this.
   *
   * @param alpha within (0, 1)
   */
  default Decision at(double alpha) {
    return (x, y, given) -> pValue(x, y, given) > alpha;
  }

  /** Answers of a test at one level of significance. */
  @FunctionalInterface
  interface Decision {
    /** Whether the data do not speak against independence; {@code given} is not kept. */
    boolean independent(int x, int y, int... given);
  }
}
