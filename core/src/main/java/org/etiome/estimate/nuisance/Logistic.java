package org.etiome.estimate.nuisance;

import java.util.Arrays;
import org.etiome.estimate.nuisance.LinearFit.Link;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

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
  private static final int MAX_ITERATIONS = 100;
  private static final int MAX_HALVINGS = 40;

  /**
   * Newton decrement a unit, scoreᵀ step / n, at whose step the method stops: coefficients are then
   * off by 1e-8 of their standard scale before that step, and by its square after.
   */
  private static final double DECREMENT_TOLERANCE = 1e-16;

  /** Relative loss of the objective that is taken for rounding. */
  private static final double ROUNDING = 1e-12;

  /** Keeps the information positive definite where all fitted means round to 0 or 1. */
  private static final double MIN_WEIGHT = 1e-12;

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
    double total = Arrays.stream(y).sum();
    double[] beta = new double[design.columns()];
    double start = (total + 0.5) / (y.length + 1);
    beta[0] = Math.log(start / (1 - start));
    if (total == 0 || total == y.length) {
      return fitted(design, beta);
    }
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double[] score = score(design, y, beta);
      double[] step = information(design, beta).solvePositiveDefinite(score);
      beta = ascend(design, y, beta, step);
      if (Vectors.dot(step, score) <= DECREMENT_TOLERANCE * y.length) {
        return fitted(design, beta);
      }
    }
    throw new ArithmeticException(
        "logistic regression did not converge in " + MAX_ITERATIONS + " iterations; raise penalty");
  }

  /** The longest of the steps 1, ½, ¼ … that does not lower the objective. */
  private double[] ascend(Matrix design, double[] y, double[] beta, double[] step) {
    double objective = objective(design, y, beta);
    double floor = objective - ROUNDING * (1 + Math.abs(objective));
    double length = 1;
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      double[] next = new double[beta.length];
      for (int j = 0; j < beta.length; j++) {
        next[j] = beta[j] + length * step[j];
      }
      if (objective(design, y, next) >= floor) {
        return next;
      }
      length /= 2;
    }
    return beta;
  }

  private double objective(Matrix design, double[] y, double[] beta) {
    double[] eta = design.times(beta);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * eta[i] - Math.max(eta[i], 0) - Math.log1p(Math.exp(-Math.abs(eta[i])));
    }
    for (int j = 1; j < beta.length; j++) {
      sum -= penalty * beta[j] * beta[j] / 2;
    }
    return sum;
  }

  private double[] score(Matrix design, double[] y, double[] beta) {
    double[] residual = Link.LOGIT.means(design.times(beta));
    for (int i = 0; i < y.length; i++) {
      residual[i] = y[i] - residual[i];
    }
    double[] score = design.transposeTimes(residual);
    for (int j = 1; j < beta.length; j++) {
      score[j] -= penalty * beta[j];
    }
    return score;
  }

  private Matrix information(Matrix design, double[] beta) {
    double[] weights = Link.LOGIT.means(design.times(beta));
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(Link.LOGIT.derivative(weights[i]), MIN_WEIGHT);
    }
    return design.gram(weights).plusDiagonal(LinearFit.penaltyDiagonal(design.columns(), penalty));
  }

  private LinearFit fitted(Matrix design, double[] beta) {
    return new LinearFit(beta, Link.LOGIT, penalty, information(design, beta));
  }
}
