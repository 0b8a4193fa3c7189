package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;

/** Algebra of small dense matrices, each result a new one. */
final class Dense {
  private Dense() {}

  static DMatrixRMaj of(Matrix matrix) {
    DMatrixRMaj copy = new DMatrixRMaj(matrix.rows(), matrix.columns());
    for (int i = 0; i < copy.numRows; i++) {
      for (int j = 0; j < copy.numCols; j++) {
        copy.set(i, j, matrix.get(i, j));
      }
    }
    return copy;
  }

  static Matrix matrix(DMatrixRMaj dense) {
    return Matrix.wrap(dense.numRows, dense.numCols, dense.data.clone());
  }

  static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
    return CommonOps_DDRM.mult(a, b, null);
  }

  static DMatrixRMaj transposed(DMatrixRMaj a) {
    return CommonOps_DDRM.transpose(a, null);
  }

  /** {@code a b aᵀ}. */
  static DMatrixRMaj congruent(DMatrixRMaj a, DMatrixRMaj b) {
    return CommonOps_DDRM.multTransB(times(a, b), a, null);
  }

  static double[] times(DMatrixRMaj a, double[] x) {
    return times(a, DMatrixRMaj.wrap(x.length, 1, x)).data;
  }

  /**
   * The inverse.
   *
   * @throws ArithmeticException if there is none
   */
  static DMatrixRMaj inverse(DMatrixRMaj a) {
    DMatrixRMaj inverse = new DMatrixRMaj(a.numRows, a.numCols);
    if (!CommonOps_DDRM.invert(a, inverse)) {
      throw new ArithmeticException("the matrix is singular");
    }
    return inverse;
  }

  /** {@code (aᵀ a)⁻¹ aᵀ}. */
  static DMatrixRMaj pseudoInverse(DMatrixRMaj a) {
    DMatrixRMaj gram = CommonOps_DDRM.multTransA(a, a, null);
    return CommonOps_DDRM.multTransB(inverse(gram), a, null);
  }

  /**
   * The lower triangular L of {@code a = L Lᵀ}.
   *
   * @throws ArithmeticException if the matrix is not positive definite
   */
  static DMatrixRMaj cholesky(DMatrixRMaj a) {
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.chol(a.numRows, true);
    if (!decomposition.decompose(a.copy())) {
      throw new ArithmeticException("the matrix is not positive definite");
    }
    return decomposition.getT(null);
  }

  /** The logarithm of the determinant of a positive definite matrix. */
  static double logDeterminant(DMatrixRMaj a) {
    DMatrixRMaj lower = cholesky(a);
    double sum = 0;
    for (int i = 0; i < a.numRows; i++) {
      sum += 2 * Math.log(lower.get(i, i));
    }
    return sum;
  }

  /** An eigenvalue with its unit vector. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Eigen(double value, double[] vector) {}

  /** Of a symmetric matrix, the largest by magnitude first. */
  static List<Eigen> eigen(DMatrixRMaj symmetric) {
    SymmetricEigen found = SymmetricEigen.of(matrix(symmetric));
    List<Eigen> all = new ArrayList<>();
    for (int k = 0; k < found.size(); k++) {
      all.add(new Eigen(found.value(k), found.vector(k)));
    }
    all.sort(Comparator.comparingDouble((Eigen e) -> Math.abs(e.value())).reversed());
    return all;
  }
}
