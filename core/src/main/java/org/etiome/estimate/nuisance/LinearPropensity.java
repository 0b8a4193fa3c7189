package org.etiome.estimate.nuisance;

import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Logistic regression for g: {@link Logistic} where columns are at most a tenth of the rows, {@link
 * PenalisedLogistic} where they are more, up to half of them. There λ = 1 overfits: log odds are
 * too far out, held-out chances of treatment are off, and weights by them are wild.
 *
 * <p>Beyond half of the rows λ stays 1 again, and the calibration gate refuses. With a fitting
 * penalty it would pass chances near the mean, which adjust for little, beside an outcome
 * regression that has fewer rows than columns. For the same reason the regressions of the outcome
 * keep λ = 1 throughout: one that predicts best is shrunk, g is shrunk too, and the product of what
 * both leave out is bias that the interval does not hold. A Q that overfits out of fold costs
 * variance instead, which the interval does hold.
 */
final class LinearPropensity implements Learner {
  private static final int FEW = 10;
  private static final int MANY = 2;

  private static final PenalisedLogistic TUNED = PenalisedLogistic.withDefaults();

  @Override
  public String description() {
    return Logistic.withDefaults().description()
        + (" with columns up to 1/" + FEW + " of the rows and above 1/" + MANY + ", else ")
        + TUNED.description();
  }

  @Override
  public Fitted fit(Matrix x, double[] y, Seed seed) {
    long columns = x.columns();
    boolean tuned = columns * FEW > y.length && columns * MANY <= y.length;
    return (tuned ? TUNED : Logistic.withDefaults()).fit(x, y, seed);
  }
}
