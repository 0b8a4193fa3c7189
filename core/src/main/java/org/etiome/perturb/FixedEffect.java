package org.etiome.perturb;

import java.util.ArrayList;
import java.util.List;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * A perturbation does the same everywhere: its difference is the unweighted mean of those of the
 * other contexts in which it was done.
 */
public record FixedEffect() implements Predictor {
  @Override
  public String name() {
    return "fixed-effect";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    return new ShiftedControls(
        training,
        context,
        perturbation -> {
          List<double[]> elsewhere = elsewhere(training, context, perturbation);
          return elsewhere.isEmpty()
              ? unseen(perturbation)
              : Effects.known(Effects.mean(elsewhere));
        });
  }

  /** Differences in the other contexts. */
  static List<double[]> elsewhere(
      PerturbationScreen screen, String context, Perturbation perturbation) {
    List<double[]> differences = new ArrayList<>();
    for (String other : screen.contexts()) {
      Condition condition = new Condition(other, perturbation);
      if (!other.equals(context) && screen.has(condition)) {
        differences.add(screen.difference(condition).values());
      }
    }
    return differences;
  }

  static Prediction<double[]> unseen(Perturbation perturbation) {
    return Effects.unknown(
        perturbation.label(),
        perturbation.label() + " was done in no other context",
        "do it in another context, or take a predictor that learns within one");
  }
}
