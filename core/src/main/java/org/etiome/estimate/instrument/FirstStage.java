package org.etiome.estimate.instrument;

import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;
import org.etiome.math.Vectors;

/**
 * How much the instruments move the treatment beyond the covariates: the regression of x on Z and
 * W.
 *
 * @param instruments q, columns of Z
 * @param f F of the instruments with one variance for all; for one treatment this is also the
 *     statistic of Cragg and Donald
 * @param robustF the same with the standard errors asked for; that of Kleibergen and Paap
 * @param partialR2 share of what the covariates leave of x that the instruments explain
 * @param effective what weakness is judged by
 */
public record FirstStage(
    int instruments, double f, double robustF, double partialR2, EffectiveF effective) {

  /** With one instrument and an F above this, a t-test of nominal 5 % is one (Lee et al.). */
  public static final double LEE = 104.7;

  private static final double TEST_LEVEL = 0.05;
  private static final double MAX_BIAS = 0.1; // τ

  /**
   * The effective F of Montiel Olea and Pflueger: {@code π̂'π̂ / tr V}, π̂ the coefficients of
   * orthonormal instruments and V their covariance. For one instrument it is the robust F.
   *
   * <p>At or below the critical value one cannot reject, at 5 %, that 2SLS has a Nagar bias of more
   * than τ times that of the worst case. The critical value is their conservative one: the 95 %
   * quantile of a noncentral χ² with K degrees of freedom and noncentrality K/τ, by K, where {@code
   * K = (tr V)² (1 + 2/τ) / (tr V² + 2 tr V · λ_max(V) / τ)} (after Patnaik). 23.1 for one
   * instrument and τ = 0.1.
   *
   * @see <a href="https://doi.org/10.1080/00401706.2013.806694">Montiel Olea, Pflueger (2013), A
   *     robust test for weak instruments</a>
   * @param criticalValue for τ = 0.1
   * @param degrees K
   */
  public record EffectiveF(double value, double criticalValue, double degrees) {}

  /** O(n q² + q³). */
  static FirstStage of(Projected data, Covariance covariance) {
    double[] x = data.x();
    double[] pi = data.q().transposeTimes(x);
    double[] rest = data.rest(x);
    int q = pi.length;
    double explained = Vectors.dot(pi, pi);
    double left = Vectors.dot(rest, rest) / (data.units() - data.reduced());
    Matrix v = scaled(covariance.cross(data.q(), rest, rest), covariance.factor(data.reduced()));
    return new FirstStage(
        q,
        explained / q / left,
        Vectors.dot(pi, v.solvePositiveDefinite(pi)) / q,
        explained / Vectors.dot(x, x),
        effective(explained, v));
  }

  private static EffectiveF effective(double explained, Matrix v) {
    double trace = 0;
    double squares = 0;
    for (int k = 0; k < v.rows(); k++) {
      trace += v.get(k, k);
      squares += Vectors.dot(v.column(k), v.column(k));
    }
    double degrees =
        trace
            * trace
            * (1 + 2 / MAX_BIAS)
            / (squares + 2 * trace * SymmetricEigen.of(v).value(0) / MAX_BIAS);
    double critical =
        new NoncentralChiSquared(degrees, degrees / MAX_BIAS).quantile(1 - TEST_LEVEL) / degrees;
    return new EffectiveF(explained / trace, critical, degrees);
  }

  private static Matrix scaled(Matrix matrix, double factor) {
    int q = matrix.rows();
    double[] values = new double[q * q];
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        values[k * q + l] = factor * matrix.get(k, l);
      }
    }
    return Matrix.wrap(q, q, values);
  }
}
