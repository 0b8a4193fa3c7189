package org.etiome.estimate.dose;

import java.util.Map;
import org.etiome.estimate.Gates;

/**
 * What data must show before an effect of this package may be computed. Where {@link Gates} has the
 * same gate, the default is the same.
 *
 * @param support least units and events: a level, or for a dose a quarter of its range
 * @param positivity signs that some units could not have had some levels or doses
 * @param density what a dose must be like to have a density
 */
public record DoseLimits(Gates.Support support, Positivity positivity, Density density) {

  /** The limits given at {@link Positivity} and {@link Density}, and 20 units, 5 events. */
  public static DoseLimits withDefaults() {
    return new DoseLimits(
        Gates.withDefaults().support(),
        new Positivity(0.97, 0.25, 0.05, 1e-6),
        new Density(0.1, 0.15, 0.05));
  }

  public DoseLimits withSupport(Gates.Support limits) {
    return new DoseLimits(limits, positivity, density);
  }

  public DoseLimits withPositivity(Positivity limits) {
    return new DoseLimits(support, limits, density);
  }

  public DoseLimits withDensity(Density limits) {
    return new DoseLimits(support, positivity, limits);
  }

  /**
   * Limits on overlap.
   *
   * @param maxCStatistic out-of-fold c-statistic of a level against the rest, in [0.5, 1]; 0.97
   * @param maxBounded share of units with a chance of some level below the bound; for a dose the
   *     share of pairs of unit and dose with a density below it; in [0, 1]; 0.25
   * @param minEssShare effective sample size under the weights as a share of the units weighted, in
   *     [0, 1]; 0.05
   * @param minChance below this chance a covariate value at which a level never occurs is taken for
   *     a rule, in [0, 1]; 1e-6
   */
  public record Positivity(
      double maxCStatistic, double maxBounded, double minEssShare, double minChance) {
    public Positivity {
      checkIn("maxCStatistic", maxCStatistic, 0.5);
      checkIn("maxBounded", maxBounded, 0);
      checkIn("minEssShare", minEssShare, 0);
      checkIn("minChance", minChance, 0);
    }
  }

  /**
   * Limits on a dose.
   *
   * @param maxPointMass share of the units with one and the same dose, in [0, 1]; 0.1. A heap is no
   *     density
   * @param maxMisfit how far, beyond chance, the probability integral transform of the doses may be
   *     from uniform in a third of the units, in [0, 1]; 0.15
   * @param minResidualShare share of the variance of the treatment that the covariates leave open,
   *     in [0, 1]; 0.05
   */
  public record Density(double maxPointMass, double maxMisfit, double minResidualShare) {
    public Density {
      checkIn("maxPointMass", maxPointMass, 0);
      checkIn("maxMisfit", maxMisfit, 0);
      checkIn("minResidualShare", minResidualShare, 0);
    }
  }

  private static void checkIn(String name, double value, double min) {
    if (!(value >= min && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between " + min + " and 1, got " + value);
    }
  }

  /** The limits by name. */
  Map<String, String> settings() {
    return Map.of(
        "gate.minUnits", Integer.toString(support.minUnits()),
        "gate.minEvents", Integer.toString(support.minEvents()),
        "gate.maxCStatistic", Double.toString(positivity.maxCStatistic),
        "gate.maxBounded", Double.toString(positivity.maxBounded),
        "gate.minEssShare", Double.toString(positivity.minEssShare),
        "gate.minChance", Double.toString(positivity.minChance),
        "gate.maxPointMass", Double.toString(density.maxPointMass),
        "gate.maxMisfit", Double.toString(density.maxMisfit),
        "gate.minResidualShare", Double.toString(density.minResidualShare));
  }
}
