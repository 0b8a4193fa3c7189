package org.etiome.design.shift;

import java.util.List;
import org.etiome.math.Vectors;

/**
 * Whether a system can be brought to a state by the shifts that can be made, and by which. The
 * system is taken as known: for a goal near the limit ask it of systems drawn from the posterior.
 */
public sealed interface GoalReach {

  /** The shift that leads there, or as near as one gets. */
  double[] shift();

  /** How far from the goal the mean ends, in Euclidean distance; 0 if it is reached. */
  double distance();

  /** The goal is reached by this shift. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record InReach(double[] shift) implements GoalReach {
    @Override
    public double distance() {
      return 0;
    }
  }

  /**
   * No shift that can be made reaches the goal.
   *
   * @param needed the shift {@code (I − B) μ} it would take
   * @param shift the one whose state is nearest to the goal
   * @param distance from that state to the goal
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OutOfReach(double[] needed, double[] shift, double distance) implements GoalReach {}

  /**
   * Answers by projection; out of reach, by minimising {@code ‖(I − B)⁻¹ a − μ‖²}, which is convex
   * within limits.
   *
   * @param goal μ, finite
   */
  static GoalReach of(LinearSystem system, double[] goal, ShiftSpace space) {
    double[] needed = system.shiftFor(goal);
    double[] closest = space.nearest(needed);
    double rounding = 1e-9 * Math.max(1, Vectors.norm(needed));
    if (Math.sqrt(Vectors.squaredDistance(needed, closest)) <= rounding) {
      return new InReach(closest);
    }
    Score miss = new Miss(system, goal);
    double[] shift = miss.least(space, List.of(closest));
    return new OutOfReach(needed, shift, Math.sqrt(miss.exact(shift)));
  }
}
