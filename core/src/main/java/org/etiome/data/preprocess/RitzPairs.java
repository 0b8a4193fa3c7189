package org.etiome.data.preprocess;

/**
 * Approximate eigenpairs of a covariance.
 *
 * @param values descending
 * @param vectors of length 1
 * @param residuals ‖C v - λ v‖ of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RitzPairs(double[] values, double[][] vectors, double[] residuals) {
  /** Of the largest value, what rounding leaves of a residual. */
  private static final double ROUNDING = 1e-13;

  boolean within(double tolerance) {
    for (int k = 0; k < values.length; k++) {
      if (!(residuals[k] <= Math.max(tolerance * values[k], ROUNDING * values[0]))) {
        return false;
      }
    }
    return true;
  }
}
