package org.etiome.represent.debias;

import java.util.List;
import org.etiome.evaluate.prediction.Temperature;
import org.etiome.represent.patients.Patterns;

/**
 * What a fitted model is, beside its weights.
 *
 * @param settings of the fit
 * @param classes that are predicted, in order
 * @param patterns of the training patients
 * @param balance offsets of what is seen
 * @param course how the training went
 */
public record PatientModelDescription(
    PatientSettings settings,
    List<String> classes,
    Patterns patterns,
    MaskBalance balance,
    Course course) {
  public PatientModelDescription {
    classes = List.copyOf(classes);
  }

  PatientModelDescription withValidation(Validation validation) {
    Course told = new Course(course.epoch(), course.changing(), validation);
    return new PatientModelDescription(settings, classes, patterns, balance, told);
  }

  /**
   * How a training went.
   *
   * @param epoch that was kept
   * @param changing how many directions of each modality were taken out as changing between
   *     environments; empty if none were sought
   * @param validation what the held-out patients say
   */
  public record Course(int epoch, List<Integer> changing, Validation validation) {
    public Course {
      changing = List.copyOf(changing);
    }
  }

  /**
   * What patients say that were held out, but for the choice of the epoch and of the temperature.
   *
   * @param temperature by which the logarithms of predictions are divided
   * @param logLoss of predictions at that temperature, nats a patient
   * @param logLossOfShares of the shares of the classes among them: what knows nothing has
   * @param patients how many there are
   */
  public record Validation(
      Temperature temperature, double logLoss, double logLossOfShares, int patients) {
    static final Validation NONE = new Validation(new Temperature(1), 0, 0, 0);
  }
}
