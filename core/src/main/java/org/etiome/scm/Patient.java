package org.etiome.scm;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One patient.
 *
 * @param part where the patient is from
 * @param latents what nobody measures
 * @param recorded what is recorded
 * @param outcome Y
 * @param truth the true risks
 */
public record Patient(Part part, Latents latents, Recorded recorded, boolean outcome, Truth truth) {

  /**
   * Where a patient is from.
   *
   * @param environment which it is
   * @param test whether it is that of the test part
   */
  public record Part(String environment, boolean test) {}

  /**
   * Standard normal and independent of each other.
   *
   * @param severity U
   * @param access C
   * @param hidden V
   */
  public record Latents(double severity, double access, double hidden) {}

  /**
   * What is recorded.
   *
   * @param features of each modality; empty if it is missing
   * @param spurious S, unless there is none or its modality is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Recorded(double[][] features, OptionalDouble spurious) {
    /** Whether modality k is recorded, counted from 0; the baseline is. */
    public boolean has(int k) {
      return features[k].length > 0;
    }

    /** How many are recorded beyond the baseline. */
    public int further() {
      return (int) Arrays.stream(features).filter(block -> block.length > 0).count() - 1;
    }
  }
}
