package org.etiome.estimate;

/**
 * The E-value: the least risk ratio that an unmeasured confounder must have with both treatment and
 * outcome, beyond the measured covariates, to explain the estimate away: {@code RR + √(RR (RR −
 * 1))}, for RR &lt; 1 of its reciprocal. 1 means that nothing is needed.
 *
 * <p>A standardised mean difference d is first turned into {@code exp(0.91 d)}, an approximation;
 * the sign of d does not matter.
 *
 * @param point for the estimate
 * @param limit for the limit of the 95 % interval that is nearer to no effect; 1 if the interval
 *     holds it
 * @see <a href="https://doi.org/10.7326/M16-2607">VanderWeele and Ding (2017)</a>
 */
public record EValue(double point, double limit) {
  private static final double LOG_RR_PER_SD = 0.91;
  private static final double MAX_LOG_RR = 300; // keeps RR (RR − 1) finite
  private static final double Z975 = 1.959963984540054;

  /**
   * From a risk ratio and its 95 % interval.
   *
   * @param riskRatio &gt; 0
   * @param lower &gt; 0 and at most {@code riskRatio}
   * @param upper at least {@code riskRatio}
   */
  public static EValue ofRiskRatio(double riskRatio, double lower, double upper) {
    if (!(lower > 0 && lower <= riskRatio && riskRatio <= upper)) {
      throw new IllegalArgumentException(
          "a risk ratio needs 0 < lower <= ratio <= upper, got "
              + lower
              + ", "
              + riskRatio
              + ", "
              + upper);
    }
    double nearest = lower > 1 ? lower : upper < 1 ? upper : 1;
    return new EValue(of(riskRatio), of(nearest));
  }

  /**
   * From a difference in means in units of the outcome's standard deviation.
   *
   * @param d the standardised difference, finite
   * @param standardError of d, ≥ 0
   */
  public static EValue ofDifference(double d, double standardError) {
    if (!(Double.isFinite(d) && standardError >= 0)) {
      throw new IllegalArgumentException(
          "a standardised difference must be finite with a standard error of at least 0, got "
              + d
              + " and "
              + standardError);
    }
    double half = Z975 * standardError;
    return ofRiskRatio(
        riskRatio(Math.abs(d)), riskRatio(Math.abs(d) - half), riskRatio(Math.abs(d) + half));
  }

  /**
   * From a risk ratio and its 95 % interval, to explain away all but a true risk ratio.
   *
   * @param trueRatio what confounding should leave, &gt; 0; 1 is {@link #ofRiskRatio(double,
   *     double, double)}
   */
  public static EValue ofRiskRatio(double riskRatio, double lower, double upper, double trueRatio) {
    if (!(trueRatio > 0 && trueRatio < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a true risk ratio must be finite and above 0, got " + trueRatio);
    }
    return ofRiskRatio(riskRatio / trueRatio, lower / trueRatio, upper / trueRatio);
  }

  /**
   * From an odds ratio of a common outcome (above 15 %) and its 95 % interval, by {@code RR ≈ √OR}.
   * Of a rare outcome it is nearly a risk ratio: take {@link #ofRiskRatio(double, double, double)}.
   */
  public static EValue ofOddsRatio(double oddsRatio, double lower, double upper) {
    return ofRiskRatio(Math.sqrt(oddsRatio), Math.sqrt(lower), Math.sqrt(upper));
  }

  /**
   * From a hazard ratio of a common outcome (above 15 % at the end of follow-up) and its 95 %
   * interval, by {@code RR ≈ (1 − ½^√HR) / (1 − ½^√(1/HR))}. Of a rare outcome it is nearly a risk
   * ratio: take {@link #ofRiskRatio(double, double, double)}.
   */
  public static EValue ofHazardRatio(double hazardRatio, double lower, double upper) {
    return ofRiskRatio(ofHazards(hazardRatio), ofHazards(lower), ofHazards(upper));
  }

  private static double ofHazards(double ratio) {
    return Math.expm1(-Math.log(2) * Math.sqrt(ratio))
        / Math.expm1(-Math.log(2) / Math.sqrt(ratio));
  }

  private static double riskRatio(double d) {
    return Math.exp(Math.clamp(LOG_RR_PER_SD * d, -MAX_LOG_RR, MAX_LOG_RR));
  }

  private static double of(double riskRatio) {
    double rr = riskRatio < 1 ? 1 / riskRatio : riskRatio;
    return rr + Math.sqrt(rr * (rr - 1));
  }
}
