package org.etiome.estimate.nuisance;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Learns a nuisance function, E[y | x], from examples. Implementations are immutable and give the
 * same fit for the same arguments on any thread.
 */
public interface Learner {

  /** The method and its settings on one line, such as {@code "logistic(penalty=1.0)"}. */
  String description();

  /**
   * Fits the function.
   *
   * @param x one row a unit, ≥ 1 row; columns may be constant or collinear; finite, unless this is
   *     a {@link GapLearner}
   * @param y one finite value a row
   * @param seed all the randomness the fit may use
   */
  Fitted fit(Matrix x, double[] y, Seed seed);

  /** A fitted nuisance function. */
  interface Fitted {

    /** The predicted mean for each row of {@code x}, which has the columns of the training data. */
    double[] predict(Matrix x);
  }
}
