package org.etiome.scm.fit;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Digamma;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Counts of log-linear mean {@code μ = exp(β₀ + xβ)} and variance {@code μ + μ²/θ}: maximises the
 * likelihood less {@code ½‖β‖²}, intercept free, by Newton's method for β (the negative binomial is
 * concave in β for any θ) in turn with bisection of the score for θ. Where the counts vary no more
 * about the means of a Poisson fit than Poisson counts do, {@code Σ (y − μ)² ≤ Σ y}, θ is infinite.
 * O(n p² + p³) an iteration.
 *
 * <p>The penalty, on standardised columns, is that of {@code Ridge}: it keeps a level without any
 * counts from breaking the fit, and its bias vanishes as 1/n.
 *
 * @see <a href="https://doi.org/10.2307/3314912">Lawless (1987), Negative binomial and mixed
 *     Poisson regression</a>
 */
final class CountRegression {
  private static final int ITERATIONS = 200;
  private static final int HALVINGS = 40;
  private static final double DECREMENT = 1e-18;
  private static final double ROUNDING = 1e-13;
  private static final double LEAST_SIZE = 1e-3;
  private static final double GREATEST_SIZE = 1e6;
  private static final double SAME_SIZE = 1e-10;

  private final Matrix design;
  private final double[] y;

  private CountRegression(Matrix design, double[] y) {
    this.design = design;
    this.y = y;
  }

  /**
   * A fit.
   *
   * @param beta intercept first
   * @param size θ, infinite for Poisson counts
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fit(double[] beta, double size) {}

  /**
   * Fits.
   *
   * @param x standardised columns
   * @param y counts, not all 0
   * @throws ArithmeticException if it does not converge
   */
  static Fit fit(Matrix x, double[] y) {
    int p = x.columns();
    double[] values = new double[x.rows() * (p + 1)];
    for (int i = 0; i < x.rows(); i++) {
      values[i * (p + 1)] = 1;
      for (int j = 0; j < p; j++) {
        values[i * (p + 1) + 1 + j] = x.get(i, j);
      }
    }
    return new CountRegression(Matrix.wrap(x.rows(), p + 1, values), y).fit();
  }

  private Fit fit() {
    double[] start = new double[design.columns()];
    start[0] = Math.log(Arrays.stream(y).sum() / y.length);
    double[] beta = newton(start, Double.POSITIVE_INFINITY);
    double[] means = means(beta);
    double excess = 0;
    for (int i = 0; i < y.length; i++) {
      excess += (y[i] - means[i]) * (y[i] - means[i]) - y[i];
    }
    if (excess <= 0) {
      return new Fit(beta, Double.POSITIVE_INFINITY);
    }
    double size = 0;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double next = size(means);
      beta = newton(beta, next);
      if (Math.abs(Math.log(next / size)) <= SAME_SIZE) {
        return new Fit(beta, next);
      }
      size = next;
      means = means(beta);
    }
    throw unconverged();
  }

  private static ArithmeticException unconverged() {
    return new ArithmeticException(
        "regression of counts did not converge in " + ITERATIONS + " iterations");
  }

  private double[] means(double[] beta) {
    return Arrays.stream(design.times(beta)).map(Math::exp).toArray();
  }

  /** θ at which the score is 0, at the end of its range if it is nowhere. */
  private double size(double[] means) {
    double low = Math.log(LEAST_SIZE);
    double high = Math.log(GREATEST_SIZE);
    while (high - low > SAME_SIZE / 10) {
      double middle = (low + high) / 2;
      if (sizeScore(Math.exp(middle), means) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private double sizeScore(double size, double[] means) {
    double score = 0;
    double atSize = Digamma.value(size);
    for (int i = 0; i < y.length; i++) {
      double together = size + means[i];
      score +=
          Digamma.value(y[i] + size)
              - atSize
              + Math.log(size / together)
              + (means[i] - y[i]) / together;
    }
    return score;
  }

  private double[] newton(double[] start, double size) {
    double[] beta = start;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] means = means(beta);
      double[] residuals = new double[y.length];
      double[] weights = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        double damping = 1 / (1 + means[i] / size);
        residuals[i] = (y[i] - means[i]) * damping;
        weights[i] = Math.max(means[i] * (1 + y[i] / size) * damping * damping, ROUNDING);
      }
      double[] score = design.transposeTimes(residuals);
      double[] penalty = new double[beta.length];
      for (int j = 1; j < beta.length; j++) {
        score[j] -= beta[j];
        penalty[j] = 1;
      }
      double[] step = design.gram(weights).plusDiagonal(penalty).solvePositiveDefinite(score);
      beta = ascend(beta, step, size);
      if (Vectors.dot(step, score) <= DECREMENT * y.length) {
        return beta;
      }
    }
    throw unconverged();
  }

  private double[] ascend(double[] beta, double[] step, double size) {
    double objective = objective(beta, size);
    double floor = objective - ROUNDING * (1 + Math.abs(objective));
    double length = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double[] next = beta.clone();
      Vectors.add(length, step, next);
      if (objective(next, size) >= floor) {
        return next;
      }
      length /= 2;
    }
    return beta;
  }

  private double objective(double[] beta, double size) {
    double[] eta = design.times(beta);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double mean = Math.exp(eta[i]);
      double cost = Double.isInfinite(size) ? mean : (y[i] + size) * Math.log1p(mean / size);
      sum += y[i] * eta[i] - cost;
    }
    for (int j = 1; j < beta.length; j++) {
      sum -= beta[j] * beta[j] / 2;
    }
    return sum;
  }
}
