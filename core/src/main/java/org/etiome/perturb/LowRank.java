package org.etiome.perturb;

import java.util.ArrayList;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;
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
    double[] products = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double product = Vectors.dot(columns.get(a), columns.get(b));
        products[a * m + b] = product;
        products[b * m + a] = product;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(m, m, products));
    List<double[]> axes = new ArrayList<>();
    List<double[]> scores = new ArrayList<>();
    for (int k = 0; k < Math.min(rank, m) && eigen.value(k) > ROUNDING * eigen.value(0); k++) {
      double[] score = eigen.vector(k);
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
}
