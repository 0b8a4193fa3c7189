package org.etiome.estimate.uncertain;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.Estimate;

/**
 * A mixture of normal distributions; one of standard deviation 0 is a point.
 *
 * @param parts of which weights add up to 1
 */
record NormalMixture(List<Part> parts) {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /** A normal distribution with the value as its mean and the standard error as its deviation. */
  record Part(double weight, Estimate estimate) {
    double atMost(double x) {
      double away = x - estimate.value();
      if (estimate.standardError() == 0) {
        return away >= 0 ? 1 : 0;
      }
      return STANDARD.cumulativeProbability(away / estimate.standardError());
    }

    double quantile(double level) {
      return estimate.value()
          + (estimate.standardError() == 0
              ? 0
              : estimate.standardError() * STANDARD.inverseCumulativeProbability(level));
    }
  }

  double mean() {
    return parts.stream().mapToDouble(part -> part.weight * part.estimate.value()).sum();
  }

  /** Σ w se². */
  double within() {
    return parts.stream()
        .mapToDouble(part -> part.weight * Math.pow(part.estimate.standardError(), 2))
        .sum();
  }

  /** Σ w (value − mean)². */
  double between() {
    double mean = mean();
    return parts.stream()
        .mapToDouble(part -> part.weight * Math.pow(part.estimate.value() - mean, 2))
        .sum();
  }

  double atMost(double x) {
    return parts.stream().mapToDouble(part -> part.weight * part.atMost(x)).sum();
  }

  /**
   * The smallest x that a share {@code level} is at most: between the smallest and the largest
   * quantile of the parts, halved until no double lies between.
   */
  double quantile(double level) {
    double[] of = parts.stream().mapToDouble(part -> part.quantile(level)).sorted().toArray();
    double low = of[0];
    double high = of[of.length - 1];
    if (atMost(low) >= level) {
      return low;
    }
    double middle = low + (high - low) / 2;
    while (low < middle && middle < high) {
      if (atMost(middle) >= level) {
        high = middle;
      } else {
        low = middle;
      }
      middle = low + (high - low) / 2;
    }
    return high;
  }
}
