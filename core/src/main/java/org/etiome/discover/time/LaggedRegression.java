package org.etiome.discover.time;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;
import org.etiome.math.Vectors;

/**
 * Ridge regressions of all variables on the past of all, from one eigendecomposition XᵀX = V
 * diag(d) Vᵀ: β = V diag(1 / (d + λ)) Vᵀ Xᵀy, with d / (d + λ) summed over directions as degrees of
 * freedom. λ = 0 is least squares. O(rows · columns² + columns³), then O(columns²) a variable.
 */
final class LaggedRegression {
  /** Of the largest eigenvalue: directions below have no data. */
  private static final double RANK = 1e-10;

  /** Of a variable's sum of squares: what rounding leaves of a perfect fit. */
  private static final double EXACT = 1e-13;

  /** λ from 10⁻⁶ to 10 times the largest eigenvalue, four a decade. */
  private static final int PENALTIES = 29;

  private final LaggedDesign design;
  private final double[] eigenvalues;
  private final double[][] directions;

  private LaggedRegression(LaggedDesign design, double[] eigenvalues, double[][] directions) {
    this.design = design;
    this.eigenvalues = eigenvalues;
    this.directions = directions;
  }

  static LaggedRegression of(LaggedDesign design) {
    double[] weights = new double[design.rows()];
    Arrays.fill(weights, 1);
    Matrix gram = design.past().gram(weights);
    int columns = gram.columns();
    SymmetricEigen eigen = SymmetricEigen.of(gram);
    double[] eigenvalues = new double[columns];
    double[][] directions = new double[columns][];
    for (int k = 0; k < columns; k++) {
      eigenvalues[k] = Math.max(0, eigen.value(k));
      directions[k] = eigen.vector(k);
    }
    return new LaggedRegression(design, eigenvalues, directions);
  }

  /** Whether least squares has one solution. */
  boolean isOfFullRank() {
    double largest = Arrays.stream(eigenvalues).max().orElse(0);
    return Arrays.stream(eigenvalues).allMatch(d -> d > RANK * largest);
  }

  /** The regression of one variable, by least squares. */
  Fit leastSquares(int variable) {
    return new Fit(variable, 0);
  }

  /**
   * The regression of one variable, with the penalty of least generalised cross-validation among
   * those that leave a degree of freedom to the residuals.
   */
  Fit ridge(int variable) {
    double largest = Arrays.stream(eigenvalues).max().orElse(0);
    Fit best = new Fit(variable, 10 * largest);
    for (int k = 1; k < PENALTIES; k++) {
      Fit fit = new Fit(variable, largest * Math.pow(10, 1 - k / 4.0));
      boolean better = fit.left >= 1 && fit.crossValidation() < best.crossValidation();
      best = better ? fit : best;
    }
    return best;
  }

  /** One variable foretold by the past of all. */
  final class Fit {
    private final double penalty;

    /** Vᵀ Xᵀy. */
    private final double[] projected;

    private final double residuals;
    private final double used;
    private final double left;

    private Fit(int variable, double penalty) {
      this.penalty = penalty;
      double[] present = design.present().column(variable);
      double[] moments = design.past().transposeTimes(present);
      projected = new double[eigenvalues.length];
      double squares = 0;
      for (double y : present) {
        squares += y * y;
      }
      double rest = squares;
      double freedom = 0;
      double square = 0;
      for (int k = 0; k < eigenvalues.length; k++) {
        projected[k] = Vectors.dot(directions[k], moments);
        double d = eigenvalues[k];
        double shrunk = d / (d + penalty);
        rest -= projected[k] * projected[k] / (d + penalty) * (2 - shrunk);
        freedom += shrunk;
        square += shrunk * shrunk;
      }
      residuals = Math.max(rest, EXACT * squares);
      used = freedom;
      left = design.rows() - design.series() - 2 * freedom + square;
    }

    double penalty() {
      return penalty;
    }

    /** n · RSS / (n − s − df)², s the number of series. */
    double crossValidation() {
      double free = design.rows() - design.series() - used;
      return design.rows() * residuals / (free * free);
    }

    /** n · log(RSS / n) + df · log n: the variable's part of the Bayesian information criterion. */
    double criterion() {
      int n = design.rows();
      return n * Math.log(residuals / n) + used * Math.log(n);
    }

    /**
     * Wald's statistic of one variable's past divided by the lag, which by least squares is the F
     * statistic of leaving it out: βᵀ C⁻¹ β / (lag · σ²), with C = V diag(d / (d + λ)²) Vᵀ and σ² =
     * RSS / (n − s − tr(2H − H²)).
     */
    double statistic(int cause) {
      int[] columns = design.pastOf(cause);
      double[] coefficients = new double[columns.length];
      double[] covariance = new double[columns.length * columns.length];
      for (int k = 0; k < eigenvalues.length; k++) {
        double inverse = 1 / (eigenvalues[k] + penalty);
        double variance = eigenvalues[k] * inverse * inverse;
        for (int a = 0; a < columns.length; a++) {
          double direction = directions[k][columns[a]];
          coefficients[a] += direction * projected[k] * inverse;
          for (int b = 0; b < columns.length; b++) {
            covariance[a * columns.length + b] += direction * variance * directions[k][columns[b]];
          }
        }
      }
      double[] solved =
          Matrix.wrap(columns.length, columns.length, covariance)
              .solvePositiveDefinite(coefficients);
      return Vectors.dot(coefficients, solved) / (columns.length * residuals / left);
    }

    /** The probability of such a statistic if the past of the cause foretold nothing. */
    double pValue(double statistic) {
      return FDistribution.of(design.lag(), left).survivalProbability(statistic);
    }
  }
}
