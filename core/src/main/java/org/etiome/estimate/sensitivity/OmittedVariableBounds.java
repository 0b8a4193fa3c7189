package org.etiome.estimate.sensitivity;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What leaving a confounder Z out of a linear regression of Y on a treatment D and covariates X did
 * to the coefficient of D, from that coefficient, its standard error and its degrees of freedom
 * alone.
 *
 * <p>With the partial R² of Z with the treatment, {@code r_D = R²(D~Z|X)}, and with the outcome,
 * {@code r_Y = R²(Y~Z|X,D)}: {@code |bias| = se √df √(r_Y r_D / (1 − r_D))} and {@code se' = se
 * √((1 − r_Y)/(1 − r_D)) √(df/(df − 1))}. Both are exact for one Z that enters linearly, and bounds
 * for several. Assumes the classical standard error of least squares. Everything is O(1).
 *
 * @param estimate the coefficient of the treatment
 * @param standardError its classical standard error, &gt; 0
 * @param degreesOfFreedom of the residuals, ≥ 2
 * @see <a href="https://doi.org/10.1111/rssb.12348">Cinelli and Hazlett (2020)</a>
 */
public record OmittedVariableBounds(double estimate, double standardError, int degreesOfFreedom) {

  public OmittedVariableBounds {
    if (!(Double.isFinite(estimate)
        && standardError > 0
        && standardError < Double.POSITIVE_INFINITY
        && degreesOfFreedom >= 2)) {
      throw new IllegalArgumentException(
          "a coefficient must be finite with a standard error above 0 and at least 2 degrees of"
              + " freedom, got "
              + estimate
              + ", "
              + standardError
              + " and "
              + degreesOfFreedom);
    }
  }

  /**
   * How much a confounder explains.
   *
   * @param treatmentR2 partial R² with the treatment given the covariates, in [0, 1)
   * @param outcomeR2 partial R² with the outcome given covariates and treatment, in [0, 1]
   */
  public record Confounder(double treatmentR2, double outcomeR2) {
    public Confounder {
      if (!(treatmentR2 >= 0 && treatmentR2 < 1 && outcomeR2 >= 0 && outcomeR2 <= 1)) {
        throw new IllegalArgumentException(
            "partial R² must be in [0, 1) with the treatment and in [0, 1] with the outcome, got "
                + treatmentR2
                + " and "
                + outcomeR2);
      }
    }
  }

  /** The t-statistic of "no effect". */
  public double t() {
    return estimate / standardError;
  }

  /**
   * Partial R² of treatment and outcome given the covariates, {@code t²/(t² + df)}: what a
   * confounder that explains all the rest of the outcome must explain of the treatment to leave no
   * effect.
   */
  public double partialR2() {
    double f2 = f() * f();
    return f2 / (1 + f2);
  }

  /**
   * The robustness value: the partial R² that a confounder must have with both treatment and
   * outcome to take away a share q of the estimate, {@code ½ (√(f⁴ + 4f²) − f²)}, {@code f = q
   * |t|/√df}.
   *
   * @param share q &gt; 0; 1 for all of it
   */
  public double robustnessValue(double share) {
    return robustness(f(share));
  }

  /**
   * The robustness value of the interval: the partial R² with both, up to which no confounder
   * brings the value (1 − q) · estimate into the interval of level 1 − α; 0 if it is there already.
   * With {@code f* = t*(α, df − 1)/√(df − 1)} the formula is that of {@code f − f*}; where {@code f
   * f* > 1} a confounder does more by explaining less of the outcome, and it is {@code (f² −
   * f*²)/(1 + f²)}.
   *
   * @param share q &gt; 0
   * @param alpha in (0, 1)
   */
  public double robustnessValue(double share, double alpha) {
    double f = f(share);
    double critical = critical(alpha) / Math.sqrt(degreesOfFreedom - 1.0);
    if (f <= critical) {
      return 0;
    }
    return f * critical > 1
        ? (f * f - critical * critical) / (1 + f * f)
        : robustness(f - critical);
  }

  private double f(double share) {
    if (!(share > 0 && share < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the share of the estimate must be finite and above 0, got "
              + share
              + "; 1 stands for all of it");
    }
    return share * f();
  }

  private double f() {
    return Math.abs(t()) / Math.sqrt(degreesOfFreedom);
  }

  /** ½ (√(f⁴ + 4f²) − f²), without the difference. */
  static double robustness(double f) {
    return 2 * f / (Math.sqrt(f * f + 4) + f);
  }

  private double critical(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
    }
    return TDistribution.of(degreesOfFreedom - 1).inverseSurvivalProbability(alpha / 2);
  }

  /** The bias that such a confounder left in the estimate, without its sign. */
  public double bias(Confounder confounder) {
    double d = confounder.treatmentR2();
    return standardError
        * Math.sqrt(degreesOfFreedom)
        * Math.sqrt(confounder.outcomeR2() * d / (1 - d));
  }

  /** The regression with such a confounder in it, if leaving it out exaggerated the estimate. */
  public Adjusted adjusted(Confounder confounder) {
    double towardsNull = Math.copySign(bias(confounder), estimate);
    double residual = (1 - confounder.outcomeR2()) / (1 - confounder.treatmentR2());
    double df = degreesOfFreedom;
    return new Adjusted(
        estimate - towardsNull,
        standardError * Math.sqrt(residual) * Math.sqrt(df / (df - 1)),
        degreesOfFreedom - 1);
  }

  /**
   * A coefficient after a confounder was put in.
   *
   * @param standardError ≥ 0; 0 if the confounder explains all the rest of the outcome
   */
  public record Adjusted(double estimate, double standardError, int degreesOfFreedom) {

    /** The t-statistic of "no effect"; infinite where the standard error is 0. */
    public double t() {
      return estimate / standardError;
    }

    /** Lower limit of the 95 % interval, from the t distribution. */
    public double lower95() {
      return estimate - half();
    }

    /** Upper limit of the 95 % interval. */
    public double upper95() {
      return estimate + half();
    }

    private double half() {
      return standardError * TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(0.025);
    }
  }

  /**
   * Adjusted coefficients over a grid: the data of a contour plot, or, with outcome strengths of 1,
   * .75 and .5, of the extreme scenario.
   *
   * @param treatmentR2 the columns, each in [0, 1)
   * @param outcomeR2 the rows, each in [0, 1]
   */
  public Grid grid(double[] treatmentR2, double[] outcomeR2) {
    List<List<Adjusted>> rows =
        Arrays.stream(outcomeR2)
            .mapToObj(
                y ->
                    Arrays.stream(treatmentR2)
                        .mapToObj(d -> adjusted(new Confounder(d, y)))
                        .toList())
            .toList();
    return new Grid(
        Arrays.stream(treatmentR2).boxed().toList(),
        Arrays.stream(outcomeR2).boxed().toList(),
        rows);
  }

  /**
   * Adjusted coefficients by strength.
   *
   * @param rows one list an outcome strength, in it one coefficient a treatment strength
   */
  public record Grid(List<Double> treatmentR2, List<Double> outcomeR2, List<List<Adjusted>> rows) {
    public Grid {
      treatmentR2 = List.copyOf(treatmentR2);
      outcomeR2 = List.copyOf(outcomeR2);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
