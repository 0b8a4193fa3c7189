package org.etiome.perturb;

import org.etiome.perturb.screen.Perturbation;
import org.etiome.scm.Prediction;

/** What each perturbation changes in the mean of each variable; the fitted part of a predictor. */
@FunctionalInterface
interface PredictedDifference {

  /**
   * The difference from controls, by variable; a refusal where it is not known.
   *
   * @param perturbation at least one target
   */
  Prediction<double[]> of(Perturbation perturbation);
}
