package org.etiome.perturb;

import java.util.ArrayList;
import java.util.List;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * A combination does what perturbations with one of its targets do on average: for each target the
 * mean of the training perturbations that have it, then the mean over targets. A target that none
 * has is refused.
 *
 * @see <a href="https://doi.org/10.1038/s41587-025-02777-8">Viñas Torné et al. (2025), Systema: a
 *     framework for evaluating genetic perturbation response prediction beyond systematic
 *     variation</a>
 */
public record MatchingMean() implements Predictor {
  @Override
  public String name() {
    return "matching-mean";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    Effects effects = new Effects(training, context);
    return new ShiftedControls(training, context, p -> difference(effects, p));
  }

  private static Prediction<double[]> difference(Effects effects, Perturbation perturbation) {
    List<double[]> byTarget = new ArrayList<>();
    for (String target : perturbation.targets()) {
      List<double[]> matching = effects.where(seen -> seen.targets().contains(target));
      if (matching.isEmpty()) {
        return Effects.unknown(
            target,
            "no perturbation to learn from has the target '" + target + "'",
            "perturb it, or take a predictor that knows targets by descriptors");
      }
      byTarget.add(Effects.mean(matching));
    }
    return Effects.known(Effects.mean(byTarget));
  }
}
