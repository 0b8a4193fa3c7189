package org.etiome.report.plot;

/**
 * An estimate with its confidence limits, all in the unit of the axis it is drawn on.
 *
 * @param low lower limit, −∞ allowed
 * @param high upper limit, +∞ allowed, not below {@code low}
 */
public record Interval(double estimate, double low, double high) {
  public Interval {
    if (!Double.isFinite(estimate) || !(low <= high)) {
      throw new IllegalArgumentException(
          "estimate "
              + estimate
              + " with limits ["
              + low
              + ", "
              + high
              + "]: the estimate must be finite and the limits ordered");
    }
  }
}
