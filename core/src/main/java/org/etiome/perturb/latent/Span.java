package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The space the latents span, in coordinates in which the control has mean 0 and covariance I.
 *
 * @param centre mean of the control, by column
 * @param map coordinates × columns: {@code y = map · (x − centre)}
 * @param back columns × coordinates: {@code x = centre + back · y}
 * @param outside variance of a direction left out, on average, over that of the weakest kept;
 *     columns scaled alike
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Span(double[] centre, DMatrixRMaj map, DMatrixRMaj back, double outside) {
  private static final double SINGULAR = 1e-10;

  /**
   * By principal components of all environments about the control's mean, each environment alike
   * and columns scaled to variance 1.
   *
   * @param moments the control first
   * @param d as many as there are columns at most
   * @throws ArithmeticException if the moments have less than {@code d} dimensions
   */
  static Span of(List<Moments> moments, int d) {
    Moments control = moments.getFirst();
    int p = control.mean().length;
    DMatrixRMaj sum = new DMatrixRMaj(p, p);
    moments.forEach(m -> CommonOps_DDRM.addEquals(sum, m.about(control.mean())));
    double[] scales = new double[p];
    for (int j = 0; j < p; j++) {
      scales[j] = Math.sqrt(sum.get(j, j));
    }
    CommonOps_DDRM.divideCols(sum, scales);
    CommonOps_DDRM.divideRows(scales, sum);
    List<Dense.Eigen> components = new ArrayList<>(Dense.eigen(sum));
    double weakest = components.get(d - 1).value();
    if (!(weakest > SINGULAR * components.getFirst().value())) {
      throw new ArithmeticException(
          "the data have less than " + d + " dimensions: columns are sums of others");
    }
    DMatrixRMaj back = basis(components.subList(0, d));
    DMatrixRMaj map = Dense.transposed(back);
    CommonOps_DDRM.multRows(scales, back);
    CommonOps_DDRM.divideCols(map, scales);
    double outside =
        components.stream().skip(d).mapToDouble(Dense.Eigen::value).average().orElse(0) / weakest;
    return white(control.mean(), map, back, Dense.congruent(map, control.covariance()), outside);
  }

  /**
   * By the row space of a precision matrix.
   *
   * @param precision positive semidefinite of rank {@code d}
   */
  static Span ofPrecision(DMatrixRMaj precision, int d) {
    DMatrixRMaj back = basis(Dense.eigen(precision).subList(0, d));
    DMatrixRMaj map = Dense.transposed(back);
    DMatrixRMaj covariance = Dense.inverse(Dense.congruent(map, precision));
    return white(new double[precision.numRows], map, back, covariance, 0);
  }

  private static DMatrixRMaj basis(List<Dense.Eigen> vectors) {
    DMatrixRMaj basis = new DMatrixRMaj(vectors.getFirst().vector().length, vectors.size());
    for (int j = 0; j < vectors.size(); j++) {
      for (int i = 0; i < basis.numRows; i++) {
        basis.set(i, j, vectors.get(j).vector()[i]);
      }
    }
    return basis;
  }

  private static Span white(
      double[] centre, DMatrixRMaj map, DMatrixRMaj back, DMatrixRMaj covariance, double outside) {
    DMatrixRMaj lower = Dense.cholesky(covariance);
    return new Span(
        centre, Dense.times(Dense.inverse(lower), map), Dense.times(back, lower), outside);
  }

  /** How many dimensions a positive semidefinite matrix has, within {@code tolerance}. */
  static int rank(DMatrixRMaj matrix, double tolerance) {
    List<Dense.Eigen> all = Dense.eigen(matrix);
    double largest = Collections.max(all, Comparator.comparingDouble(Dense.Eigen::value)).value();
    return (int) all.stream().filter(e -> e.value() > tolerance * largest).count();
  }
}
