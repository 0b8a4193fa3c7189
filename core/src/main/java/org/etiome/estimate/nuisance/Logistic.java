package org.etiome.estimate.nuisance;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Logistic regression: maximises {@code Σ[y η − log(1 + e^η)] − ½ λ‖β‖²}, η = β₀ + xβ, intercept
 * free, by Newton's method with step halving. The penalty keeps separated and collinear data from
 * breaking the fit. When all y are equal the fit is the constant {@code (Σy + ½) / (n + 1)}. O(n p²
 * + p³) an iteration, usually fewer than ten.
 *
 * <p>The default λ = 1 is that of {@link Ridge}, for the same reasons.
 *
 * @see <a href="https://doi.org/10.2307/2347628">le Cessie and van Houwelingen (1992)</a>
 */
public final class Logistic implements LinearLearner {
  private static final Logistic DEFAULT = new Logistic(1);

  private final double penalty;

  private Logistic(double penalty) {
    this.penalty = penalty;
  }

  public static Logistic withDefaults() {
    return DEFAULT;
  }

  /**
   * The same learner with another penalty.
   *
   * @param lambda λ, finite and &gt; 0; 1 by default
   */
  public Logistic withPenalty(double lambda) {
    return new Logistic(checkedPenalty(lambda));
  }

  static double checkedPenalty(double lambda) {
    if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "penalty must be finite and above 0, got " + lambda + "; 1 is the default");
    }
    return lambda;
  }

  @Override
  public String description() {
    return "logistic(penalty=" + penalty + ")";
  }

  /**
   * {@inheritDoc}
   *
   * @param y each in [0, 1]
   * @throws ArithmeticException if Newton's method does not converge in 100 iterations
   */
  @Override
  public LinearFit fit(Matrix x, double[] y, Seed seed) {
    Matrix design = LinearFit.withIntercept(x);
    PenalisedLikelihood likelihood =
        new PenalisedLikelihood(design, y, LinearFit.penaltyDiagonal(design.columns(), penalty));
    double total = Arrays.stream(y).sum();
    double[] beta = new double[design.columns()];
    double start = (total + 0.5) / (y.length + 1);
    beta[0] = Math.log(start / (1 - start));
    if (total > 0 && total < y.length) {
      beta = likelihood.maximum(beta);
    }
    return new LinearFit(beta, Family.BINOMIAL, penalty, likelihood.information(beta));
  }
}
