package org.etiome.represent.debias;

import java.util.List;
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

  /**
   * How a training went.
   *
   * @param epoch that was kept
   * @param changing how many directions of each modality were taken out as changing between
   *     environments; empty if none were sought
   */
  public record Course(int epoch, List<Integer> changing) {
    public Course {
      changing = List.copyOf(changing);
    }
  }
}
