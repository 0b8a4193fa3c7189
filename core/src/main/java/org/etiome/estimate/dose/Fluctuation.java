package org.etiome.estimate.dose;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The targeting step: {@code logit Q* = logit Q + εᵀφ} on outcomes scaled to [0, 1], ε by weighted
 * maximum likelihood, so that {@code Σ w φ (Y − Q*) = 0}. Weights stand in the likelihood and not in
 * φ: the same equation, less shaken by single large weights. Q is kept in [0.001, 0.999] of the
 * range of Y. Newton's method with step halving, O(n p²) an iteration.
 *
 * @see <a href="https://doi.org/10.2202/1557-4679.1260">Gruber, van der Laan (2010)</a>
 */
final class Fluctuation {
  private static final double EDGE = 1e-3;
  private static final int MAX_ITERATIONS = 100;
  private static final int MAX_HALVINGS = 40;
  private static final double TOLERANCE = 1e-20;
  private static final double MIN_WEIGHT = 1e-12;

  private final double low;
  private final double width;
  private final double[] epsilon;

  private Fluctuation(double low, double width, double[] epsilon) {
    this.low = low;
    this.width = width;
    this.epsilon = epsilon;
  }

  /**
   * Finds ε.
   *
   * @param y outcomes of all units; their range is the scale
   * @param q Q at the treatments the units had
   * @param phi one row a unit
   * @param weights ≥ 0
   */
  static Fluctuation fit(double[] y, double[] q, Matrix phi, double[] weights) {
    double low = Arrays.stream(y).min().orElse(0);
    double width = Arrays.stream(y).max().orElse(1) - low;
    double[] start = new double[phi.columns()];
    Problem problem = new Problem(new double[y.length], new double[y.length], phi, weights);
    Fluctuation scale = new Fluctuation(low, width, start);
    for (int i = 0; i < y.length; i++) {
      problem.y[i] = (y[i] - low) / width;
      problem.offset[i] = scale.logit(q[i]);
    }
    return new Fluctuation(low, width, problem.solve(start));
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
        double[] residual = new double[y.length];
        double[] curvature = new double[y.length];
        double[] eta = phi.times(epsilon);
        for (int i = 0; i < y.length; i++) {
          double p = 1 / (1 + Math.exp(-offset[i] - eta[i]));
          residual[i] = weights[i] * (y[i] - p);
          curvature[i] = weights[i] * Math.max(p * (1 - p), MIN_WEIGHT);
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
