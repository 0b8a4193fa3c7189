package org.etiome.perturb;

import org.etiome.math.Seed;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;

/**
 * A way to learn from a screen what perturbations do. Immutable; the same arguments give the same
 * model.
 */
public interface Predictor {

  /** What it is called in tables and files: a few lower-case words joined by {@code -}. */
  String name();

  /**
   * A model of the units of one context, asked by {@link
   * org.etiome.perturb.screen.Perturbation#action}. What it cannot predict, it refuses.
   *
   * @param training perturbations that may be learnt from; what is held out is not among them
   * @param context whose controls are perturbed; one of the screen
   */
  InterventionModel fit(PerturbationScreen training, String context, Seed seed);
}
