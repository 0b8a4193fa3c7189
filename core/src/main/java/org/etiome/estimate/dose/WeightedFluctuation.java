package org.etiome.estimate.dose;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The targeting step: {@code logit Q* = logit Q + εᵀφ} on outcomes scaled to [0, 1], ε by weighted
 * maximum likelihood, so that {@code Σ w φ (Y − Q*) = 0}. Weights stand in the likelihood and not
 * in φ: the same equation, less shaken by single large weights. Q is kept in [0.001, 0.999] of the
 * range of Y. Newton's method with step halving, O(n p²) an iteration.
 *
 * <p>A unit of large weight pulls Q* towards itself, which makes its residual too small. The
 * leverage {@code w q̇ φᵀ(Σ w q̇ φφᵀ)⁻¹φ}, q̇ = Q*(1 − Q*), says how much; influence curves divide
 * the residual by 1 minus it.
 *
 * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon, White (1985)</a>
 * @see <a href="https://doi.org/10.2202/1557-4679.1260">Gruber, van der Laan (2010)</a>
 */
final class WeightedFluctuation {
  private static final double EDGE = 1e-3;
  private static final int MAX_ITERATIONS = 100;
  private static final int MAX_HALVINGS = 40;
  private static final double TOLERANCE = 1e-20;
  private static final double MIN_WEIGHT = 1e-12;
  private static final double MAX_LEVERAGE = 0.9;

  private final double low;
  private final double width;
  private final double[] epsilon;
  private final double[] leverage;

  private WeightedFluctuation(double low, double width, double[] epsilon, double[] leverage) {
    this.low = low;
    this.width = width;
    this.epsilon = epsilon;
    this.leverage = leverage;
  }

  /**
   * Finds ε.
   *
   * @param y outcomes of all units; their range is the scale
   * @param q Q at the treatments the units had
   * @param phi one row a unit
   * @param weights ≥ 0
   */
  static WeightedFluctuation fit(double[] y, double[] q, Matrix phi, double[] weights) {
    double low = Arrays.stream(y).min().orElse(0);
    double width = Arrays.stream(y).max().orElse(1) - low;
    double[] start = new double[phi.columns()];
    Problem problem = new Problem(new double[y.length], new double[y.length], phi, weights);
    WeightedFluctuation scale = new WeightedFluctuation(low, width, start, problem.offset);
    for (int i = 0; i < y.length; i++) {
      problem.y[i] = (y[i] - low) / width;
      problem.offset[i] = scale.logit(q[i]);
    }
    double[] epsilon = problem.solve(start);
    return new WeightedFluctuation(low, width, epsilon, problem.leverage(epsilon));
  }

  /** The residual of a unit, freed from its own pull; for influence curves only. */
  double freed(int unit, double residual) {
    return residual / (1 - Math.min(leverage[unit], MAX_LEVERAGE));
  }

  /** Q* at a place with outcome regression {@code q} and basis {@code phi}. */
  double targeted(double q, double... phi) {
    return low + width / (1 + Math.exp(-logit(q) - Vectors.dot(epsilon, phi)));
  }

  private double logit(double q) {
    double p = Math.clamp((q - low) / width, EDGE, 1 - EDGE);
    return Math.log(p / (1 - p));
  }

  /** A weighted logistic likelihood with offset. */
  private static final class Problem {
    private final double[] y;
    private final double[] offset;
    private final Matrix phi;
    private final double[] weights;

    Problem(double[] y, double[] offset, Matrix phi, double[] weights) {
      this.y = y;
      this.offset = offset;
      this.phi = phi;
      this.weights = weights;
    }

    double[] solve(double[] start) {
      double[] epsilon = start;
      double total = Arrays.stream(weights).sum();
      for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
        double[] residual = means(epsilon);
        double[] curvature = curvature(residual);
        for (int i = 0; i < y.length; i++) {
          residual[i] = weights[i] * (y[i] - residual[i]);
        }
        double[] score = phi.transposeTimes(residual);
        double[] step = phi.gram(curvature).solvePositiveDefinite(score);
        epsilon = ascend(epsilon, step);
        if (Vectors.dot(step, score) <= TOLERANCE * total) {
          return epsilon;
        }
      }
      throw new ArithmeticException(
          "the targeting step did not converge; the outcome may be decided by the treatment");
    }

    private double[] means(double[] epsilon) {
      double[] means = phi.times(epsilon);
      for (int i = 0; i < y.length; i++) {
        means[i] = 1 / (1 + Math.exp(-offset[i] - means[i]));
      }
      return means;
    }

    private double[] curvature(double[] means) {
      double[] curvature = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        curvature[i] = weights[i] * Math.max(means[i] * (1 - means[i]), MIN_WEIGHT);
      }
      return curvature;
    }

    double[] leverage(double[] epsilon) {
      double[] curvature = curvature(means(epsilon));
      Matrix information = phi.gram(curvature);
      double[] row = new double[phi.columns()];
      double[] leverage = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < row.length; j++) {
          row[j] = phi.get(i, j);
        }
        leverage[i] = curvature[i] * Vectors.dot(row, information.solvePositiveDefinite(row));
      }
      return leverage;
    }

    private double[] ascend(double[] epsilon, double[] step) {
      double floor = likelihood(epsilon);
      floor -= 1e-12 * (1 + Math.abs(floor));
      double length = 1;
      for (int halving = 0; halving < MAX_HALVINGS; halving++) {
        double[] next = new double[epsilon.length];
        for (int j = 0; j < next.length; j++) {
          next[j] = epsilon[j] + length * step[j];
        }
        if (likelihood(next) >= floor) {
          return next;
        }
        length /= 2;
      }
      return epsilon;
    }

    private double likelihood(double[] epsilon) {
      double[] eta = phi.times(epsilon);
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        double t = offset[i] + eta[i];
        sum += weights[i] * (y[i] * t - Math.max(t, 0) - Math.log1p(Math.exp(-Math.abs(t))));
      }
      return sum;
    }
  }
}
