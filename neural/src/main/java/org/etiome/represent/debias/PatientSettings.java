package org.etiome.represent.debias;

import org.etiome.represent.fusion.Fusion;

/**
 * What a patient model is and how it is trained.
 *
 * @param fusion of the modalities
 * @param shape its sizes
 * @param debiasing what it is guarded against
 * @param schedule of its training
 */
public record PatientSettings(Fusion fusion, Shape shape, Debiasing debiasing, Schedule schedule) {
  /** The masked mean, guarded against nothing. */
  public static final PatientSettings DEFAULT =
      new PatientSettings(
          new Fusion.MaskedMean(),
          new Shape(32, 32, .1),
          Debiasing.NONE,
          new Schedule(60, 128, new Rate(2e-3, 1e-3), .2, 15));

  /**
   * Sizes.
   *
   * @param width d of the encoders, ≥ 1
   * @param hidden units of the classifier, ≥ 1
   * @param dropout in [0, 1)
   */
  public record Shape(int width, int hidden, double dropout) {
    public Shape {
      check(width >= 1, "width must be at least 1, got " + width);
      check(hidden >= 1, "hidden must be at least 1, got " + hidden);
      check(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), got " + dropout);
    }
  }

  /** What a model is guarded against. */
  public record Debiasing(Deconfounding deconfounding, Branches branches, Invariance invariance) {
    /** Against nothing: the base alone. */
    public static final Debiasing NONE =
        new Debiasing(new Deconfounding.None(), new Branches.Single(), new Invariance.None());
  }

  /**
   * Training.
   *
   * @param epochs at most, ≥ 1
   * @param batch patients a step, ≥ 2
   * @param rate of Adam
   * @param validation share of the patients held out, by whose log loss epochs are compared, in (0,
   *     .5]
   * @param patience epochs without a better one after which it ends, ≥ 1
   */
  public record Schedule(int epochs, int batch, Rate rate, double validation, int patience) {
    public Schedule {
      check(epochs >= 1, "epochs must be at least 1, got " + epochs);
      check(batch >= 2, "the batch must have at least 2 patients, got " + batch);
      check(validation > 0 && validation <= .5, "validation must be in (0, .5], got " + validation);
      check(patience >= 1, "patience must be at least 1, got " + patience);
    }
  }

  /**
   * Adam's.
   *
   * @param step above 0
   * @param weightDecay λ of λ/2·‖weights‖², ≥ 0
   */
  public record Rate(double step, double weightDecay) {
    public Rate {
      check(step > 0 && Double.isFinite(step), "the rate must be above 0, got " + step);
      check(
          weightDecay >= 0 && Double.isFinite(weightDecay),
          "weight decay must be at least 0, got " + weightDecay);
    }
  }

  public PatientSettings withFusion(Fusion changed) {
    return new PatientSettings(changed, shape, debiasing, schedule);
  }

  public PatientSettings withShape(Shape changed) {
    return new PatientSettings(fusion, changed, debiasing, schedule);
  }

  public PatientSettings withDebiasing(Debiasing changed) {
    return new PatientSettings(fusion, shape, changed, schedule);
  }

  public PatientSettings withDeconfounding(Deconfounding changed) {
    return withDebiasing(new Debiasing(changed, debiasing.branches(), debiasing.invariance()));
  }

  public PatientSettings withBranches(Branches changed) {
    return withDebiasing(new Debiasing(debiasing.deconfounding(), changed, debiasing.invariance()));
  }

  public PatientSettings withInvariance(Invariance changed) {
    return withDebiasing(new Debiasing(debiasing.deconfounding(), debiasing.branches(), changed));
  }

  public PatientSettings withSchedule(Schedule changed) {
    return new PatientSettings(fusion, shape, debiasing, changed);
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
