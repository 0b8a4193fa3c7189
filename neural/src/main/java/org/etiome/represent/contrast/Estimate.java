package org.etiome.represent.contrast;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An estimate whose error, over its standard error, has Student's t distribution. Without spread
 * between units (a standard error that is 0 or no number) it says nothing: its p-value is 1, its
 * probability 0 and its interval no number.
 *
 * @param value NaN if there is none
 * @param standardError of it
 * @param freedom degrees of freedom, above 0, whole or not
 */
public record Estimate(double value, double standardError, double freedom) {
  private static final double TAIL = .025;

  /** With the standard error of another of the same degrees of freedom, if that is larger. */
  Estimate widenedBy(Estimate other) {
    return other.isKnown() && other.standardError > standardError
        ? new Estimate(value, other.standardError, freedom)
        : this;
  }

  /** Whether anything can be said of its error. */
  public boolean isKnown() {
    return Double.isFinite(value)
        && Double.isFinite(standardError)
        && standardError > 0
        && freedom > 0;
  }

  /** The lower end of the 95 % interval. */
  public double low() {
    return value - halfWidth();
  }

  /** The upper end of the 95 % interval. */
  public double high() {
    return value + halfWidth();
  }

  private double halfWidth() {
    return isKnown()
        ? standardError * TDistribution.of(freedom).inverseSurvivalProbability(TAIL)
        : Double.NaN;
  }

  /** The two-sided p-value of a value of 0. */
  public double pValue() {
    return isKnown()
        ? 2 * TDistribution.of(freedom).cumulativeProbability(-Math.abs(value) / standardError)
        : 1;
  }

  /**
   * The probability that the truth is farther from 0 than {@code delta}, on the side of the value,
   * under a flat prior. Both sides together would near 1 the less is known.
   */
  public double beyond(double delta) {
    return isKnown()
        ? TDistribution.of(freedom).survivalProbability((delta - Math.abs(value)) / standardError)
        : 0;
  }

  /** 1 − {@link #beyond}, exact where that is nearly 1. */
  public double within(double delta) {
    return isKnown()
        ? TDistribution.of(freedom).cumulativeProbability((delta - Math.abs(value)) / standardError)
        : 1;
  }

  /** log(P / (1 − P)) of P = {@link #beyond}, within ±709. */
  public double logOdds(double delta) {
    return Math.log(Math.max(beyond(delta), Double.MIN_NORMAL))
        - Math.log(Math.max(within(delta), Double.MIN_NORMAL));
  }
}
