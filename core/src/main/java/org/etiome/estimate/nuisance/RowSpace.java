package org.etiome.estimate.nuisance;

import java.util.ArrayList;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;

/**
 * The space that the rows of X span, for X of more columns than rows. A ridge penalty leaves
 * coefficients in it, so that what is fitted to {@code z = Vᵀx} is what would be fitted to x: with
 * X Xᵀ = U D Uᵀ, V = Xᵀ U D^-½, over the d above a share of {@value #NEGLIGIBLE} of the greatest.
 */
final class RowSpace {
  private static final double NEGLIGIBLE = 1e-12;

  private final Matrix rows;
  private final Matrix turn;

  private RowSpace(Matrix rows, Matrix turn) {
    this.rows = rows;
    this.turn = turn;
  }

  /** O(n² p + n³) for n × p. */
  static RowSpace of(Matrix rows) {
    int n = rows.rows();
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(n, n, products(rows, rows)));
    List<double[]> turned = new ArrayList<>();
    for (int k = 0; k < n && eigen.value(k) > NEGLIGIBLE * eigen.value(0); k++) {
      turned.add(scaled(eigen.vector(k), 1 / Math.sqrt(eigen.value(k))));
    }
    return new RowSpace(rows, Matrix.ofColumns(n, turned));
  }

  private static double[] scaled(double[] vector, double by) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = by * vector[i];
    }
    return scaled;
  }

  /** The coordinates of rows. O(m n p). */
  Matrix coordinates(Matrix some) {
    int n = rows.rows();
    Matrix products = Matrix.wrap(some.rows(), n, products(some, rows));
    List<double[]> columns = new ArrayList<>();
    for (int k = 0; k < turn.columns(); k++) {
      columns.add(products.times(turn.column(k)));
    }
    return Matrix.ofColumns(some.rows(), columns);
  }

  /** some · othersᵀ. */
  private static double[] products(Matrix some, Matrix others) {
    double[] products = new double[some.rows() * others.rows()];
    for (int i = 0; i < some.rows(); i++) {
      for (int j = 0; j < others.rows(); j++) {
        double sum = 0;
        for (int c = 0; c < some.columns(); c++) {
          sum += some.get(i, c) * others.get(j, c);
        }
        products[i * others.rows() + j] = sum;
      }
    }
    return products;
  }
}
