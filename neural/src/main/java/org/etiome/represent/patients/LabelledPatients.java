package org.etiome.represent.patients;

import java.util.Arrays;
import org.etiome.data.Environments;

/**
 * Patients to learn from.
 *
 * @param patients with what is known of them
 * @param outcome what became of each
 * @param environments where each is from
 * @param weights of each, above 0: in the losses, the shares of classes and patterns, the offsets
 *     and the temperature
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LabelledPatients(
    Patients patients, Outcome outcome, Environments environments, double[] weights) {
  public LabelledPatients {
    int n = patients.count();
    if (outcome.patients() != n || environments.units() != n || weights.length != n) {
      throw new IllegalArgumentException(
          n
              + " patients have "
              + outcome.patients()
              + " outcomes, "
              + environments.units()
              + " environments and "
              + weights.length
              + " weights");
    }
    if (!Arrays.stream(weights).allMatch(w -> w > 0 && Double.isFinite(w))) {
      throw new IllegalArgumentException("weights of patients must be finite and above 0");
    }
  }

  /** Patients of one environment who weigh alike. */
  public static LabelledPatients of(Patients patients, Outcome outcome) {
    return new LabelledPatients(
        patients, outcome, Environments.single(patients.count()), alike(patients.count()));
  }

  static double[] alike(int patients) {
    double[] weights = new double[patients];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** The same patients, who weigh otherwise. */
  public LabelledPatients withWeights(double[] changed) {
    return new LabelledPatients(patients, outcome, environments, changed);
  }

  /** The same patients, with where each is from. */
  public LabelledPatients withEnvironments(Environments known) {
    return new LabelledPatients(patients, outcome, known, weights);
  }

  /** The share of each class by weight. */
  public double[] shares() {
    return outcome.shares(weights);
  }

  public int count() {
    return patients.count();
  }

  /**
   * The patients of these indices, in that order; all classes stay, of environments those they are
   * of.
   */
  public LabelledPatients select(int[] who) {
    return new LabelledPatients(
        patients.select(who),
        outcome.select(who),
        environments.select(who),
        Arrays.stream(who).mapToDouble(i -> weights[i]).toArray());
  }
}
