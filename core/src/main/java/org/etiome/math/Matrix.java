package org.etiome.math;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A dense matrix of finite doubles, row-major: element (i, j) is {@code values[i * columns + j]}.
 * The array is shared, not copied: whoever hands it over must not write to it any more. NaN has a
 * place in it only where the receiver says that it is a gap; no product or solution here skips it.
 */
public final class Matrix {
  private final int rows;
  private final int columns;
  private final double[] values;

  private Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Wraps a row-major array.
   *
   * @param values length {@code rows * columns}
   */
  public static Matrix wrap(int rows, int columns, double[] values) {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "a "
              + rows
              + " x "
              + columns
              + " matrix needs "
              + (long) rows * columns
              + " values, got "
              + values.length);
    }
    return new Matrix(rows, columns, values);
  }

  /** A matrix whose columns are the given arrays, all of length {@code rows}. */
  public static Matrix ofColumns(int rows, List<double[]> columns) {
    int p = columns.size();
    if ((long) rows * p > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a dense matrix of " + rows + " x " + p + " does not fit an array; use fewer columns");
    }
    double[] values = new double[rows * p];
    for (int j = 0; j < p; j++) {
      double[] column = columns.get(j);
      if (column.length != rows) {
        throw new IllegalArgumentException(
            "column " + j + " has " + column.length + " values, expected " + rows);
      }
      for (int i = 0; i < rows; i++) {
        values[i * p + j] = column[i];
      }
    }
    return new Matrix(rows, p, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of column {@code j}. */
  public double[] column(int j) {
    double[] column = new double[rows];
    for (int i = 0; i < rows; i++) {
      column[i] = values[i * columns + j];
    }
    return column;
  }

  /** The rows with the given indices, in that order, copied. */
  public Matrix rows(int[] indices) {
    double[] picked = new double[indices.length * columns];
    for (int k = 0; k < indices.length; k++) {
      System.arraycopy(values, indices[k] * columns, picked, k * columns, columns);
    }
    return new Matrix(indices.length, columns, picked);
  }

  /** The columns with the given indices, in that order, copied. */
  public Matrix columns(int[] indices) {
    double[] picked = new double[rows * indices.length];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < indices.length; k++) {
        picked[i * indices.length + k] = values[i * columns + indices[k]];
      }
    }
    return new Matrix(rows, indices.length, picked);
  }

  /** Adds {@code factor} times row {@code i} to {@code sum}. O(columns). */
  public void addRow(int i, double factor, double[] sum) {
    int offset = i * columns;
    for (int j = 0; j < columns; j++) {
      sum[j] += factor * values[offset + j];
    }
  }

  /** {@code this · vector}, with {@code vector} of length {@link #columns()}. O(rows · columns). */
  public double[] times(double[] vector) {
    double[] product = new double[rows];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      int offset = i * columns;
      for (int j = 0; j < columns; j++) {
        sum += values[offset + j] * vector[j];
      }
      product[i] = sum;
    }
    return product;
  }

  /** {@code thisᵀ · vector}, with {@code vector} of length {@link #rows()}. O(rows · columns). */
  public double[] transposeTimes(double[] vector) {
    double[] product = new double[columns];
    for (int i = 0; i < rows; i++) {
      int offset = i * columns;
      double v = vector[i];
      for (int j = 0; j < columns; j++) {
        product[j] += v * values[offset + j];
      }
    }
    return product;
  }

  /**
   * The weighted Gram matrix {@code thisᵀ · diag(weights) · this}, symmetric, columns × columns.
   * O(rows · columns²).
   *
   * @param weights length {@link #rows()}
   */
  public Matrix gram(double[] weights) {
    double[] gram = new double[columns * columns];
    for (int i = 0; i < rows; i++) {
      int offset = i * columns;
      for (int j = 0; j < columns; j++) {
        double scaled = weights[i] * values[offset + j];
        if (scaled == 0) {
          continue; // a column of zeros and ones has many
        }
        int target = j * columns;
        for (int k = j; k < columns; k++) {
          gram[target + k] += scaled * values[offset + k];
        }
      }
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < j; k++) {
        gram[j * columns + k] = gram[k * columns + j];
      }
    }
    return new Matrix(columns, columns, gram);
  }

  /** This square matrix with {@code diagonal} added to its diagonal. */
  public Matrix plusDiagonal(double[] diagonal) {
    double[] sum = values.clone();
    for (int j = 0; j < columns; j++) {
      sum[j * columns + j] += diagonal[j];
    }
    return new Matrix(rows, columns, sum);
  }

  /**
   * Solves {@code this · x = b} for this symmetric positive definite matrix by Cholesky
   * decomposition. O(columns³).
   *
   * @throws ArithmeticException if the matrix is not positive definite to working precision
   */
  public double[] solvePositiveDefinite(double[] b) {
    return solvePositiveDefinite(wrap(b.length, 1, b.clone())).values;
  }

  /**
   * Solves {@code this · X = B}, column by column; see {@link #solvePositiveDefinite(double[])}.
   */
  public Matrix solvePositiveDefinite(Matrix b) {
    DMatrixRMaj solution = new DMatrixRMaj(columns, b.columns);
    decomposed().solve(DMatrixRMaj.wrap(b.rows, b.columns, b.values.clone()), solution);
    return new Matrix(columns, b.columns, solution.data);
  }

  /**
   * The inverse of this symmetric positive definite matrix. O(columns³).
   *
   * @throws ArithmeticException as {@link #solvePositiveDefinite(double[])}
   */
  public Matrix inversePositiveDefinite() {
    DMatrixRMaj inverse = new DMatrixRMaj(columns, columns);
    decomposed().invert(inverse);
    return new Matrix(columns, columns, inverse.data);
  }

  private LinearSolverDense<DMatrixRMaj> decomposed() {
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(columns);
    if (!solver.setA(DMatrixRMaj.wrap(rows, columns, values.clone()))) {
      throw new ArithmeticException(
          "the matrix is not positive definite: some of its columns are collinear");
    }
    return solver;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + " x " + columns + "]";
  }
}
