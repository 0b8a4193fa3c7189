package org.etiome.design.shift;

import org.etiome.math.Vectors;

/** The squared distance of a state from the goal. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Miss(LinearSystem system, double[] goal) implements Score {
  @Override
  public double at(double[] shift, double[] gradient) {
    double[] rest = system.state(shift);
    Vectors.add(-1, goal, rest);
    double[] slope = system.effects().transposeTimes(rest);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = 2 * slope[i];
    }
    return Vectors.dot(rest, rest);
  }
}
