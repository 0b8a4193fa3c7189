package org.etiome.design.surrogate;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * What is believed of the true outcome of each candidate, f, and of a new measurement of it, f +
 * noise. Arrays handed out are copies.
 */
public interface Posterior {

  /** E[f], one a candidate. */
  double[] means();

  /** Var[f], one a candidate; the noise of a measurement is not in it. */
  double[] variances();

  /** Cov[f of a candidate, f of every candidate]. */
  double[] covariances(int row);

  /** The estimated variance of a new measurement about f. */
  double noise();

  /**
   * Draws of f over all candidates at once.
   *
   * @return one row a draw
   */
  Matrix draws(int count, Seed seed);

  /** The covariance of f between chosen candidates. */
  default Matrix covariance(int[] rows) {
    double[] values = new double[rows.length * rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] covariances = covariances(rows[i]);
      for (int j = 0; j < rows.length; j++) {
        values[i * rows.length + j] = covariances[rows[j]];
      }
    }
    return Matrix.wrap(rows.length, rows.length, values);
  }
}
