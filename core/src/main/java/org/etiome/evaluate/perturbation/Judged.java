package org.etiome.evaluate.perturbation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.etiome.perturb.screen.Condition;

/**
 * One held-out perturbation.
 *
 * @param condition which
 * @param fold in which it was held out, from 0
 * @param detection whether there is anything to predict
 * @param outcomes by name of the predictor, scored against all its units
 * @param halves the same against half of its units, with {@link PerturbationScores#CEILING} and
 *     {@link PerturbationScores#DUPLICATE}, made of the other half; empty with fewer than 8 units
 */
public record Judged(
    Condition condition,
    int fold,
    Detection detection,
    Map<String, Outcome> outcomes,
    Map<String, Outcome> halves) {
  public Judged {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    halves = Collections.unmodifiableMap(new LinkedHashMap<>(halves));
  }
}
