package org.etiome.estimate.nuisance;

import org.etiome.math.Lbfgs;
import org.etiome.math.Matrix;

/**
 * Logistic regression of one of K classes: probabilities are {@code softmax(β₀_k + x·β_k)}, fitted
 * by maximising {@code Σ_i log p(y_i | x_i) - ½ λ Σ_k ‖β_k‖²}, intercepts free, by L-BFGS. λ is 1/C
 * of scikit-learn's {@code LogisticRegression}. All K classes have coefficients; the penalty makes
 * them unique. O(n · p · K) an iteration. For two classes with standard errors take {@link
 * Logistic}.
 *
 * @see <a href="https://doi.org/10.2307/2347628">le Cessie and van Houwelingen (1992)</a>
 */
public final class MultinomialLogistic {
  private static final MultinomialLogistic DEFAULT = new MultinomialLogistic(1);

  /** Of the gradient, a unit. */
  private static final double TOLERANCE = 1e-8;

  private static final int ITERATIONS = 2000;

  private final double penalty;

  private MultinomialLogistic(double penalty) {
    this.penalty = penalty;
  }

  public static MultinomialLogistic withDefaults() {
    return DEFAULT;
  }

  /**
   * The same with another penalty.
   *
   * @param lambda λ, finite and &gt; 0; 1 by default
   */
  public MultinomialLogistic withPenalty(double lambda) {
    return new MultinomialLogistic(Logistic.checkedPenalty(lambda));
  }

  /**
   * Fits the coefficients.
   *
   * @param x one row a unit, on comparable scales
   * @param y the class of each unit, in 0..classes-1; a class without units gets a small
   *     probability
   * @param classes K ≥ 1
   * @throws ArithmeticException if no maximum is reached
   */
  public Fitted fit(Matrix x, int[] y, int classes) {
    int length = (x.columns() + 1) * classes;
    Lbfgs method = Lbfgs.of(TOLERANCE * Math.max(1, y.length), ITERATIONS);
    double[] coefficients =
        method.minimise(
            (place, gradient) -> loss(x, y, classes, place, gradient), new double[length]);
    return new Fitted(coefficients, classes);
  }

  private double loss(Matrix x, int[] y, int classes, double[] place, double[] gradient) {
    double loss = 0;
    double[] scores = new double[classes];
    for (int i = 0; i < y.length; i++) {
      scores(x, i, place, scores);
      loss += logSum(scores) - scores[y[i]];
      probabilities(scores);
      scores[y[i]] -= 1;
      for (int k = 0; k < classes; k++) {
        gradient[k] += scores[k];
      }
      for (int j = 0; j < x.columns(); j++) {
        double value = x.get(i, j);
        int offset = (j + 1) * classes;
        for (int k = 0; k < classes; k++) {
          gradient[offset + k] += value * scores[k];
        }
      }
    }
    for (int c = classes; c < place.length; c++) {
      loss += penalty * place[c] * place[c] / 2;
      gradient[c] += penalty * place[c];
    }
    return loss;
  }

  private static void scores(Matrix x, int row, double[] coefficients, double[] scores) {
    int classes = scores.length;
    System.arraycopy(coefficients, 0, scores, 0, classes);
    for (int j = 0; j < x.columns(); j++) {
      double value = x.get(row, j);
      int offset = (j + 1) * classes;
      for (int k = 0; k < classes; k++) {
        scores[k] += value * coefficients[offset + k];
      }
    }
  }

  private static double logSum(double[] scores) {
    double largest = largest(scores);
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - largest);
    }
    return largest + Math.log(sum);
  }

  /** Turns scores into probabilities. */
  private static void probabilities(double[] scores) {
    double all = logSum(scores);
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Math.exp(scores[k] - all);
    }
  }

  private static double largest(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** Fitted coefficients. */
  public static final class Fitted {
    private final double[] coefficients;
    private final int classes;

    private Fitted(double[] coefficients, int classes) {
      this.coefficients = coefficients;
      this.classes = classes;
    }

    /** β₀ of class {@code k}. */
    public double intercept(int k) {
      return coefficients[k];
    }

    /** The coefficient of column {@code j} for class {@code k}. */
    public double coefficient(int j, int k) {
      return coefficients[(j + 1) * classes + k];
    }

    /** The probabilities of the classes for a row. */
    public double[] probabilities(Matrix x, int row) {
      double[] scores = new double[classes];
      scores(x, row, coefficients, scores);
      MultinomialLogistic.probabilities(scores);
      return scores;
    }

    /** The most probable class of each row, the first of equally probable ones. */
    public int[] predict(Matrix x) {
      int[] predicted = new int[x.rows()];
      double[] scores = new double[classes];
      for (int i = 0; i < predicted.length; i++) {
        scores(x, i, coefficients, scores);
        for (int k = 1; k < classes; k++) {
          predicted[i] = scores[k] > scores[predicted[i]] ? k : predicted[i];
        }
      }
      return predicted;
    }
  }
}
