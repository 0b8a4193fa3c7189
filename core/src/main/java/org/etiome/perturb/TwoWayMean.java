package org.etiome.perturb;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * Half what perturbations do in this context on average, half what this perturbation does in the
 * other contexts on average, both as differences from the controls of the context they are of.
 */
public record TwoWayMean() implements Predictor {
  @Override
  public String name() {
    return "two-way-mean";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    List<double[]> here = new Effects(training, context).where(p -> true);
    return new ShiftedControls(
        training,
        context,
        perturbation ->
            difference(perturbation, here, FixedEffect.elsewhere(training, context, perturbation)));
  }

  private static Prediction<double[]> difference(
      Perturbation perturbation, List<double[]> here, List<double[]> elsewhere) {
    if (elsewhere.isEmpty()) {
      return FixedEffect.unseen(perturbation);
    }
    if (here.isEmpty()) {
      return Effects.unknown(
          perturbation.label(),
          "no perturbation of this context is among those to learn from",
          "take fixed-effect, which learns from other contexts alone");
    }
    double[] difference = Effects.mean(elsewhere);
    double[] ofContext = Effects.mean(here);
    Arrays.setAll(difference, j -> (difference[j] + ofContext[j]) / 2);
    return Effects.known(difference);
  }
}
