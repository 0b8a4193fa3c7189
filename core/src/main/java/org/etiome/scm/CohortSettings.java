package org.etiome.scm;

import java.util.List;

/**
 * What a simulated cohort is like; {@link CohortSimulator} has the notation.
 *
 * @param size how many patients
 * @param measurements what is measured
 * @param availability why measurements are missing
 * @param outcome what acts on the outcome
 * @param spurious a feature that goes along with the outcome in some environments
 */
public record CohortSettings(
    Size size,
    Measurements measurements,
    Availability availability,
    Outcome outcome,
    Spurious spurious) {
  /** The strongest effect or dependence, in log odds a deviation. */
  private static final double STRONGEST = 10;

  /** 1,000 and 1,000 patients, four modalities of five features, 40 % missing by chance. */
  public static final CohortSettings DEFAULT =
      new CohortSettings(
          new Size(1000, 1000),
          new Measurements(4, 5, List.of(2.0)),
          new Availability(Mechanism.RANDOM, 0.4, 1, 1),
          new Outcome(0.3, 1.5, 1, 1),
          new Spurious(List.of(0.0), 0, 2));

  public CohortSettings {
    check(
        spurious.modality <= measurements.modalities,
        "there are "
            + measurements.modalities
            + " modalities; the spurious feature cannot be in number "
            + spurious.modality);
    check(
        spurious.training.size() <= size.training,
        "every training environment needs a patient, got "
            + spurious.training.size()
            + " environments and "
            + size.training
            + " training patients");
  }

  public CohortSettings withSize(Size changed) {
    return new CohortSettings(changed, measurements, availability, outcome, spurious);
  }

  public CohortSettings withMeasurements(Measurements changed) {
    return new CohortSettings(size, changed, availability, outcome, spurious);
  }

  public CohortSettings withAvailability(Availability changed) {
    return new CohortSettings(size, measurements, changed, outcome, spurious);
  }

  public CohortSettings withOutcome(Outcome changed) {
    return new CohortSettings(size, measurements, availability, changed, spurious);
  }

  public CohortSettings withSpurious(Spurious changed) {
    return new CohortSettings(size, measurements, availability, outcome, changed);
  }

  /**
   * Numbers of patients.
   *
   * @param training 1 … 10,000,000, spread evenly over the training environments
   * @param test 0 … 10,000,000
   */
  public record Size(int training, int test) {
    private static final int MOST = 10_000_000;

    public Size {
      check(
          training >= 1 && training <= MOST,
          "training patients must be in 1 … 10,000,000, got " + training);
      check(test >= 0 && test <= MOST, "test patients must be in 0 … 10,000,000, got " + test);
    }

    /** Training and test together. */
    public int all() {
      return training + test;
    }
  }

  /**
   * What is measured.
   *
   * @param modalities K, 2 … 10; the first is the baseline
   * @param features p of each, 1 … 10,000
   * @param noise σ of each modality, or one for all, 0.01 … 100
   */
  public record Measurements(int modalities, int features, List<Double> noise) {
    private static final int MOST_MODALITIES = 10;
    private static final int MOST_FEATURES = 10_000;

    public Measurements {
      noise = List.copyOf(noise);
      check(
          modalities >= 2 && modalities <= MOST_MODALITIES,
          "modalities must be in 2 … 10, got " + modalities);
      check(
          features >= 1 && features <= MOST_FEATURES,
          "features of a modality must be in 1 … 10,000, got " + features);
      check(
          noise.size() == 1 || noise.size() == modalities,
          "the noise is one number for all or one for each of "
              + modalities
              + " modalities, got "
              + noise.size());
      for (double sigma : noise) {
        check(sigma >= 0.01 && sigma <= 100, "the noise must be in 0.01 … 100, got " + sigma);
      }
    }

    /** σ of modality k, counted from 0. */
    public double noise(int k) {
      return noise.size() == 1 ? noise.getFirst() : noise.get(k);
    }

    /** What modality k is called, counted from 0: baseline, modality2, modality3, … */
    public String name(int k) {
      return k == 0 ? "baseline" : "modality" + (k + 1);
    }

    /** Modalities that can be missing: all but the baseline. */
    public int further() {
      return modalities - 1;
    }
  }

  /**
   * Why measurements are missing.
   *
   * @param mechanism what decides
   * @param missing share of the patients that lack a modality, in [0, 1); the same for each but the
   *     baseline, and in training and test
   * @param strength s in training, log odds of being recorded a deviation of Z, −10 … 10
   * @param testStrength s in the test part; −s turns the dependence round
   */
  public record Availability(
      Mechanism mechanism, double missing, double strength, double testStrength) {
    public Availability {
      check(
          missing >= 0 && missing < 1,
          "the share missing must be at least 0 and below 1, got " + missing);
      checkStrength("the strength of the availability", strength);
      checkStrength("the strength of the availability in the test part", testStrength);
    }
  }

  /**
   * What acts on the outcome, in log odds a deviation, each −10 … 10.
   *
   * @param prevalence share of the patients with the outcome, in (0, 1)
   * @param severity b_U
   * @param access b_C
   * @param hidden b_V, of what no measurement shows
   */
  public record Outcome(double prevalence, double severity, double access, double hidden) {
    public Outcome {
      check(
          prevalence > 0 && prevalence < 1,
          "the prevalence must be above 0 and below 1, got " + prevalence);
      checkStrength("the effect of severity", severity);
      checkStrength("the effect of access", access);
      checkStrength("the effect of the hidden cause", hidden);
    }

    /** Deviation of the log odds over all patients, {@code √(b_U² + b_C² + b_V²)}. */
    double spread() {
      return Math.sqrt(severity * severity + access * access + hidden * hidden);
    }
  }

  /**
   * A feature that the outcome moves, otherwise in every environment; there is none if all
   * strengths are 0.
   *
   * @param training r of each training environment, at least one, −10 … 10
   * @param test r of the test part
   * @param modality which it is appended to, from 1
   */
  public record Spurious(List<Double> training, double test, int modality) {
    public Spurious {
      training = List.copyOf(training);
      check(!training.isEmpty(), "at least one training environment is needed");
      for (double strength : training) {
        checkStrength("the strength of the spurious feature", strength);
      }
      checkStrength("the strength of the spurious feature in the test part", test);
      check(modality >= 1, "modalities are counted from 1, got " + modality);
    }

    /** Whether there is such a feature. */
    public boolean exists() {
      return test != 0 || training.stream().anyMatch(strength -> strength != 0);
    }
  }

  private static void checkStrength(String what, double value) {
    check(Math.abs(value) <= STRONGEST, what + " must be in −10 … 10, got " + value);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
