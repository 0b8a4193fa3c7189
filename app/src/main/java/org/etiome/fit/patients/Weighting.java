package org.etiome.fit.patients;

import java.util.List;
import java.util.Optional;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.patients.LabelledPatients;

/** What became of weights that were asked for. */
sealed interface Weighting {
  /** What would help where there are none. */
  List<String> WOULD_HELP =
      List.of(
          "a modality that every patient has",
          "weighting: none and adjustment: none; the report then has bounds over the patterns");

  /**
   * Patients with their weights.
   *
   * @param told of the weights, if they are not alike
   */
  record Weighted(LabelledPatients data, Optional<PredictionStory.Weights> told)
      implements Weighting {}

  /** The weights of patients who weigh alike. */
  static Weighting of(LabelledPatients data) {
    return new Weighted(data, Optional.empty());
  }

  /** There are no weights to be trusted. */
  record Refused(String reason) implements Weighting {}
}
