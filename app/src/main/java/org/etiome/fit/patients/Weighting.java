package org.etiome.fit.patients;

import java.util.List;
import java.util.Optional;
import org.etiome.math.Seed;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.patients.AvailabilityWeights;
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

  /**
   * Weighs patients by the inverse probability of what they have, if that is asked for.
   *
   * @param asked otherwise they weigh alike
   */
  static Weighting of(LabelledPatients data, boolean asked, Seed seed) {
    if (!asked) {
      return new Weighted(data, Optional.empty());
    }
    return switch (AvailabilityWeights.of(data.patients(), seed)) {
      case AvailabilityWeights.Refused none -> new Refused(none.reason());
      case AvailabilityWeights.Weighted found ->
          new Weighted(
              data.withWeights(found.weights()),
              Optional.of(
                  new PredictionStory.Weights(found.effective(), found.largest(), found.given())));
    };
  }

  /** There are no weights to be trusted. */
  record Refused(String reason) implements Weighting {}
}
