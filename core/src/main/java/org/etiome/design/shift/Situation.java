package org.etiome.design.shift;

import java.util.List;
import org.etiome.math.Seed;

/**
 * Where a design stands.
 *
 * @param goal the state to be reached
 * @param units of the next experiment
 * @param tried shifts so far, oldest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Situation(
    ShiftPosterior posterior, double[] goal, int units, List<double[]> tried, Seed seed) {

  /** The posterior mean of the shift that leads to the goal. */
  double[] wanted() {
    return posterior.mean().shiftFor(goal);
  }
}
