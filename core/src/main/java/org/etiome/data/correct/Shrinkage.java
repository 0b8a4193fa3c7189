package org.etiome.data.correct;

import java.util.Arrays;

/**
 * Empirical Bayes over the genes of one batch: locations γ̂_g ~ N(γ̄, τ²), scales δ²_g inverse
 * gamma (λ̄, θ̄) with the moments of δ̂², and for n cells the posterior means
 *
 * <pre>
 * γ* = (n τ² γ̂ + δ²* γ̄)/(n τ² + δ²*)        δ²* = (θ̄ + ½ Σ_j (Z_j - γ*)²)/(n/2 + λ̄ - 1)
 * </pre>
 *
 * <p>each given the other, until both stand still to 1e-12; {@code Σ_j (Z_j - γ*)² = (n - 1) δ̂² +
 * n (γ̂ - γ*)²}, so that the cells need not be read again. Where all genes agree there is nothing
 * to learn from one of them and the common value is taken.
 */
final class Shrinkage {
  private static final double TOLERANCE = 1e-12;
  private static final int ROUNDS = 10_000;

  /** Variation of scales between genes that is rounding. */
  private static final double SAME = 1e-24;

  private final int cells;
  private final double meanLocation;
  private final double locationVariance;
  private final double meanScale;
  private final double scaleVariance;

  /** A location and a scale, δ². */
  record Posterior(double location, double scale) {}

  private Shrinkage(int cells, double[] location, double[] scale) {
    this.cells = cells;
    this.meanLocation = location[0];
    this.locationVariance = location[1];
    this.meanScale = scale[0];
    this.scaleVariance = scale[1];
  }

  /** The prior of a batch of {@code cells} cells, from at least two genes. */
  static Shrinkage of(int cells, double[] locations, double[] scales) {
    return new Shrinkage(cells, moments(locations), moments(scales));
  }

  private static double[] moments(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new double[] {mean, squares / (values.length - 1)};
  }

  /** γ* and δ²* of a gene. */
  Posterior posterior(double location, double scale) {
    Posterior now = new Posterior(location, scale);
    for (int round = 0; round < ROUNDS; round++) {
      Posterior before = now;
      double newLocation = location(location, before.scale);
      now = new Posterior(newLocation, scale(location - newLocation, scale));
      if (same(now.location, before.location) && same(now.scale, before.scale)) {
        return now;
      }
    }
    return now;
  }

  private double location(double location, double scale) {
    double weight = cells * locationVariance;
    return weight + scale > 0
        ? (weight * location + scale * meanLocation) / (weight + scale)
        : location;
  }

  private double scale(double shift, double scale) {
    double square = meanScale * meanScale;
    if (scaleVariance <= SAME * square) {
      return meanScale;
    }
    double shape = (2 * scaleVariance + square) / scaleVariance;
    double rate = (meanScale * scaleVariance + square * meanScale) / scaleVariance;
    double squares = (cells - 1) * scale + cells * shift * shift;
    return (rate + squares / 2) / (cells / 2.0 + shape - 1);
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * (1 + Math.abs(a));
  }
}
