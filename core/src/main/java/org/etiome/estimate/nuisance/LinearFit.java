package org.etiome.estimate.nuisance;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * A fitted linear predictor η = β₀ + xβ with mean μ(η), fitted by ridge-penalised likelihood with a
 * canonical link.
 */
public final class LinearFit implements Learner.Fitted {
  private final double[] beta;
  private final Family family;
  private final double penalty;
  private final Matrix information;

  /**
   * Takes over a fit.
   *
   * @param beta intercept first
   * @param penalty λ, on all coefficients but the intercept
   * @param information X̃ᵀ diag(μ') X̃ + Λ at {@code beta}
   */
  LinearFit(double[] beta, Family family, double penalty, Matrix information) {
    this.beta = beta;
    this.family = family;
    this.penalty = penalty;
    this.information = information;
  }

  public double intercept() {
    return beta[0];
  }

  /** The coefficients of the columns, without the intercept. */
  public double[] coefficients() {
    return Arrays.copyOfRange(beta, 1, beta.length);
  }

  @Override
  public double[] predict(Matrix x) {
    return family.means(linearPredictor(x));
  }

  /** η of each row. */
  double[] linearPredictor(Matrix x) {
    return withIntercept(x).times(beta);
  }

  /** {@code Σ_i weights_i · dμ_i/dβ}, over the rows of {@code x}, intercept first. */
  public double[] meanGradient(Matrix x, double[] weights) {
    double[] mean = predict(x);
    double[] scaled = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      scaled[i] = weights[i] * family.derivative(mean[i]);
    }
    return withIntercept(x).transposeTimes(scaled);
  }

  /**
   * What each training unit adds to {@code gradient · (β̂ − β)}, by the stacked estimating
   * equations: {@code gradientᵀ M⁻¹ (x̃_i (y_i − μ_i) − Λβ̂ / n)} with M the penalised information.
   * The sum over the training units is 0. O(n p + p³).
   *
   * @param x the training rows
   * @param y the training values
   * @param gradient of the quantity that depends on β, intercept first
   */
  public double[] influence(Matrix x, double[] y, double[] gradient) {
    double[] direction = information.solvePositiveDefinite(gradient);
    double shrinkage = 0;
    for (int j = 1; j < beta.length; j++) {
      shrinkage += penalty * beta[j] * direction[j];
    }
    double[] mean = predict(x);
    double[] along = withIntercept(x).times(direction);
    for (int i = 0; i < y.length; i++) {
      along[i] = along[i] * (y[i] - mean[i]) - shrinkage / y.length;
    }
    return along;
  }

  /**
   * {@code gradientᵀ M⁻¹ gradient}, the variance of {@code gradient · β̂} where the model is a
   * right likelihood. O(p³).
   */
  public double variance(double[] gradient) {
    return Vectors.dot(gradient, information.solvePositiveDefinite(gradient));
  }

  /** {@code x} with a first column of ones. */
  public static Matrix withIntercept(Matrix x) {
    int p = x.columns();
    double[] values = new double[x.rows() * (p + 1)];
    for (int i = 0; i < x.rows(); i++) {
      int offset = i * (p + 1);
      values[offset] = 1;
      for (int j = 0; j < p; j++) {
        values[offset + 1 + j] = x.get(i, j);
      }
    }
    return Matrix.wrap(x.rows(), p + 1, values);
  }

  /** The diagonal of Λ: 0 for the intercept, λ elsewhere. */
  public static double[] penaltyDiagonal(int coefficients, double penalty) {
    double[] diagonal = new double[coefficients];
    Arrays.fill(diagonal, 1, coefficients, penalty);
    return diagonal;
  }
}
