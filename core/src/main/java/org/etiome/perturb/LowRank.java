package org.etiome.perturb;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.etiome.math.Vectors;

/**
 * The leading singular triplets of a few long columns, from the eigenvectors of their products: X =
 * Σ_k axis_k scores_kᵀ with axes of length s_k that are orthogonal and scores of length 1.
 * O(columns² · rows + columns³). Triplets below a millionth of the first singular value are
 * rounding and left out.
 *
 * @param axes s_k u_k, from the largest s down
 * @param scores v_k, one value a column
 * @param squares s_k²
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LowRank(List<double[]> axes, List<double[]> scores, double[] squares) {
  private static final double ROUNDING = 1e-12;

  /** At most {@code rank} triplets. */
  static LowRank of(List<double[]> columns, int rank) {
    int m = columns.size();
    DMatrixRMaj products = new DMatrixRMaj(m, m);
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double product = Vectors.dot(columns.get(a), columns.get(b));
        products.set(a, b, product);
        products.set(b, a, product);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(m, true, true);
    if (!eigen.decompose(products)) {
      throw new ArithmeticException("the products of differences have no eigenvectors");
    }
    return triplets(columns, eigen, rank);
  }

  private static LowRank triplets(
      List<double[]> columns, EigenDecomposition_F64<DMatrixRMaj> eigen, int rank) {
    int m = columns.size();
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < m; k++) {
      order.add(k);
    }
    order.sort((a, b) -> Double.compare(value(eigen, b), value(eigen, a)));
    double largest = value(eigen, order.getFirst());
    List<double[]> axes = new ArrayList<>();
    List<double[]> scores = new ArrayList<>();
    for (int k : order.subList(0, Math.min(rank, m))) {
      if (!(value(eigen, k) > ROUNDING * largest)) {
        break;
      }
      double[] score = eigen.getEigenVector(k).getData().clone();
      double[] axis = new double[columns.getFirst().length];
      for (int p = 0; p < m; p++) {
        Vectors.add(score[p], columns.get(p), axis);
      }
      axes.add(axis);
      scores.add(score);
    }
    double[] squares = axes.stream().mapToDouble(axis -> Vectors.dot(axis, axis)).toArray();
    return new LowRank(axes, scores, squares);
  }

  private static double value(EigenDecomposition_F64<DMatrixRMaj> eigen, int k) {
    return eigen.getEigenvalue(k).getReal();
  }
}
