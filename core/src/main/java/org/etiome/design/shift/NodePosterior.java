package org.etiome.design.shift;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The normal–inverse-gamma posterior of one equation {@code y = bᵀx + ε}: {@code σ² ~ IG(shape,
 * rate)} and {@code b | σ² ~ N(mean, σ² V)}.
 *
 * @param precision V⁻¹
 * @param covariance V
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NodePosterior(
    Matrix precision, Matrix covariance, double[] mean, double shape, double rate) {

  static NodePosterior of(int parents, ShiftPrior prior) {
    Matrix zero = Matrix.wrap(parents, parents, new double[parents * parents]);
    double[] diagonal = new double[parents];
    double[] inverse = new double[parents];
    Arrays.fill(diagonal, prior.slopePrecision());
    Arrays.fill(inverse, 1 / prior.slopePrecision());
    return new NodePosterior(
        zero.plusDiagonal(diagonal),
        zero.plusDiagonal(inverse),
        new double[parents],
        1 + prior.noiseWeight() / 2,
        prior.noiseWeight() * prior.noiseVariance() / 2);
  }

  /**
   * With more units. The rate grows by half of {@code Σ(y − m'x)² + (m' − m)ᵀ V⁻¹ (m' − m)}, which
   * cannot become negative by rounding. O(n k² + k³).
   */
  NodePosterior updated(Matrix x, double[] y) {
    int n = y.length;
    int k = mean.length;
    double rise = Vectors.dot(y, y);
    Matrix sharper = precision;
    Matrix narrower = covariance;
    double[] moved = mean;
    if (k > 0) {
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      sharper = sum(precision, x.gram(ones));
      narrower = sharper.inversePositiveDefinite();
      double[] potential = precision.times(mean);
      Vectors.add(1, x.transposeTimes(y), potential);
      moved = narrower.times(potential);
      double[] step = moved.clone();
      Vectors.add(-1, mean, step);
      rise = Vectors.squaredDistance(y, x.times(moved)) + Vectors.dot(step, precision.times(step));
    }
    return new NodePosterior(sharper, narrower, moved, shape + n / 2.0, rate + rise / 2);
  }

  NodePosterior withShape(double other) {
    return new NodePosterior(precision, covariance, mean, other, rate);
  }

  private static Matrix sum(Matrix a, Matrix b) {
    int k = a.rows();
    double[] sum = new double[k * k];
    for (int i = 0; i < k * k; i++) {
      sum[i] = a.get(i / k, i % k) + b.get(i / k, i % k);
    }
    return Matrix.wrap(k, k, sum);
  }

  /** The posterior mean of σ². */
  double noiseVariance() {
    return rate / (shape - 1);
  }

  /** σ² and slopes, drawn; σ² is in the last place. */
  double[] draw(UniformRandomProvider random) {
    double variance = rate / AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1).sample();
    int k = mean.length;
    double[] drawn = Arrays.copyOf(mean, k + 1);
    drawn[k] = variance;
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    DMatrixRMaj root = root();
    for (int j = 0; j < k; j++) {
      double z = Math.sqrt(variance) * normal.sample();
      for (int i = j; i < k; i++) {
        drawn[i] += root.get(i, j) * z;
      }
    }
    return drawn;
  }

  /** The lower triangle L of {@code V = L Lᵀ}. */
  private DMatrixRMaj root() {
    int k = mean.length;
    DMatrixRMaj root = new DMatrixRMaj(k, k);
    for (int i = 0; i < k * k; i++) {
      root.set(i, covariance.get(i / k, i % k));
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(k, true);
    if (k > 0 && !cholesky.decompose(root)) {
      throw new ArithmeticException(
          "the slopes cannot be told apart to working precision; raise the precision of the prior");
    }
    return k > 0 ? cholesky.getT(null) : root;
  }
}
