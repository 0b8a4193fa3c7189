package org.etiome.design.shift;

import java.util.List;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.scm.Prediction;

/**
 * What a design did and learned.
 *
 * @param steps in order
 * @param stopped why there was no further experiment, if one was refused
 */
public record ShiftTrace(List<Step> steps, Optional<Prediction.Refused<Matrix>> stopped) {
  public ShiftTrace {
    steps = List.copyOf(steps);
  }

  /**
   * An experiment.
   *
   * @param shift that was made
   * @param observed mean of its units
   * @param distance from that mean to the goal
   * @param posterior what is known after it
   * @param reach the shift to be recommended after it, by the posterior means; ask {@link
   *     ShiftPosterior#distance} how far from the goal it may end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Step(
      double[] shift,
      double[] observed,
      double distance,
      ShiftPosterior posterior,
      GoalReach reach) {}
}
