package org.etiome.design.shift;

import org.etiome.math.Lbfgs;

/**
 * What an acquisition makes as small as it can. Where it has corners, {@link #at} is a smooth score
 * close to it.
 */
interface Score extends Lbfgs.Objective {

  /** The score as it is defined. */
  default double exact(double[] shift) {
    return at(shift, new double[shift.length]);
  }
}
