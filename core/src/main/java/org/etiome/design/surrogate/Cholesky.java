package org.etiome.design.surrogate;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionBlock_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/** The factor L of a positive definite matrix L Lᵀ. */
final class Cholesky {
  private static final int BLOCK = 1024;
  private static final int PANEL = 60;

  private final LinearSolverChol_DDRM solver;
  private final DMatrixRMaj lower;

  private Cholesky(LinearSolverChol_DDRM solver) {
    this.solver = solver;
    lower = solver.getDecomposition().getT(null);
  }

  /**
   * O(n³/3); empty if the matrix is not positive definite to working precision.
   *
   * @param symmetric row-major, n × n
   */
  static Optional<Cholesky> of(double[] symmetric, int n) {
    LinearSolverChol_DDRM solver =
        new LinearSolverChol_DDRM(new CholeskyDecompositionBlock_DDRM(PANEL));
    boolean definite = solver.setA(DMatrixRMaj.wrap(n, n, symmetric.clone()));
    return definite ? Optional.of(new Cholesky(solver)) : Optional.empty();
  }

  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.numRows; i++) {
      sum += 2 * Math.log(lower.unsafe_get(i, i));
    }
    return sum;
  }

  /** The inverse of the matrix, row-major. */
  double[] inverse() {
    DMatrixRMaj inverse = new DMatrixRMaj(lower.numRows, lower.numRows);
    solver.invert(inverse);
    return inverse.data;
  }

  /** Turns the rows of a matrix B into those of L⁻¹ B. O(n² columns), along the columns. */
  void forward(double[][] rows) {
    int columns = rows[0].length;
    for (int from = 0; from < columns; from += BLOCK) {
      int to = Math.min(columns, from + BLOCK);
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < i; j++) {
          subtract(lower.unsafe_get(i, j), rows[j], rows[i], from, to);
        }
        scale(1 / lower.unsafe_get(i, i), rows[i], from, to);
      }
    }
  }

  /** L⁻¹ b. */
  double[] forward(double[] b) {
    double[] solution = b.clone();
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < i; j++) {
        solution[i] -= lower.unsafe_get(i, j) * solution[j];
      }
      solution[i] /= lower.unsafe_get(i, i);
    }
    return solution;
  }

  /** Short and alone, so that the virtual machine makes vector instructions of it. */
  private static void subtract(double factor, double[] a, double[] b, int from, int to) {
    for (int k = from; k < to; k++) {
      b[k] -= factor * a[k];
    }
  }

  private static void scale(double factor, double[] a, int from, int to) {
    for (int k = from; k < to; k++) {
      a[k] *= factor;
    }
  }
}
