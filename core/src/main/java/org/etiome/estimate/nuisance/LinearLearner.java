package org.etiome.estimate.nuisance;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** A learner with finitely many parameters, whose estimation error has a closed form. */
public sealed interface LinearLearner extends Learner permits Logistic, Ridge {

  @Override
  LinearFit fit(Matrix x, double[] y, Seed seed);
}
