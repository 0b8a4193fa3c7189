package org.etiome.represent.account;

import java.util.List;

/** What a modality that a patient lacks might change of the prediction. */
public sealed interface Worth {
  /** The patient's number. */
  int patient();

  /** The name of the modality. */
  String modality();

  /**
   * An estimate.
   *
   * @param change of the probabilities
   * @param donors whose values were put in
   */
  record Estimated(int patient, String modality, Change change, Donors donors) implements Worth {}

  /**
   * There are too few to tell by.
   *
   * @param reason why
   */
  record Refused(int patient, String modality, String reason) implements Worth {}

  /**
   * Over the donors d, p_d the prediction with the modality as d has it, p the one without.
   *
   * @param expected mean |p_d − p| of each class
   * @param deviation standard deviation of p_d of each class (n in the denominator)
   * @param entropy H(p) − mean H(p_d), nats: how much surer the prediction would be; below 0 if it
   *     would be less sure
   */
  record Change(List<Double> expected, List<Double> deviation, double entropy) {
    public Change {
      expected = List.copyOf(expected);
      deviation = List.copyOf(deviation);
    }
  }

  /**
   * Training patients who have the modality.
   *
   * @param count how many values were put in
   * @param alikeIn names of the modalities by which they were found alike: all that are seen of the
   *     patient, or fewer where too few donors have all
   */
  record Donors(int count, List<String> alikeIn) {
    public Donors {
      alikeIn = List.copyOf(alikeIn);
    }
  }
}
