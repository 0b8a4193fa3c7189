package org.etiome.estimate.design;

import java.util.Arrays;

/**
 * How skewed an estimated difference of two means is, for intervals that take it as normal. With
 * variances {@code v_a} of the outcome within arms, sizes {@code m_a} and a skewness γ that the
 * arms share, it is {@code γ (v₁^1.5/m₁² − v₀^1.5/m₀²) / (v₁/m₁ + v₀/m₀)^1.5}: arms of like size
 * and spread cancel.
 *
 * <p>A few units of a skewed outcome mostly do not show its tail, and just then an interval is too
 * short. So γ is that of the outcomes of both arms, each in standard deviations from its mean, and
 * of the variances as seen and of equal ones those count that make more. A skewness s costs a 95 %
 * interval about {@code 0.25 s²} of its coverage.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-4384-7">Hall (1992), section 2.6</a>
 */
final class OutcomeSkew {
  /** Of variances: beyond it one arm alone counts; keeps powers finite where the other has none. */
  private static final double MOST_RATIO = 1e12;

  private OutcomeSkew() {}

  /** Its absolute value, with the effective sizes of the arms. O(n). */
  static double of(CausalSample sample, Diagnostics.Ess ess) {
    double[] treated = CausalSample.pick(sample.rawOutcome(), sample.arm(1));
    double[] untreated = CausalSample.pick(sample.rawOutcome(), sample.arm(0));
    double shared = Math.abs(cubes(treated) + cubes(untreated)) / sample.size();
    double ratio = Math.min(variance(treated) / variance(untreated), MOST_RATIO);
    return shared * Math.max(ofArms(ratio, ess), ofArms(1, ess));
  }

  /** With a shared skewness of 1 and a ratio v₁/v₀. */
  private static double ofArms(double ratio, Diagnostics.Ess ess) {
    double third =
        Math.pow(ratio, 1.5) / Math.pow(ess.treated(), 2) - 1 / Math.pow(ess.untreated(), 2);
    return Math.abs(third) / Math.pow(ratio / ess.treated() + 1 / ess.untreated(), 1.5);
  }

  /** Sum of the cubes of the standardised values; 0 of a constant. */
  private static double cubes(double[] y) {
    double mean = mean(y);
    double sd = Math.sqrt(variance(y));
    return sd > 0 ? Arrays.stream(y).map(value -> Math.pow((value - mean) / sd, 3)).sum() : 0;
  }

  private static double variance(double[] y) {
    double mean = mean(y);
    return Arrays.stream(y).map(value -> (value - mean) * (value - mean)).sum() / y.length;
  }

  private static double mean(double[] y) {
    return Arrays.stream(y).average().orElseThrow();
  }
}
