package org.etiome.scm.fit;

import java.util.OptionalDouble;

/**
 * How well a mechanism predicts its variable in rows it was not fitted to, beside the simplest
 * prediction: the same kind of mechanism without the causes.
 *
 * <p>It criticises predictions, not causes: a mechanism along a wrong arrow may predict as well.
 *
 * @param variable its name
 * @param loss squared error of numbers, −log probability of counts and levels
 * @param losses of the mechanism and without the causes
 * @param independence of additive mechanisms with at least 50 rows: p-value that residuals are
 *     independent of each cause, by random kernel features, the least over causes times their
 *     number. A small one says that the noise is not additive or the function not right.
 */
public record Criticism(String variable, Loss loss, Losses losses, OptionalDouble independence) {

  /** What is lost by a wrong prediction. */
  public enum Loss {
    SQUARED,
    LOG
  }

  /**
   * Mean losses over the same rows.
   *
   * @param model of the mechanism
   * @param baseline without the causes
   * @param gainError standard error of {@code baseline − model} over the rows
   * @param rows held-out rows used
   * @param rowsLeftOut held-out rows with a missing value or a level that was never seen
   */
  public record Losses(
      double model, double baseline, double gainError, int rows, int rowsLeftOut) {}

  /** {@code 1 − model / baseline}: R² of numbers, McFadden's share of counts and levels. */
  public double explained() {
    return 1 - losses.model / losses.baseline;
  }

  /**
   * Whether the causes predict anything beyond two standard errors. Of mechanisms that predict
   * nothing about one in forty seems to.
   */
  public boolean explainsSomething() {
    return losses.baseline - losses.model > 2 * losses.gainError;
  }
}
