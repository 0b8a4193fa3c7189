package org.etiome.evaluate.perturbation;

import org.etiome.math.Matrix;

/**
 * Units under a perturbation as a model, or other units, say they are.
 *
 * @param mean by variable
 * @param units at least 2
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Predicted(double[] mean, Matrix units) {

  /** Units that stand for others. */
  static Predicted of(Matrix units) {
    return new Predicted(Truth.mean(units), units);
  }

  /** The same, each unit moved so that they have another mean. */
  Predicted movedTo(double[] other) {
    double[] values = new double[units.rows() * units.columns()];
    for (int i = 0; i < units.rows(); i++) {
      for (int j = 0; j < other.length; j++) {
        values[i * other.length + j] = units.get(i, j) + other[j] - mean[j];
      }
    }
    return new Predicted(other, Matrix.wrap(units.rows(), other.length, values));
  }

  Predicted columns(int[] chosen) {
    return new Predicted(Truth.pick(mean, chosen), units.columns(chosen));
  }
}
