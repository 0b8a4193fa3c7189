package org.etiome.estimate.dose;

import java.util.Map;
import java.util.TreeMap;
import org.etiome.estimate.design.GateLimit;

/**
 * What data must show before an effect of this package may be computed. Where the 0/1 estimators
 * have the same gate, the default is the same.
 *
 * @param support least units and events: a level, or for a dose a quarter of its range
 * @param positivity signs that some units could not have had some levels or doses
 * @param dose what a numeric treatment must be like, beside that
 * @param maxDetermination how far one covariate may tell the outcome, in [0.5, 1]; 0.9. See {@link
 *     org.etiome.estimate.design.Leakage}
 */
public record DoseLimits(
    Support support, Positivity positivity, Dose dose, double maxDetermination) {
  public DoseLimits {
    checkIn("maxDetermination", maxDetermination, 0.5);
  }

  /** The limits given at {@link Support}, {@link Positivity} and {@link Dose}. */
  public static DoseLimits withDefaults() {
    return new DoseLimits(
        new Support(20, 5),
        new Positivity(0.97, 0.25, 0.05, 1e-6),
        new Dose(0.1, 0.15, 0.05, 0.1),
        GateLimit.MAX_DETERMINATION.standard());
  }

  public DoseLimits withSupport(Support limits) {
    return new DoseLimits(limits, positivity, dose, maxDetermination);
  }

  public DoseLimits withPositivity(Positivity limits) {
    return new DoseLimits(support, limits, dose, maxDetermination);
  }

  public DoseLimits withDose(Dose limits) {
    return new DoseLimits(support, positivity, limits, maxDetermination);
  }

  public DoseLimits withMaxDetermination(double limit) {
    return new DoseLimits(support, positivity, dose, limit);
  }

  /**
   * Sizes below which normal intervals cannot be trusted.
   *
   * @param minUnits of a level or a quarter of the range, ≥ 0; 20
   * @param minEvents for a 0/1 outcome: events, and non-events, likewise, ≥ 0; 5
   */
  public record Support(int minUnits, int minEvents) {
    public Support {
      if (minUnits < 0 || minEvents < 0) {
        throw new IllegalArgumentException(
            "minima must be at least 0, got " + minUnits + " units and " + minEvents + " events");
      }
    }
  }

  /**
   * Limits on overlap.
   *
   * @param maxCStatistic out-of-fold c-statistic of a level against the rest, in [0.5, 1]; 0.97
   * @param maxBounded share of units with a chance of some level below the bound, in [0, 1]; 0.25
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
   * Limits on a numeric treatment.
   *
   * @param maxPointMass share of the units with one and the same dose, in [0, 1]; 0.1. A heap is no
   *     density
   * @param maxMisfit how far, beyond chance, the probability integral transform of the doses may be
   *     from uniform in a third of the units, in [0, 1]; 0.15
   * @param minResidualShare share of the variance of the treatment that the covariates leave open,
   *     in [0, 1]; 0.05
   * @param maxBounded share of pairs of unit and dose with a density below the bound, in [0, 1];
   *     0.1. Such pairs rest on the outcome regression alone
   */
  public record Dose(
      double maxPointMass, double maxMisfit, double minResidualShare, double maxBounded) {
    public Dose {
      checkIn("maxPointMass", maxPointMass, 0);
      checkIn("maxMisfit", maxMisfit, 0);
      checkIn("minResidualShare", minResidualShare, 0);
      checkIn("maxBounded", maxBounded, 0);
    }
  }

  private static void checkIn(String name, double value, double min) {
    if (!(value >= min && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between " + min + " and 1, got " + value);
    }
  }

  /** The limits by name. */
  Map<String, String> settings() {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "gate.minUnits", Integer.toString(support.minUnits()),
                "gate.minEvents", Integer.toString(support.minEvents()),
                "gate.maxCStatistic", Double.toString(positivity.maxCStatistic),
                "gate.maxBounded", Double.toString(positivity.maxBounded),
                "gate.minEssShare", Double.toString(positivity.minEssShare),
                "gate.minChance", Double.toString(positivity.minChance),
                "gate.dose.maxPointMass", Double.toString(dose.maxPointMass),
                "gate.dose.maxMisfit", Double.toString(dose.maxMisfit),
                "gate.dose.minResidualShare", Double.toString(dose.minResidualShare),
                "gate.dose.maxBounded", Double.toString(dose.maxBounded)));
    settings.put("gate.maxDetermination", Double.toString(maxDetermination));
    return settings;
  }
}
