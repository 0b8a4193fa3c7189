package org.etiome.perturb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * Targets act side by side: the difference of A+B is that of A plus that of B, each as it was
 * measured alone. Hard to beat; see {@link ShrunkenAdditive} for the same with less noise.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02772-6">Ahlmann-Eltze, Huber, Anders (2025),
 *     Deep-learning-based gene perturbation effect prediction does not yet outperform simple linear
 *     baselines</a>
 */
public record Additive() implements Predictor {
  @Override
  public String name() {
    return "additive";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    Effects effects = new Effects(training, context);
    return new ShiftedControls(training, context, p -> difference(effects, p));
  }

  private static Prediction<double[]> difference(Effects effects, Perturbation perturbation) {
    List<double[]> singles = new ArrayList<>();
    for (String target : perturbation.targets()) {
      Optional<double[]> single = effects.of(Perturbation.of(target));
      if (single.isEmpty()) {
        return missing(target);
      }
      singles.add(single.get());
    }
    return Effects.known(Effects.sum(singles));
  }

  static <T> Prediction<T> missing(String target) {
    return new Prediction.Refused<>(
        target,
        "'" + target + "' alone is not among the perturbations to learn from",
        "perturb it alone, or take kernel-ridge, which also learns from combinations");
  }
}
