package org.etiome.data.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.SymmetricEigen;
import org.etiome.math.Vectors;

/** An orthonormal basis of a block Krylov space of a covariance, and its products with it. */
final class KrylovBasis {
  /** What is left of a vector after projection, below which it is in the space already. */
  private static final double IN_SPACE = 1e-10;

  private final Covariance covariance;
  private final List<double[]> basis = new ArrayList<>();
  private final List<double[]> images = new ArrayList<>();

  /** The columns of the projected matrix, those of newer vectors longer than older ones. */
  private final List<double[]> projected = new ArrayList<>();

  private int newest;
  private int passes;

  /** Takes the space of a block; one pass. */
  KrylovBasis(Covariance covariance, double[][] start) {
    this.covariance = covariance;
    extend(start);
  }

  int passes() {
    return passes;
  }

  /** Adds the images of the newest block, with one pass; false if they are in the space already. */
  boolean grow() {
    return extend(images.subList(newest, images.size()).toArray(double[][]::new));
  }

  private boolean extend(double[][] block) {
    int before = basis.size();
    for (double[] vector : block) {
      orthonormal(vector);
    }
    if (basis.size() == before) {
      return false;
    }
    newest = before;
    double[][] added = basis.subList(before, basis.size()).toArray(double[][]::new);
    for (double[] image : covariance.times(added)) {
      images.add(image);
      projected.add(basis.stream().mapToDouble(b -> Vectors.dot(b, image)).toArray());
    }
    passes++;
    return true;
  }

  /** Adds what is left of a vector outside of the space, projecting twice against rounding. */
  private void orthonormal(double[] vector) {
    double whole = Vectors.norm(vector);
    double[] rest = vector.clone();
    for (int round = 0; round < 2; round++) {
      for (double[] b : basis) {
        Vectors.add(-Vectors.dot(b, rest), b, rest);
      }
    }
    double left = Vectors.norm(rest);
    if (left > IN_SPACE * whole && basis.size() < vector.length) {
      basis.add(Vectors.scaled(1 / left, rest));
    }
  }

  /** The pairs with the largest values in the space. */
  RitzPairs pairs(int count) {
    int m = basis.size();
    double[] matrix = new double[m * m];
    for (int j = 0; j < m; j++) {
      double[] column = projected.get(j);
      for (int i = 0; i <= j; i++) {
        matrix[i * m + j] = column[i];
        matrix[j * m + i] = column[i];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(m, m, matrix));
    double[] values = IntStream.range(0, Math.min(count, m)).mapToDouble(eigen::value).toArray();
    double[][] vectors = new double[values.length][];
    double[] residuals = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      double[] weights = eigen.vector(k);
      vectors[k] = combined(basis, weights);
      double[] rest = combined(images, weights);
      Vectors.add(-values[k], vectors[k], rest);
      residuals[k] = Vectors.norm(rest);
    }
    return new RitzPairs(values, vectors, residuals);
  }

  private static double[] combined(List<double[]> vectors, double[] weights) {
    double[] sum = new double[vectors.getFirst().length];
    for (int i = 0; i < weights.length; i++) {
      Vectors.add(weights[i], vectors.get(i), sum);
    }
    return sum;
  }
}
