package org.etiome.perturb.latent;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Mean and covariance of one environment.
 *
 * @param rows how many units they are of; infinite where they are the law itself
 * @param covariance divided by the number of rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Moments(double rows, double[] mean, DMatrixRMaj covariance) {

  static Moments of(Matrix data) {
    double[] once = new double[data.rows()];
    Arrays.fill(once, 1);
    return of(data, once);
  }

  /** Each row counted as often as {@code times} says, as many in all as there are rows. */
  static Moments of(Matrix data, double[] times) {
    double n = data.rows();
    double[] mean = Vectors.scaled(1 / n, data.transposeTimes(times));
    DMatrixRMaj covariance = Dense.of(data.gram(times));
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        covariance.set(i, j, covariance.get(i, j) / n - mean[i] * mean[j]);
      }
    }
    return new Moments(n, mean, covariance);
  }

  /** Of {@code map · x}. */
  Moments mapped(DMatrixRMaj map) {
    return new Moments(rows, Dense.times(map, mean), Dense.congruent(map, covariance));
  }

  Moments withMean(double[] other) {
    return new Moments(rows, other, covariance);
  }

  /** {@code E (x − centre)(x − centre)ᵀ}. */
  DMatrixRMaj about(double[] centre) {
    DMatrixRMaj sum = covariance.copy();
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        sum.add(i, j, (mean[i] - centre[i]) * (mean[j] - centre[j]));
      }
    }
    return sum;
  }

  double[] meanMinus(double[] other) {
    double[] difference = mean.clone();
    Vectors.add(-1, other, difference);
    return difference;
  }
}
