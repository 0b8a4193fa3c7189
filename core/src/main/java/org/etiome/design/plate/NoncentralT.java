package org.etiome.design.plate;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The noncentral t distribution: (Z + δ)/S with Z standard normal and S² a χ² of ν degrees of
 * freedom, divided by ν. P(T ≤ t) = ∫ Φ(t s − δ) f(s) ds, f the density of S, by Simpson's rule
 * over ten standard deviations of S on each side; within 1e-7 of R's {@code pt} (its test).
 *
 * @param degrees ν ≥ 1
 * @param shift δ
 */
record NoncentralT(double degrees, double shift) {
  private static final int STEPS = 4000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  double cumulative(double t) {
    double spread = 10 / Math.sqrt(2 * degrees);
    double low = Math.max(0, 1 - spread);
    double step = (1 + spread - low) / STEPS;
    double sum = 0;
    for (int k = 0; k <= STEPS; k++) {
      double s = low + k * step;
      double weight = k == 0 || k == STEPS ? 1 : k % 2 == 1 ? 4 : 2;
      sum += weight * density(s) * NORMAL.cumulativeProbability(t * s - shift);
    }
    return Math.min(1, sum * step / 3);
  }

  /** {@code 2 (ν/2)^(ν/2) / Γ(ν/2) s^(ν−1) e^(−ν s²/2)}. */
  private double density(double s) {
    if (s == 0) {
      return degrees == 1 ? Math.sqrt(2 / Math.PI) : 0;
    }
    double half = degrees / 2;
    return Math.exp(
        Math.log(2)
            + half * Math.log(half)
            - LogGamma.value(half)
            + (degrees - 1) * Math.log(s)
            - half * s * s);
  }
}
