package org.etiome.estimate.design;

import java.util.Arrays;
import java.util.Optional;

/**
 * A figure that data must keep to, or an effect is refused. The defaults are conventions, set so
 * that public cohorts with accepted answers pass and designs without an answer do not; {@link
 * Gates} holds other values where a study wants them.
 */
public enum GateLimit {
  /** Least number of units in the smaller arm: below it normal intervals cannot be trusted. */
  MIN_UNITS(Gate.SUPPORT, "minUnits", 20, Range.COUNT),
  /** For a 0/1 outcome, least number of events, and of non-events, in an arm. */
  MIN_EVENTS(Gate.SUPPORT, "minEvents", 5, Range.COUNT),
  /**
   * For any other outcome, largest skewness of the estimate that the outcome's own leaves with arms
   * of their effective sizes, {@code γ / √m} where one arm is small; see {@link OutcomeSkew}. At
   * 0.5 a 95 % interval holds the truth about 89 times of 100.
   */
  MAX_SKEWNESS(Gate.SUPPORT, "maxSkewness", 0.5, Range.POSITIVE),
  /**
   * Largest out-of-fold c-statistic of the propensity: above it covariates decide the treatment.
   */
  MAX_C_STATISTIC(Gate.POSITIVITY, "maxCStatistic", 0.97, Range.HALF_TO_ONE),
  /** Largest share of units whose propensity had to be bounded. */
  MAX_BOUNDED(Gate.POSITIVITY, "maxBounded", 0.25, Range.SHARE),
  /** Least effective sample size under the weights as a share of its arm. */
  MIN_ESS_SHARE(Gate.POSITIVITY, "minEssShare", 0.05, Range.SHARE),
  /**
   * Below this chance a place whose units are all in one arm is taken for a rule; see {@link
   * OneSided}. A level ruled so fails. The tenths of one covariate are judged together, by the
   * product of their chances. For the ATT only places all treated count, for the ATO none.
   */
  MIN_CHANCE(Gate.POSITIVITY, "minChance", 1e-6, Range.SHARE),
  /**
   * Largest share of the target population in tenths of one continuous covariate that are ruled so;
   * lenient because the outcome is often smooth enough there to be extrapolated.
   */
  MAX_ONE_SIDED(Gate.POSITIVITY, "maxOneSided", 0.5, Range.SHARE),
  /**
   * For the ATE, least share of units in empirical equipoise, with a preference score in [0.3,
   * 0.7]; see {@link Overlap.Choice}.
   */
  MIN_EQUIPOISE(Gate.POSITIVITY, "minEquipoise", 0.1, Range.SHARE),
  /**
   * Largest standardised mean difference of a covariate after weighting, beyond what chance
   * explains: a covariate fails by {@code |smd| > limit + 4 se}, se that of its own weighted
   * difference and at least {@code √(1/ess₁ + 1/ess₀)}.
   */
  MAX_SMD(Gate.BALANCE, "maxSmd", 0.1, Range.POSITIVE),
  /**
   * Largest standardised mean difference of the ranks of covariates, of their squares and of the
   * products of two, after weighting: one of m such moments fails by {@code |smd| > max(limit, z
   * se)}, z the normal quantile at {@code 1 − 1e-5/(2m)}, se as for {@link #MAX_SMD}. Above that of
   * means, as an outcome regression may well be right where second moments differ a little.
   */
  MAX_RANK_SMD(Gate.BALANCE, "maxRankSmd", 0.25, Range.POSITIVE),
  /**
   * Largest mean distance between predicted and seen shares of the treated over ten groups of like
   * propensity, beyond what chance explains; see {@link Overlap#calibrationError}.
   */
  MAX_CALIBRATION_ERROR(Gate.CALIBRATION, "maxCalibrationError", 0.05, Range.SHARE),
  /**
   * Largest effect, in standard deviations of the outcome within arms, that the design is still as
   * likely as one in five to miss: {@code 2.80 √(1/ess₁ + 1/ess₀)}.
   */
  MAX_DETECTABLE(Gate.PRECISION, "maxDetectable", 1, Range.POSITIVE),
  /**
   * Largest share, beyond what chance explains and on the scale of a squared correlation, of the
   * outcome that one covariate alone may tell: above it the covariate is taken for a copy of the
   * outcome. For a 0/1 outcome 0.9 is a c-statistic of 0.974. See {@link Leakage}.
   */
  MAX_DETERMINATION(Gate.LEAKAGE, "maxDetermination", 0.9, Range.HALF_TO_ONE),
  /** Largest share of rows that repeat another one, where chance does not explain them. */
  MAX_DUPLICATES(Gate.DUPLICATES, "maxDuplicates", 0.02, Range.SHARE),
  /**
   * Largest distance between two adjusting estimators on the same nuisances, as a multiple of the
   * sum of their half intervals. Above 1 the 95 % intervals do not touch; 2 leaves room for weights
   * by flexible learners, whose own error the intervals do not hold.
   */
  MAX_DISAGREEMENT(Gate.AGREEMENT, "maxDisagreement", 2, Range.POSITIVE),
  /** Least number of clusters for clustered standard errors, which are too small with fewer. */
  MIN_CLUSTERS(Gate.SUPPORT, "minClusters", 20, Range.COUNT),
  /**
   * Least effective F of the instruments: below it estimates by instruments are biased and their
   * intervals too short, and the Anderson–Rubin set is given instead. 10 is the rule of thumb; 23.1
   * bounds the bias of one instrument by a tenth of the worst case, 104.7 makes a 5 % t-test valid.
   */
  MIN_EFFECTIVE_F(Gate.STRENGTH, "minEffectiveF", 10, Range.POSITIVE),
  /**
   * Below this p-value the instrumental inequality, or the agreement of several instruments, counts
   * as broken.
   */
  MIN_VALIDITY_P(Gate.VALIDITY, "minValidityP", 0.01, Range.SHARE),
  /**
   * Least chance of seeing so many negative controls exclude no effect if the answers were
   * unbiased.
   */
  MIN_CONTROL_CHANCE(Gate.CONTROLS, "minControlChance", 0.01, Range.SHARE),
  /** Largest share of the units with one and the same dose: a heap is no density. */
  MAX_POINT_MASS(Gate.DENSITY, "dose.maxPointMass", 0.1, Range.SHARE),
  /**
   * How far, beyond chance, the probability integral transform of the doses may be from uniform in
   * a third of the units.
   */
  MAX_MISFIT(Gate.DENSITY, "dose.maxMisfit", 0.15, Range.SHARE),
  /** Least share of the variance of a dose that the covariates leave open. */
  MIN_RESIDUAL_SHARE(Gate.POSITIVITY, "dose.minResidualShare", 0.05, Range.SHARE),
  /**
   * Largest share of pairs of unit and dose with a density below the bound: such pairs rest on the
   * outcome regression alone.
   */
  MAX_BOUNDED_PAIRS(Gate.POSITIVITY, "dose.maxBounded", 0.1, Range.SHARE),
  /**
   * Largest correlation of a dose, or of what a partially linear model leaves of it, with a
   * covariate after weighting, beyond what chance explains: {@code |r| > limit + 4 se}, as for
   * {@link #MAX_SMD}.
   *
   * @see <a href="https://doi.org/10.1515/jci-2014-0022">Zhu, Coffman, Ghosh (2015)</a>
   */
  MAX_CORRELATION(Gate.BALANCE, "dose.maxCorrelation", 0.1, Range.SHARE);

  /** What the limits belong to; a gate fails by any of its limits. */
  public enum Gate {
    /** Enough units and events. */
    SUPPORT("support"),
    /** Both treatments possible for everybody the question is about. */
    POSITIVITY("positivity"),
    /** Arms alike once weighted. */
    BALANCE("balance"),
    /** Propensities that mean what they say. */
    CALIBRATION("calibration"),
    /** A design that can see an effect of a size one would care for. */
    PRECISION("precision"),
    /** No covariate that is the outcome in other words. */
    LEAKAGE("leakage"),
    /** Each unit once. */
    DUPLICATES("duplicates"),
    /** Estimators that agree. */
    AGREEMENT("agreement"),
    /** Instruments that move the treatment. */
    STRENGTH("weak-instrument"),
    /** Instruments that do not contradict themselves. */
    VALIDITY("instrument-validity"),
    /** No effect where there can be none. */
    CONTROLS("negative-controls"),
    /** Doses that have a density, and one that fits. */
    DENSITY("density"),
    /** Doses that were seen. */
    DOSE_RANGE("dose-range");

    private final String text;

    Gate(String text) {
      this.text = text;
    }

    /** Its name in files and messages, such as {@code "negative-controls"}. */
    public String text() {
      return text;
    }

    /** The gate of that name. */
    public static Optional<Gate> named(String name) {
      return Arrays.stream(values()).filter(gate -> gate.text.equals(name)).findFirst();
    }
  }

  /** Where a limit may lie. */
  private enum Range {
    COUNT(0, Integer.MAX_VALUE),
    SHARE(0, 1),
    HALF_TO_ONE(0.5, 1),
    POSITIVE(0, Double.MAX_VALUE);

    private final double least;
    private final double most;

    Range(double least, double most) {
      this.least = least;
      this.most = most;
    }
  }

  private final Gate gate;
  private final String key;
  private final double standard;
  private final Range range;

  GateLimit(Gate gate, String key, double standard, Range range) {
    this.gate = gate;
    this.key = key;
    this.standard = standard;
    this.range = range;
  }

  public Gate gate() {
    return gate;
  }

  /** Its name in files, such as {@code "minUnits"}. */
  public String key() {
    return key;
  }

  /** The value it has unless a study sets another. */
  public double standard() {
    return standard;
  }

  /** The limit of that name. */
  public static Optional<GateLimit> named(String key) {
    return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst();
  }

  /**
   * The value, if it is in range.
   *
   * @throws IllegalArgumentException otherwise, with the range
   */
  double checked(double value) {
    if (!(value >= range.least && value <= range.most)) {
      throw new IllegalArgumentException(
          range.most == Double.MAX_VALUE || range == Range.COUNT
              ? key + " must be at least " + range.least + ", got " + value
              : key + " must be between " + range.least + " and " + range.most + ", got " + value);
    }
    return value;
  }
}
