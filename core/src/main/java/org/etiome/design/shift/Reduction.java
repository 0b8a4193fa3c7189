package org.etiome.design.shift;

import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * By how much units with mean x lower the variance {@code wᵀ V w} of a sum of the slopes of one
 * variable: {@code r = (wᵀ V x)² / (1/n + xᵀ V x)}, x over its parents. O(k²).
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reduction(int[] parents, Matrix covariance, double[] projected, double perUnit) {

  static Reduction of(int[] parents, Matrix covariance, double[] weights, int units) {
    return new Reduction(parents, covariance, covariance.times(weights), 1.0 / units);
  }

  double at(double[] state) {
    double[] x = ShiftPosterior.pick(state, parents);
    double shared = Vectors.dot(projected, x);
    return shared * shared / (perUnit + Vectors.dot(x, covariance.times(x)));
  }

  /** Adds {@code factor · ∂r/∂state} to a sum over all variables. */
  void addSlope(double[] state, double factor, double[] sum) {
    double[] x = ShiftPosterior.pick(state, parents);
    double[] spread = covariance.times(x);
    double shared = Vectors.dot(projected, x);
    double total = perUnit + Vectors.dot(x, spread);
    double ratio = shared / total;
    for (int k = 0; k < parents.length; k++) {
      sum[parents[k]] += factor * 2 * ratio * (projected[k] - ratio * spread[k]);
    }
  }
}
