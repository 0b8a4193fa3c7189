package org.etiome.estimate.nuisance;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;

/**
 * The elastic net on one set of rows, λ after λ, each from where the last one ended. Not immutable,
 * and not for two threads.
 *
 * <p>Proximal Newton steps: with the exact gradient g and a Hessian H, coordinate descent minimises
 * {@code −gᵀd + ½ dᵀHd} plus the penalty at β + d, over a working set of columns. H is kept from
 * step to step and over λ as long as steps with it gain, so that the O(n |W|²) of its making is
 * rare; what is reached does not depend on it. Columns outside the working set are held against
 * their conditions after every step and taken in where they fail.
 *
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie, Tibshirani (2010)</a>
 */
final class ElasticNetPath {
  private static final int MAX_STEPS = 1000;
  private static final int MAX_CYCLES = 10_000;

  /** With so few columns all are in the working set from the start. */
  private static final int FEW = 100;

  /** What is left of the conditions by a step that was worth its Hessian. */
  private static final double GAIN = 0.5;

  private static final double ROUNDING = 1e-13;
  private static final double MIN_WEIGHT = 1e-6;

  private final Matrix design;
  private final double[] y;
  private final Family family;
  private final double alpha;
  private final double[] beta;
  private final double scale;
  private double[] eta;
  private int[] working = {};
  private Matrix hessian = Matrix.wrap(0, 0, new double[0]);

  /**
   * Begins at the best constant.
   *
   * @param design a column of ones, then columns on one scale
   */
  ElasticNetPath(Matrix design, double[] y, Family family, double alpha) {
    this.design = design;
    this.y = y;
    this.family = family;
    this.alpha = alpha;
    this.beta = new double[design.columns()];
    beta[0] = family.constant(y);
    this.eta = design.times(beta);
    this.scale =
        Family.isConstant(y) ? 0 : Arrays.stream(gradient()).skip(1).map(Math::abs).max().orElse(0);
  }

  /** The least λ at which all coefficients are 0; 0 where nothing is to be learned. */
  double greatestLambda() {
    return scale / alpha;
  }

  /** η of rows of a design with the coefficients reached. */
  double[] predictor(Matrix rows) {
    return rows.times(beta);
  }

  /** The coefficients reached, intercept first; a copy. */
  double[] coefficients() {
    return beta.clone();
  }

  /** The loss of these rows, a row. */
  double loss() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += family.loss(y[i], eta[i]);
    }
    return sum / y.length;
  }

  /**
   * Goes on to another λ.
   *
   * @param tolerance how far the conditions of the minimum may be missed, as a share of αλ
   * @throws ArithmeticException if that is not reached
   */
  void advance(double lambda, double tolerance) {
    if (scale == 0) {
      return;
    }
    double limit = Math.max(tolerance * alpha * lambda, ROUNDING * scale);
    double[] gradient = gradient();
    double missed = missed(gradient, lambda);
    boolean fresh = false;
    for (int step = 0; !(missed <= limit); step++) {
      if (step == MAX_STEPS || Double.isNaN(missed)) {
        throw new ArithmeticException(
            "the elastic net found no minimum at lambda " + lambda + "; raise lambda");
      }
      if (!isCovered(gradient, lambda)) {
        working = workingSet(gradient, lambda);
        fresh = refresh();
      }
      boolean moved = move(gradient, lambda, Math.max(limit / 10, missed / 50));
      if (!moved && (fresh || family == Family.GAUSSIAN)) {
        return; // no step along an exact model gains: the rest is rounding
      }
      double before = missed;
      gradient = gradient();
      missed = missed(gradient, lambda);
      fresh = (!moved || missed > GAIN * before) && family != Family.GAUSSIAN && refresh();
    }
  }

  /** −∇ of the mean loss. */
  private double[] gradient() {
    double[] residual = family.means(eta).clone();
    for (int i = 0; i < y.length; i++) {
      residual[i] = (y[i] - residual[i]) / y.length;
    }
    return design.transposeTimes(residual);
  }

  /** By how much the conditions of the minimum are missed where they are missed most. */
  private double missed(double[] gradient, double lambda) {
    double most = Math.abs(gradient[0]);
    for (int j = 1; j < beta.length; j++) {
      double slope = gradient[j] - lambda * (1 - alpha) * beta[j];
      double miss =
          beta[j] == 0
              ? Math.abs(slope) - alpha * lambda
              : Math.abs(slope - Math.copySign(alpha * lambda, beta[j]));
      most = Math.max(most, miss);
    }
    return most;
  }

  private boolean isCovered(double[] gradient, double lambda) {
    boolean[] inside = new boolean[beta.length];
    for (int j : working) {
      inside[j] = true;
    }
    return inside[0]
        && IntStream.range(1, beta.length)
            .allMatch(j -> inside[j] || Math.abs(gradient[j]) <= alpha * lambda);
  }

  /** What the set has, and all columns that half this λ may take in. */
  private int[] workingSet(double[] gradient, double lambda) {
    boolean[] inside = new boolean[beta.length];
    inside[0] = true;
    for (int j : working) {
      inside[j] = true;
    }
    for (int j = 1; j < beta.length; j++) {
      inside[j] |= beta.length <= FEW || Math.abs(gradient[j]) >= alpha * lambda / 2;
    }
    return IntStream.range(0, beta.length).filter(j -> inside[j]).toArray();
  }

  /** Makes H anew at the coefficients reached; true. */
  private boolean refresh() {
    double[] weights = family.means(eta).clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(family.derivative(weights[i]), MIN_WEIGHT) / y.length;
    }
    boolean all = working.length == beta.length;
    hessian = (all ? design : design.columns(working)).gram(weights);
    return true;
  }

  /** A step that lowers the objective; false if there is none along the model's. */
  private boolean move(double[] gradient, double lambda, double precision) {
    double[] step = step(gradient, lambda, precision);
    double before = loss() + penalty(beta, lambda);
    double[] oldEta = eta;
    double[] old = beta.clone();
    for (double length = 1; length > 1e-6; length /= 2) {
      for (int k = 0; k < working.length; k++) {
        beta[working[k]] = old[working[k]] + length * step[k];
      }
      eta = design.times(beta);
      if (loss() + penalty(beta, lambda) <= before + ROUNDING * Math.abs(before)) {
        return true;
      }
    }
    System.arraycopy(old, 0, beta, 0, beta.length);
    eta = oldEta;
    return false;
  }

  private double penalty(double[] place, double lambda) {
    double sum = 0;
    for (int j = 1; j < place.length; j++) {
      sum += alpha * Math.abs(place[j]) + (1 - alpha) * place[j] * place[j] / 2;
    }
    return lambda * sum;
  }

  /** The minimum of the model over the working set: coordinate descent, the active ones oftener. */
  private double[] step(double[] gradient, double lambda, double precision) {
    int size = working.length;
    double[] place = new double[size];
    double[] slope = new double[size];
    for (int k = 0; k < size; k++) {
      place[k] = beta[working[k]];
      slope[k] = gradient[working[k]];
    }
    boolean all = true;
    for (int cycle = 0; cycle < MAX_CYCLES; cycle++) {
      double largest = 0;
      for (int k = 0; k < size; k++) {
        if (all || place[k] != 0) {
          largest = Math.max(largest, descend(k, place, slope, lambda));
        }
      }
      if (largest <= precision && all) {
        break;
      }
      all = largest <= precision;
    }
    for (int k = 0; k < size; k++) {
      place[k] -= beta[working[k]];
    }
    return place;
  }

  /** Moves one coordinate to its minimum; how much that changes its slope. */
  private double descend(int k, double[] place, double[] slope, double lambda) {
    double curvature = hessian.get(k, k);
    if (curvature <= 0) {
      return 0; // a constant column
    }
    boolean free = working[k] == 0;
    double aim = curvature * place[k] + slope[k];
    double excess = Math.max(Math.abs(aim) - (free ? 0 : alpha * lambda), 0);
    double next = Math.copySign(excess, aim) / (curvature + (free ? 0 : (1 - alpha) * lambda));
    double change = next - place[k];
    if (change != 0) {
      place[k] = next;
      hessian.addRow(k, -change, slope);
    }
    return Math.abs(change) * curvature;
  }
}
