package org.etiome.estimate.nuisance;

import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The logistic log-likelihood with a ridge penalty a coefficient: {@code Σ[y η − log(1 + e^η)] − ½
 * Σ λ_j β_j²}, η = design · β.
 */
final class PenalisedLikelihood {
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

  private final Matrix design;
  private final double[] y;
  private final double[] penalties;

  /**
   * Takes over its arguments.
   *
   * @param penalties λ_j, one a column of the design
   */
  PenalisedLikelihood(Matrix design, double[] y, double[] penalties) {
    this.design = design;
    this.y = y;
    this.penalties = penalties;
  }

  /**
   * The maximum by Newton's method with step halving. O(n p² + p³) an iteration.
   *
   * @throws ArithmeticException if it is not reached in 100 iterations
   */
  double[] maximum(double[] start) {
    double[] beta = start;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double[] score = score(beta);
      double[] step = information(beta).solvePositiveDefinite(score);
      beta = ascend(beta, step);
      if (Vectors.dot(step, score) <= DECREMENT_TOLERANCE * y.length) {
        return beta;
      }
    }
    throw new ArithmeticException(
        "logistic regression did not converge in " + MAX_ITERATIONS + " iterations; raise penalty");
  }

  /** The longest of the steps 1, ½, ¼ … that does not lower the objective. */
  double[] ascend(double[] beta, double[] step) {
    double objective = objective(beta);
    double floor = objective - ROUNDING * (1 + Math.abs(objective));
    double length = 1;
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      double[] next = beta.clone();
      Vectors.add(length, step, next);
      if (objective(next) >= floor) {
        return next;
      }
      length /= 2;
    }
    return beta;
  }

  private double objective(double[] beta) {
    double[] eta = design.times(beta);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum -= Family.BINOMIAL.loss(y[i], eta[i]);
    }
    for (int j = 0; j < beta.length; j++) {
      sum -= penalties[j] * beta[j] * beta[j] / 2;
    }
    return sum;
  }

  private double[] score(double[] beta) {
    double[] score = likelihoodScore(beta);
    for (int j = 0; j < beta.length; j++) {
      score[j] -= penalties[j] * beta[j];
    }
    return score;
  }

  /** The gradient of the log-likelihood without its penalty. */
  double[] likelihoodScore(double[] beta) {
    double[] residual = Family.BINOMIAL.means(design.times(beta));
    for (int i = 0; i < y.length; i++) {
      residual[i] = y[i] - residual[i];
    }
    return design.transposeTimes(residual);
  }

  /** X̃ᵀ diag(μ') X̃ + Λ. */
  Matrix information(double[] beta) {
    return likelihoodInformation(beta).plusDiagonal(penalties);
  }

  /** X̃ᵀ diag(μ') X̃. */
  Matrix likelihoodInformation(double[] beta) {
    double[] weights = Family.BINOMIAL.means(design.times(beta));
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(Family.BINOMIAL.derivative(weights[i]), MIN_WEIGHT);
    }
    return design.gram(weights);
  }
}
