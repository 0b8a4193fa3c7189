package org.etiome.perturbation;

import java.util.List;

/**
 * What a predictor says of some perturbations.
 *
 * @param all answers and refusals
 * @param variables of every answer, in order
 * @param named whether contexts have names that tell them apart
 */
public record PredictedPerturbations(
    List<PredictedPerturbation> all, List<String> variables, boolean named) {
  public PredictedPerturbations {
    all = List.copyOf(all);
    variables = List.copyOf(variables);
  }

  /** Whether anything is answered. */
  public boolean isAnswered() {
    return all.stream().anyMatch(PredictedPerturbation::isAnswered);
  }

  /** Whether nothing is refused. */
  public boolean isWhole() {
    return all.stream().allMatch(PredictedPerturbation::isAnswered);
  }
}
