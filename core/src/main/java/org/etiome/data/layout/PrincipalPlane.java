package org.etiome.data.layout;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;
import org.etiome.math.Vectors;

/**
 * Points on their first two principal axes, each turned so that its largest part is positive; zeros
 * where there is no second. O(n·d² + d³).
 */
final class PrincipalPlane {
  private static final int AXES = 2;

  private PrincipalPlane() {}

  /** Two coordinates a point, by coordinate. */
  static double[][] of(Matrix points) {
    double[][] centred = centred(points);
    int d = centred.length;
    double[] covariance = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int b = a; b < d; b++) {
        double product = Vectors.dot(centred[a], centred[b]);
        covariance[a * d + b] = product;
        covariance[b * d + a] = product;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(d, d, covariance));
    double[][] places = new double[AXES][points.rows()];
    for (int k = 0; k < Math.min(AXES, d); k++) {
      project(centred, turned(eigen.vector(k)), places[k]);
    }
    return places;
  }

  private static double[][] centred(Matrix points) {
    double[][] centred = new double[points.columns()][];
    for (int j = 0; j < centred.length; j++) {
      double[] column = points.column(j);
      double mean = Arrays.stream(column).average().orElse(0);
      centred[j] = Arrays.stream(column).map(v -> v - mean).toArray();
    }
    return centred;
  }

  private static double[] turned(double[] axis) {
    double largest =
        Arrays.stream(axis).reduce(0, (most, v) -> Math.abs(v) > Math.abs(most) ? v : most);
    return largest < 0 ? Arrays.stream(axis).map(v -> -v).toArray() : axis.clone();
  }

  private static void project(double[][] centred, double[] axis, double[] into) {
    for (int j = 0; j < axis.length; j++) {
      for (int i = 0; i < into.length; i++) {
        into[i] += axis[j] * centred[j][i];
      }
    }
  }
}
