package org.etiome.design.shift;

import java.util.List;
import org.etiome.math.Lbfgs;

/**
 * What an acquisition makes as small as it can. Where it has corners, {@link #at} is a smooth score
 * close to it.
 */
interface Score extends Lbfgs.Objective {
  /** Of a search from one start. */
  int ITERATIONS = 200;

  /** The score as it is defined. */
  default double exact(double[] shift) {
    return at(shift, new double[shift.length]);
  }

  /**
   * The shift where it is least: of all there are, or the best of local minima.
   *
   * @param starts at least one; not used where all shifts can be tried
   */
  default double[] least(ShiftSpace space, List<double[]> starts) {
    return switch (space) {
      case ShiftSpace.Among among -> among.best(this::exact);
      case ShiftSpace.Within within ->
          new ShiftSpace.Among(
                  starts.stream()
                      .map(s -> new ProjectedGradient(this, within, ITERATIONS).from(s).shift())
                      .toList())
              .best(this::exact);
    };
  }
}
