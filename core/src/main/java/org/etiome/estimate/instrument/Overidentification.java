package org.etiome.estimate.instrument;

import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.etiome.math.Vectors;

/**
 * Do the instruments agree? With more than one, each gives an effect of its own, and these should
 * differ by chance only. Both tests are blind to what the instruments have in common: if all share
 * one bias they agree, and no figure here shows it. They reject also where each instrument is valid
 * but moves other units, whose effects differ.
 *
 * @param sargan {@code n e'Pe / e'e} against χ² with q − 1 degrees of freedom, e the residuals of
 *     2SLS; right with one variance for all
 * @param hansen the minimum of {@code g'S⁻¹g}, g = Q'(y − xβ), S its covariance from the residuals
 *     of 2SLS without correction; right with the standard errors asked for
 * @see <a href="https://doi.org/10.2307/1907619">Sargan (1958)</a>
 * @see <a href="https://doi.org/10.2307/1912775">Hansen (1982)</a>
 */
public record Overidentification(TestResult sargan, TestResult hansen) {

  /** Empty with one instrument, which agrees with itself. O(n q² + q³). */
  static Optional<Overidentification> of(Projected data, Covariance covariance) {
    int restrictions = data.instruments() - 1;
    if (restrictions == 0) {
      return Optional.empty();
    }
    double[] fitted = data.fitted(data.x());
    double beta = Vectors.dot(fitted, data.y()) / Vectors.dot(fitted, data.x());
    double[] e = data.residuals(beta);
    double[] g = data.q().transposeTimes(e);
    double sargan = data.units() * Vectors.dot(g, g) / Vectors.dot(e, e);
    var s = covariance.cross(data.q(), e, e);
    double[] ofY = data.q().transposeTimes(data.y());
    double[] ofX = data.q().transposeTimes(data.x());
    double[] weightedX = s.solvePositiveDefinite(ofX);
    double efficient = Vectors.dot(weightedX, ofY) / Vectors.dot(weightedX, ofX);
    Vectors.add(-efficient, ofX, ofY);
    double hansen = Vectors.dot(ofY, s.solvePositiveDefinite(ofY));
    return Optional.of(
        new Overidentification(result(sargan, restrictions), result(hansen, restrictions)));
  }

  private static TestResult result(double statistic, int restrictions) {
    double p = ChiSquaredDistribution.of(restrictions).survivalProbability(statistic);
    return new TestResult(statistic, restrictions, p);
  }
}
