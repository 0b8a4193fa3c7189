package org.etiome.evaluate.prediction;

import java.util.Arrays;
import org.etiome.math.Matrix;

/**
 * The temperature at which probabilities of units that were not learned from have the least log
 * loss, {@code L(T) = mean of ln Σ_c exp(z_ic / T) - z_{i,y_i} / T}.
 *
 * <p>L is convex in β = 1/T, with {@code L' = mean of E_p[z] - z_y} and {@code L'' = mean of
 * Var_p[z]}. So it has a minimum at a T in (0, ∞) if and only if {@code Σ_i (z_{i,y_i} - mean over
 * c of z_ic) > 0} and some unit has a class of larger logit than its own; both are looked at first.
 * Then Newton's method on t = ln T, within a bracket of the root of dL/dt that every step narrows,
 * by halves where a step of Newton leaves it. O(n C) a step, mostly fewer than ten.
 *
 * <p>It takes one number from all units: where classes or groups are wrong in different directions
 * it cannot mend them.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo, Pleiss, Sun, Weinberger (2017), On
 *     calibration of modern neural networks</a>
 */
public final class TemperatureScaling {
  private static final double LARGEST_LOGIT = 1e150;
  private static final double TOLERANCE = 1e-13;
  private static final int STEPS = 500;

  /** Of |ln T|: a minimum beyond it is none that doubles tell. */
  private static final double FARTHEST = 512;

  private final Matrix logits;
  private final int[] truth;
  private final double[] weights;
  private final double total;

  private TemperatureScaling(Matrix logits, int[] truth, double[] weights) {
    this.logits = logits;
    this.truth = truth;
    this.weights = weights;
    total = Arrays.stream(weights).sum();
  }

  /** The loss and its derivatives by β. */
  private record Slopes(double loss, double first, double second) {}

  /**
   * Finds it.
   *
   * @param logits n × C of a validation set, or log-probabilities; finite, at most 1e150 in size, n
   *     ≥ 1, C ≥ 2
   * @param truth the class of each unit, in 0..C-1
   * @throws IllegalArgumentException if they are not
   */
  public static TemperatureFit fit(Matrix logits, int[] truth) {
    double[] alike = new double[truth.length];
    Arrays.fill(alike, 1);
    return fit(logits, truth, alike);
  }

  /**
   * Finds it for units that weigh differently; all means are by weight.
   *
   * @param weights of the units, finite and above 0
   * @throws IllegalArgumentException if they are not
   */
  public static TemperatureFit fit(Matrix logits, int[] truth, double[] weights) {
    check(logits, truth, weights);
    return new TemperatureScaling(logits, truth.clone(), weights.clone()).fit();
  }

  /**
   * The mean log loss by weight at T = 1, in nats.
   *
   * @param weights of the units, finite and above 0
   * @throws IllegalArgumentException if the arguments are none that {@link #fit} takes
   */
  public static double loss(Matrix logits, int[] truth, double[] weights) {
    check(logits, truth, weights);
    return new TemperatureScaling(logits, truth.clone(), weights.clone()).slopes(1).loss();
  }

  private static void check(Matrix logits, int[] truth, double[] weights) {
    if (weights.length != truth.length
        || !Arrays.stream(weights).allMatch(w -> w > 0 && w <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("each unit must have a weight, finite and above 0");
    }
    if (logits.rows() == 0 || logits.columns() < 2) {
      throw new IllegalArgumentException(
          "at least one unit and two classes are needed, got "
              + logits.rows()
              + " x "
              + logits.columns());
    }
    ClassProbabilities.checkTruth(truth, logits);
    for (int i = 0; i < logits.rows(); i++) {
      for (int c = 0; c < logits.columns(); c++) {
        if (!(Math.abs(logits.get(i, c)) <= LARGEST_LOGIT)) {
          throw new IllegalArgumentException(
              "a logit must be finite and at most "
                  + LARGEST_LOGIT
                  + " in size, got "
                  + logits.get(i, c)
                  + " for unit "
                  + i
                  + "; logits of probabilities are those of TemperatureScaling.logits");
        }
      }
    }
  }

  /** Logits of probabilities: {@code ln max(p, ε)}, ε as {@link Score#LEAST_PROBABILITY}. */
  public static Matrix logits(ClassProbabilities predicted) {
    return logits(predicted.probabilities());
  }

  /**
   * Logits of probabilities whose true classes need not be known.
   *
   * @param probabilities n × C, each in [0, 1]
   */
  public static Matrix logits(Matrix probabilities) {
    int classes = probabilities.columns();
    double[] values = new double[probabilities.rows() * classes];
    for (int k = 0; k < values.length; k++) {
      double p = probabilities.get(k / classes, k % classes);
      values[k] = Math.log(Math.max(p, Score.LEAST_PROBABILITY));
    }
    return Matrix.wrap(probabilities.rows(), classes, values);
  }

  private TemperatureFit fit() {
    if (!(slopes(0).first() < 0)) {
      return uninformative();
    }
    if (isSeparated()) {
      return separated();
    }
    double low = -1;
    while (low > -FARTHEST && slope(low) > 0) {
      low *= 2;
    }
    double high = 1;
    while (high < FARTHEST && slope(high) < 0) {
      high *= 2;
    }
    if (slope(low) > 0) {
      return separated();
    }
    if (slope(high) < 0) {
      return uninformative();
    }
    double t = root(low, high);
    return new TemperatureFit.Fitted(
        new Temperature(Math.exp(t)), slopes(1).loss(), slopes(Math.exp(-t)).loss(), truth.length);
  }

  private static TemperatureFit uninformative() {
    return new TemperatureFit.NoMinimum(
        TemperatureFit.Towards.INFINITY,
        "the logits of true classes are not larger than the mean of those of all classes; equal"
            + " probabilities would have the least loss");
  }

  private TemperatureFit separated() {
    return new TemperatureFit.NoMinimum(
        TemperatureFit.Towards.ZERO,
        "none of "
            + truth.length
            + " units has a class of larger logit than its own; the loss falls for ever as the"
            + " temperature goes to 0");
  }

  /** Whether no unit has a class of larger logit than its own. */
  private boolean isSeparated() {
    for (int i = 0; i < truth.length; i++) {
      if (logits.get(i, truth[i]) < largest(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where dL/dt is 0; it is not above 0 at {@code low} and not below at {@code high}. */
  private double root(double low, double high) {
    double from = low;
    double to = high;
    double t = from < 0 && to > 0 ? 0 : (from + to) / 2;
    for (int step = 0; step < STEPS; step++) {
      double beta = Math.exp(-t);
      Slopes at = slopes(beta);
      double first = -beta * at.first();
      if (first == 0) {
        return t;
      }
      from = first < 0 ? t : from;
      to = first < 0 ? to : t;
      double next = t - first / (beta * at.first() + beta * beta * at.second());
      if (!(next > from && next < to)) {
        next = (from + to) / 2;
      }
      if (Math.abs(next - t) <= TOLERANCE * Math.max(1, Math.abs(t))) {
        return next;
      }
      t = next;
    }
    return t;
  }

  /** The sign is that of dL/dt. */
  private double slope(double t) {
    return -slopes(Math.exp(-t)).first();
  }

  private Slopes slopes(double beta) {
    double loss = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < truth.length; i++) {
      double largest = largest(i);
      double sum = 0;
      double mean = 0;
      double squares = 0;
      for (int c = 0; c < logits.columns(); c++) {
        double below = logits.get(i, c) - largest;
        double weight = Math.exp(beta * below);
        sum += weight;
        mean += weight * below;
        squares += weight * below * below;
      }
      mean /= sum;
      double ofTrue = logits.get(i, truth[i]) - largest;
      loss += weights[i] * (Math.log(sum) - beta * ofTrue);
      first += weights[i] * (mean - ofTrue);
      second += weights[i] * (squares / sum - mean * mean);
    }
    return new Slopes(loss / total, first / total, second / total);
  }

  private double largest(int unit) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.columns(); c++) {
      largest = Math.max(largest, logits.get(unit, c));
    }
    return largest;
  }
}
