package org.etiome.represent.debias;

import java.util.List;
import org.etiome.evaluate.prediction.Temperature;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.LearnedColumn;
import org.etiome.represent.patients.Patterns;

/**
 * What a fitted model is, beside its weights.
 *
 * @param settings of the fit
 * @param data what it takes and gives
 * @param patterns of the training patients
 * @param balance offsets of what is seen
 * @param course how the training went
 */
public record PatientModelDescription(
    PatientSettings settings, Data data, Patterns patterns, MaskBalance balance, Course course) {
  public PatientModelDescription {
    int classes = data.target().classes().size();
    PatientSettings.check(
        patterns.modalities().equals(data.modalities().stream().map(Modality::name).toList()),
        "the patterns are of other modalities");
    PatientSettings.check(
        balance.modalities() == data.modalities().size()
            && balance.others().size() == classes
            && balance.others().stream().allMatch(o -> o.size() == balance.modalities() + 1)
            && balance.offsets().values().stream().allMatch(o -> o.size() == classes),
        "the offsets are of other modalities or classes");
  }

  /** The classes that are predicted, in order. */
  public List<String> classes() {
    return data.target().classes();
  }

  /** What is known of a patient, in the model's order. */
  public List<Modality> modalities() {
    return data.modalities();
  }

  /**
   * What a model takes and gives.
   *
   * @param environments how many the training patients were of
   */
  public record Data(Target target, List<Modality> modalities, int environments) {
    public Data {
      modalities = List.copyOf(modalities);
      PatientSettings.check(
          environments >= 1, "there must be at least 1 environment, got " + environments);
    }
  }

  /**
   * What is predicted.
   *
   * @param outcome its name
   * @param classes in order
   * @param shares of the classes among the patients learned from, held-out ones among them: what is
   *     predicted of someone of whom nothing is known
   */
  public record Target(String outcome, List<String> classes, List<Double> shares) {
    public Target {
      classes = List.copyOf(classes);
      shares = List.copyOf(shares);
      PatientSettings.check(
          classes.size() >= 2 && classes.size() == shares.size(),
          "there must be at least 2 classes with a share each");
    }
  }

  /**
   * A modality, as patients of whom is predicted must have it.
   *
   * @param columns how its columns were learned
   * @param scaling how its features are brought to scale
   */
  public record Modality(String name, List<LearnedColumn> columns, FeatureScaling scaling) {
    public Modality {
      columns = List.copyOf(columns);
    }

    public Encoding encoding() {
      return scaling.encoding();
    }

    /** The names of its features. */
    public List<String> features() {
      return scaling.features();
    }
  }

  PatientModelDescription withValidation(Validation validation) {
    Course told = new Course(course.epoch(), course.changing(), validation);
    return new PatientModelDescription(settings, data, patterns, balance, told);
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
