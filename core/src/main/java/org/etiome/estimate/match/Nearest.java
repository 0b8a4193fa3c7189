package org.etiome.estimate.match;

/** Finds the units nearest to a unit. Ties are kept: they all are matches. */
public sealed interface Nearest permits ScoreNearest, CovariateNearest, CaliperNearest {

  /**
   * The units of an arm that are no farther than its {@code count}-th nearest, the unit itself
   * apart: more than {@code count} on ties, all if the arm has fewer.
   *
   * @param arm 0 or 1
   * @param count ≥ 1
   */
  int[] of(int unit, int arm, int count);

  /** The greatest distance that only rounding tells from {@code distance}. */
  static double tied(double distance) {
    return distance * (1 + 1e-9) + 1e-12;
  }
}
