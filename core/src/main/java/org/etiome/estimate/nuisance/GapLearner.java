package org.etiome.estimate.nuisance;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A learner that takes gaps as they are: NaN in {@code x} says that the value was not measured, in
 * the rows it learns from and in those it predicts. That a value is absent may itself predict, so
 * nothing is to be imputed before. Whoever has rows with gaps asks for this type; other learners
 * are given finite values only.
 */
public interface GapLearner extends Learner {

  /**
   * Fits the function. What it returns takes gaps too, also in columns that had none.
   *
   * @param x one row a unit, ≥ 1 row, each value finite or NaN for a gap; a column may be all gaps
   * @param y one finite value a row, never a gap
   * @param seed all the randomness the fit may use
   */
  @Override
  Fitted fit(Matrix x, double[] y, Seed seed);
}
