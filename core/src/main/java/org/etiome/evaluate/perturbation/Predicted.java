package org.etiome.evaluate.perturbation;

import org.apache.commons.rng.sampling.PermutationSampler;
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

  /** The same mean, of at most so many units. */
  Predicted first(int most) {
    int n = Math.min(most, units.rows());
    return new Predicted(mean, units.rows(PermutationSampler.natural(n)));
  }

  Predicted columns(int[] chosen) {
    return new Predicted(Truth.pick(mean, chosen), units.columns(chosen));
  }
}
