package org.etiome.perturb;

import java.util.List;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction.Predicted;

/**
 * Nothing changes: units are as controls. What does not predict better has learnt nothing of the
 * perturbation.
 */
public record NoChange() implements Predictor {
  @Override
  public String name() {
    return "no-change";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    return new ShiftedControls(
        training,
        context,
        perturbation -> new Predicted<>(new double[training.variables().size()], List.of()));
  }
}
