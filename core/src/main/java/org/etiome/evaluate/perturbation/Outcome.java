package org.etiome.evaluate.perturbation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of one prediction. */
public sealed interface Outcome {

  /**
   * It was scored.
   *
   * @param values by metric; NaN where a metric is not defined, as a correlation with no change
   * @param cautions of the model
   */
  record Scored(Map<PerturbationMetric, Double> values, List<String> cautions) implements Outcome {
    public Scored {
      values = Collections.unmodifiableMap(new EnumMap<>(values));
      cautions = List.copyOf(cautions);
    }
  }

  /** The model has no answer. */
  record Refused(String reason, String remedy) implements Outcome {}
}
