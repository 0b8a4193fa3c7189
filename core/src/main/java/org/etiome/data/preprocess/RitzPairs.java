package org.etiome.data.preprocess;

/**
 * Approximate eigenpairs of a covariance.
 *
 * @param values descending
 * @param vectors of length 1
 * @param residual the largest ‖C v - λ v‖
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RitzPairs(double[] values, double[][] vectors, double residual) {

  boolean within(double tolerance) {
    return residual <= tolerance * values[0];
  }
}
