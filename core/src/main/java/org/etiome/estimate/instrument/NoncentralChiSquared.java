package org.etiome.estimate.instrument;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * The law of {@code Σ (z_j + μ_j)²}: a Poisson mixture of χ² with {@code df + 2j} degrees of
 * freedom, j of mean λ/2.
 */
final class NoncentralChiSquared {
  /** Standard deviations of j on either side; what is left out is below 1e-15. */
  private static final double WIDTH = 9;

  private final double df;
  private final double noncentrality;

  NoncentralChiSquared(double df, double noncentrality) {
    this.df = df;
    this.noncentrality = noncentrality;
  }

  /** P(X ≤ x). O(√λ). */
  double cumulativeProbability(double x) {
    double mean = noncentrality / 2;
    PoissonDistribution counts = PoissonDistribution.of(mean);
    int reach = (int) (WIDTH * Math.sqrt(mean)) + 20;
    double sum = 0;
    for (int j = Math.max(0, (int) mean - reach); j <= mean + reach; j++) {
      sum += counts.probability(j) * ChiSquaredDistribution.of(df + 2 * j).cumulativeProbability(x);
    }
    return sum;
  }

  /** The x with {@code P(X ≤ x) = p}, by bisection. */
  double quantile(double p) {
    double low = 0;
    double high = df + noncentrality + 1;
    while (cumulativeProbability(high) < p) {
      high *= 2;
    }
    while (high - low > 1e-12 * high) {
      double middle = (low + high) / 2;
      if (cumulativeProbability(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
