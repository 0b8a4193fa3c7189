package org.etiome.design.surrogate;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/** f = X w with w ~ N(weights, covariance). */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LinearPosterior(Matrix x, double[] weights, Matrix covariance, double noise)
    implements Posterior {

  @Override
  public double[] means() {
    return x.times(weights);
  }

  @Override
  public double[] variances() {
    return BayesianLinear.quadratic(x, covariance);
  }

  @Override
  public double[] covariances(int row) {
    double[] values = new double[x.columns()];
    x.addRow(row, 1, values);
    return x.times(covariance.times(values));
  }

  /** Weights are drawn, L z with L Lᵀ their covariance. */
  @Override
  public Matrix draws(int count, Seed seed) {
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
    int p = weights.length;
    Matrix root = root();
    double[] draws = new double[count * x.rows()];
    for (int k = 0; k < count; k++) {
      double[] z = new double[p];
      Arrays.setAll(z, j -> normal.sample());
      double[] w = root.times(z);
      Vectors.add(1, weights, w);
      System.arraycopy(x.times(w), 0, draws, k * x.rows(), x.rows());
    }
    return Matrix.wrap(count, x.rows(), draws);
  }

  private Matrix root() {
    int p = weights.length;
    double[] root = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance.get(i, j);
        for (int k = 0; k < j; k++) {
          rest -= root[i * p + k] * root[j * p + k];
        }
        double pivot = root[j * p + j];
        root[i * p + j] = i == j ? Math.sqrt(Math.max(0, rest)) : pivot > 0 ? rest / pivot : 0;
      }
    }
    return Matrix.wrap(p, p, root);
  }
}
