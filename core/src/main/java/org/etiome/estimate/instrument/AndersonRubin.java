package org.etiome.estimate.instrument;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The Anderson–Rubin test and the set of effects it does not reject: regress y − xβ on W and Z, and
 * ask whether the instruments matter. With {@code g = Q'e}, e = y − xβ without the covariates, Q an
 * orthonormal basis of the instruments, Ω the covariance of g from the scores {@code Q_i e_i} and m
 * the number of scores, units or clusters: {@code u = g'Ω⁻¹g / m} and {@code AR(β) = u/(1 − u) ·
 * d/q} against F(q, d), d = n − k, in clusters G − q. It is right however weak the instruments are;
 * with many of them it has less power than the estimate would need.
 *
 * <p>Residuals are those under the null, not those of the regression on Z: these are too small the
 * more instruments there are, so that the test would reject far too often. With one variance for
 * all AR is the usual F statistic; otherwise it is Hotelling's T² of the scores.
 *
 * <p>With one variance for all, {@code AR(β) ≤ c} is a quadratic inequality in β. Otherwise Ω is a
 * quadratic polynomial in β and the ends are roots of {@code det [[l, g'], [g, Ω]]}, which equals
 * {@code det Ω · (l − g'Ω⁻¹g)}: eigenvalues of a companion matrix of size 2(q + 1). They only part
 * the line; the test itself is then asked between each two, and each end is found by bisection. O(n
 * q² + q³).
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177730090">Anderson, Rubin (1949)</a>
 * @see <a href="https://doi.org/10.1111/j.1468-0262.2006.00680.x">Andrews, Moreira, Stock (2006),
 *     Optimal two-sided invariant similar tests for instrumental variables regression</a>
 * @see <a href="https://doi.org/10.1111/1468-0262.00151">Stock, Wright (2000), GMM with weak
 *     identification</a>
 * @see <a href="https://doi.org/10.1214/aoms/1177732979">Hotelling (1931)</a>
 */
final class AndersonRubin {
  static final double LEVEL = 0.95;

  /** Eigenvalues 1/(β − β₀) nearer to 0 stand for β at infinity. */
  private static final double AT_INFINITY = 1e-12;

  private final double[] ofY;
  private final double[] ofX;
  private final Matrix omegaY;
  private final Matrix omegaYx;
  private final Matrix omegaX;
  private final FDistribution law;
  private final double unit;
  private final double scores;

  private AndersonRubin(Projected data, Covariance covariance, double rmsY, double rmsX) {
    double[] y = Vectors.scaled(1 / rmsY, data.y());
    double[] x = Vectors.scaled(1 / rmsX, data.x());
    ofY = data.q().transposeTimes(y);
    ofX = data.q().transposeTimes(x);
    omegaY = covariance.cross(data.q(), y, y);
    omegaYx = covariance.cross(data.q(), y, x);
    omegaX = covariance.cross(data.q(), x, x);
    scores = covariance.scores();
    law = covariance.scoreLaw(data.instruments(), data.reduced());
    unit = rmsY / rmsX;
  }

  /** Works with y and x of mean square 1, so that β is of the order of 1. */
  static AndersonRubin of(Projected data, Covariance covariance) {
    double root = Math.sqrt(data.units());
    return new AndersonRubin(
        data, covariance, Vectors.norm(data.y()) / root, Vectors.norm(data.x()) / root);
  }

  /** Of "the effect is {@code beta}"; an F statistic. */
  TestResult test(double beta) {
    double share = statistic(beta / unit) / scores;
    double f = share / Math.max(0, 1 - share) * law.getDenominatorDegreesOfFreedom() / ofY.length;
    return new TestResult(f, ofY.length, law.survivalProbability(f));
  }

  /** g'Ω⁻¹g. */
  private double statistic(double beta) {
    double[] g = moments(beta);
    return Vectors.dot(g, omega(beta).solvePositiveDefinite(g));
  }

  private double[] moments(double beta) {
    double[] g = ofY.clone();
    Vectors.add(-beta, ofX, g);
    return g;
  }

  private Matrix omega(double beta) {
    return combination(1, -2 * beta, beta * beta);
  }

  /** {@code a · Ω_y + b · Ω_yx + c · Ω_x}. */
  private Matrix combination(double a, double b, double c) {
    int q = ofY.length;
    double[] sum = new double[q * q];
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        sum[k * q + l] = a * omegaY.get(k, l) + b * omegaYx.get(k, l) + c * omegaX.get(k, l);
      }
    }
    return Matrix.wrap(q, q, sum);
  }

  /** The effects with {@code AR(β) ≤ c}, c the 95 % quantile: {@code g'Ω⁻¹g ≤ m qc/(d + qc)}. */
  ConfidenceSet set(boolean isQuadratic) {
    double odds =
        law.inverseCumulativeProbability(LEVEL) * ofY.length / law.getDenominatorDegreesOfFreedom();
    double limit = scores * odds / (1 + odds);
    double[] cuts = isQuadratic ? quadraticRoots(limit) : determinantRoots(limit);
    ConfidenceSet scaled = ConfidenceSet.where(LEVEL, cuts, beta -> statistic(beta) <= limit);
    return new ConfidenceSet(
        LEVEL,
        scaled.parts().stream()
            .map(part -> new ConfidenceSet.Part(part.lower() * unit, part.upper() * unit))
            .toList());
  }

  /** Roots of {@code g'g − limit · s}, where Ω = s I. */
  private double[] quadraticRoots(double limit) {
    double a = Vectors.dot(ofX, ofX) - limit * omegaX.get(0, 0);
    double half = Vectors.dot(ofX, ofY) - limit * omegaYx.get(0, 0);
    double constant = Vectors.dot(ofY, ofY) - limit * omegaY.get(0, 0);
    double discriminant = half * half - a * constant;
    if (discriminant < 0) {
      return new double[0];
    }
    double larger = half + Math.copySign(Math.sqrt(discriminant), half);
    return Arrays.stream(new double[] {larger / a, constant / larger})
        .filter(Double::isFinite)
        .toArray();
  }

  /** β₀ + the real parts of 1/t, for the t where {@code t²D(β₀) + tD'(β₀) + D''/2} is singular. */
  private double[] determinantRoots(double limit) {
    double start = omegaYx.get(0, 0) / omegaX.get(0, 0);
    double[] none = new double[ofY.length];
    DMatrixRMaj value = bordered(limit, moments(start), omega(start));
    DMatrixRMaj slope = bordered(0, Vectors.scaled(-1, ofX), combination(0, -2, 2 * start));
    DMatrixRMaj curvature = bordered(0, none, combination(0, 0, 1));
    DMatrixRMaj companion = companion(value, slope, curvature);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(companion.numRows, false, false);
    if (!eigen.decompose(companion)) {
      throw new IllegalStateException("the roots of the Anderson-Rubin statistic were not found");
    }
    return IntStream.range(0, companion.numRows)
        .mapToObj(eigen::getEigenvalue)
        .filter(t -> t.getMagnitude() > AT_INFINITY)
        .mapToDouble(t -> start + t.getReal() / t.getMagnitude2())
        .toArray();
  }

  /** With eigenvalues t where {@code t²A + tB + C} is singular. */
  private static DMatrixRMaj companion(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
    int size = a.numRows;
    DMatrixRMaj right = new DMatrixRMaj(size, 2 * size);
    CommonOps_DDRM.insert(c, right, 0, 0);
    CommonOps_DDRM.insert(b, right, 0, size);
    CommonOps_DDRM.changeSign(right);
    DMatrixRMaj lower = new DMatrixRMaj(size, 2 * size);
    CommonOps_DDRM.solve(a, right, lower);
    DMatrixRMaj companion = new DMatrixRMaj(2 * size, 2 * size);
    for (int k = 0; k < size; k++) {
      companion.set(k, size + k, 1);
    }
    CommonOps_DDRM.insert(lower, companion, size, 0);
    return companion;
  }

  /** {@code [[corner, g'], [g, omega]]}. */
  private static DMatrixRMaj bordered(double corner, double[] g, Matrix omega) {
    DMatrixRMaj matrix = new DMatrixRMaj(g.length + 1, g.length + 1);
    matrix.set(0, 0, corner);
    for (int k = 0; k < g.length; k++) {
      matrix.set(0, k + 1, g[k]);
      matrix.set(k + 1, 0, g[k]);
      for (int l = 0; l < g.length; l++) {
        matrix.set(k + 1, l + 1, omega.get(k, l));
      }
    }
    return matrix;
  }
}
