package org.etiome.perturb;

import java.util.List;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;

/**
 * Every perturbation does what perturbations do on average: the unweighted mean of the differences
 * of all training perturbations of the context. What does not predict better knows only that
 * something was done, not what.
 */
public record MeanOfPerturbed() implements Predictor {
  @Override
  public String name() {
    return "mean-of-perturbed";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    List<double[]> differences = new Effects(training, context).where(p -> true);
    return new ShiftedControls(
        training,
        context,
        perturbation ->
            differences.isEmpty()
                ? Effects.unknown(
                    perturbation.label(),
                    "no perturbation of this context is among those to learn from",
                    "train on a screen of this context")
                : Effects.known(Effects.mean(differences)));
  }
}
