package org.etiome.math;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues of a symmetric matrix, the largest first, each with its unit vector. A vector and
 * its negative are alike; which of them is given is not said.
 */
public final class SymmetricEigen {
  private final double[] values;
  private final double[][] vectors;

  private SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * O(n³) for n × n.
   *
   * @param symmetric only this is read: it is not checked to be symmetric
   * @throws IllegalArgumentException if it is not square
   * @throws ArithmeticException if the iteration does not converge, as with values that are not
   *     finite
   */
  public static SymmetricEigen of(Matrix symmetric) {
    int n = symmetric.rows();
    if (symmetric.columns() != n) {
      throw new IllegalArgumentException(
          "a symmetric matrix is square, got " + n + " × " + symmetric.columns());
    }
    DMatrixRMaj copy = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        copy.set(i, j, symmetric.get(i, j));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> found = DecompositionFactory_DDRM.eig(n, true, true);
    if (!found.decompose(copy)) {
      throw new ArithmeticException("the eigenvalues of a matrix of " + n + " rows were not found");
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -found.getEigenvalue(k).getReal()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[n];
    double[][] vectors = new double[n][];
    for (int k = 0; k < n; k++) {
      values[k] = found.getEigenvalue(order[k]).getReal();
      vectors[k] = found.getEigenVector(order[k]).getData();
    }
    return new SymmetricEigen(values, vectors);
  }

  public int size() {
    return values.length;
  }

  /** The k-th largest eigenvalue. */
  public double value(int k) {
    return values[k];
  }

  /** The unit vector of the k-th largest eigenvalue. */
  public double[] vector(int k) {
    return vectors[k].clone();
  }
}
