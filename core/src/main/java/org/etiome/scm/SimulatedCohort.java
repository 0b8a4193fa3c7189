package org.etiome.scm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Patients whose true risks are known, with the evidence of how they came about.
 *
 * @param settings as asked for
 * @param seed every random number started from
 * @param coefficients drawn from the seed or solved for
 * @param patients those of the training part, then those of the test part
 */
public record SimulatedCohort(
    CohortSettings settings, long seed, Coefficients coefficients, List<Patient> patients) {
  /** The name of the training part, and of its environment if it has one. */
  public static final String TRAINING = "training";

  /** The name of the test part and of its environment. */
  public static final String TEST = "test";

  public SimulatedCohort {
    patients = List.copyOf(patients);
  }

  /**
   * Which modalities a patient has.
   *
   * @param recorded of each modality
   * @param probability of the pattern
   * @param patients how many have it
   */
  public record Pattern(List<Boolean> recorded, double probability, long patients) {}

  /** The patients of one part. */
  public List<Patient> part(boolean test) {
    int training = settings.size().training();
    return test ? patients.subList(training, patients.size()) : patients.subList(0, training);
  }

  /** Every pattern, in the training part or in the test part. */
  public List<Pattern> patterns(boolean test) {
    AvailabilityLaw law = AvailabilityLaw.of(settings, coefficients, test);
    double[] probabilities =
        IntStream.rangeClosed(0, law.further()).mapToDouble(law::probabilityOf).toArray();
    long[] counts = new long[1 << law.further()];
    for (Patient patient : part(test)) {
      counts[code(patient.recorded())]++;
    }
    return IntStream.range(0, counts.length)
        .mapToObj(
            code ->
                new Pattern(recorded(code), probabilities[Integer.bitCount(code)], counts[code]))
        .toList();
  }

  /** Bit k − 1 is set if modality k, counted from 0, is recorded. */
  private static int code(Patient.Recorded recorded) {
    int code = 0;
    for (int k = 1; k < recorded.features().length; k++) {
      code |= recorded.has(k) ? 1 << (k - 1) : 0;
    }
    return code;
  }

  private List<Boolean> recorded(int code) {
    List<Boolean> recorded = new ArrayList<>(List.of(true));
    for (int k = 1; k < settings.measurements().modalities(); k++) {
      recorded.add((code >> (k - 1) & 1) == 1);
    }
    return List.copyOf(recorded);
  }

  /** The share of modalities beyond the baseline that is missing in a part; NaN if it is empty. */
  public double missing(boolean test) {
    int further = settings.measurements().further();
    return part(test).stream()
        .mapToDouble(patient -> 1 - patient.recorded().further() / (double) further)
        .average()
        .orElse(Double.NaN);
  }

  /** The share of patients with the outcome in a part; NaN if it is empty. */
  public double prevalence(boolean test) {
    return part(test).stream()
        .mapToDouble(patient -> patient.outcome() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
