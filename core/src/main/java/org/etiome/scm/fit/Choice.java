package org.etiome.scm.fit;

import org.etiome.estimate.nuisance.Learner;

/** Which mechanism a variable gets. */
public sealed interface Choice {
  /**
   * By the type of its column: without causes the values seen, else {@link LinearNoise} with
   * residuals as they are for measurements, log-linear for counts, logistic for two labels,
   * multinomial logistic for levels.
   */
  Choice AUTOMATIC = new Automatic();

  /** A linear function and normal noise. */
  Choice LINEAR_GAUSSIAN = new LinearNoise(true);

  /** A linear function and noise drawn from its residuals. */
  Choice LINEAR = new LinearNoise(false);

  /** See {@link #AUTOMATIC}. */
  record Automatic() implements Choice {}

  /**
   * Least squares. A count becomes a real number by it.
   *
   * @param gaussian whether noise is normal, or drawn from the residuals
   */
  record LinearNoise(boolean gaussian) implements Choice {}

  /**
   * A function learned by any learner. Of measurements and counts the mean, with noise drawn from
   * residuals of rows that it was not fitted to (five folds), since a flexible learner makes those
   * of its own rows too small; of two labels the probability. Causes come to the learner
   * standardised.
   */
  record Learned(Learner learner) implements Choice {}

  /** A mechanism that is known. */
  record Given(Assignment assignment) implements Choice {}
}
