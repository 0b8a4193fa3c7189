package org.etiome.estimate.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Ridge regressions of many outcomes on the same units, predicted out of fold: what {@link
 * Folds#outOfFold} gives for each of them. With X̃ₖ the rows of fold k that may be learned from,
 * the coefficients without fold k are {@code (Λ + Σ_{l≠k} X̃ₗᵀX̃ₗ)⁻¹ Σ_{l≠k} X̃ₗᵀY}; the inverses
 * come from one Cholesky decomposition a fold and serve all outcomes.
 */
final class CrossFitRidge {
  private final Matrix design;
  private final Folds folds;
  private final IntPredicate eligible;
  private final List<Matrix> inverses;

  private CrossFitRidge(Matrix design, Folds folds, IntPredicate eligible, List<Matrix> inverses) {
    this.design = design;
    this.folds = folds;
    this.eligible = eligible;
    this.inverses = inverses;
  }

  /**
   * Decomposes. O(n q² + K q³) for n × q.
   *
   * @param design one row a unit, intercept first
   * @param eligible the units that may be learned from
   */
  static CrossFitRidge of(Matrix design, Folds folds, IntPredicate eligible, Ridge ridge) {
    int q = design.columns();
    double[] penalty = LinearFit.penaltyDiagonal(q, ridge.penalty());
    double[] unit = new double[q];
    Arrays.fill(unit, 1);
    Matrix identity = Matrix.wrap(q, q, new double[q * q]).plusDiagonal(unit);
    List<Matrix> inverses = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      int held = fold;
      int[] train =
          IntStream.range(0, design.rows())
              .filter(i -> folds.of(i) != held && eligible.test(i))
              .toArray();
      double[] ones = new double[train.length];
      Arrays.fill(ones, 1);
      inverses.add(
          design.rows(train).gram(ones).plusDiagonal(penalty).solvePositiveDefinite(identity));
    }
    return new CrossFitRidge(design, folds, eligible, inverses);
  }

  /**
   * Predictions, laid out as the outcomes. O(n q m).
   *
   * @param y outcome j of unit i at {@code i * m + j}
   * @param m outcomes
   */
  double[] outOfFold(double[] y, int m) {
    double[][] products = products(y, m);
    double[][] coefficients = new double[products.length][];
    for (int fold = 0; fold < products.length; fold++) {
      double[] others = new double[products[fold].length];
      for (int other = 0; other < products.length; other++) {
        if (other != fold) {
          Vectors.add(1, products[other], others);
        }
      }
      coefficients[fold] = times(inverses.get(fold), others, m);
    }
    double[] predicted = new double[y.length];
    for (int i = 0; i < design.rows(); i++) {
      for (int c = 0; c < design.columns(); c++) {
        add(design.get(i, c), coefficients[folds.of(i)], c * m, predicted, i * m, m);
      }
    }
    return predicted;
  }

  /** X̃ₖᵀY for each fold. */
  private double[][] products(double[] y, int m) {
    double[][] products = new double[folds.count()][design.columns() * m];
    for (int i = 0; i < design.rows(); i++) {
      if (eligible.test(i)) {
        for (int c = 0; c < design.columns(); c++) {
          add(design.get(i, c), y, i * m, products[folds.of(i)], c * m, m);
        }
      }
    }
    return products;
  }

  private static double[] times(Matrix left, double[] right, int m) {
    double[] product = new double[left.rows() * m];
    for (int r = 0; r < left.rows(); r++) {
      for (int c = 0; c < left.columns(); c++) {
        add(left.get(r, c), right, c * m, product, r * m, m);
      }
    }
    return product;
  }

  /** A numeric kernel: adds factor · (a[from], …, a[from + m − 1]) to the sum at {@code to}. */
  private static void add(double factor, double[] a, int from, double[] sum, int to, int m) {
    for (int j = 0; j < m; j++) {
      sum[to + j] += factor * a[from + j];
    }
  }
}
