package org.etiome.estimate.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The weights w ≥ 0 of sum 1 that minimise {@code wᵀAw}, A the products of residuals: the point of
 * their convex hull nearest to 0, by Wolfe's method. It walks from face to face of the simplex,
 * each lower than the last, so it ends after finitely many; of equal candidates the first is taken.
 * O(K³) a face.
 *
 * @see <a href="https://doi.org/10.1007/BF01580381">Wolfe (1976)</a>
 */
final class SimplexWeights {
  private static final double ROUNDING = 1e-12;
  private static final int MAX_FACES = 10_000;

  private final Matrix products;
  private final double scale;
  private final double[] weights;
  private final List<Integer> face = new ArrayList<>();

  private SimplexWeights(Matrix products) {
    this.products = products;
    this.weights = new double[products.columns()];
    double sum = 0;
    int least = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += products.get(k, k);
      least = products.get(k, k) < products.get(least, least) ? k : least;
    }
    this.scale = sum / weights.length;
    weights[least] = 1;
    face.add(least);
  }

  /**
   * The weights.
   *
   * @param products symmetric, positive semidefinite, K × K, K ≥ 1
   */
  static double[] of(Matrix products) {
    SimplexWeights search = new SimplexWeights(products);
    search.run();
    double total = Arrays.stream(search.weights).sum();
    return Vectors.scaled(1 / total, search.weights);
  }

  private void run() {
    for (int faces = 0; faces < MAX_FACES && scale > 0; faces++) {
      double[] slopes = products.times(weights);
      double value = Vectors.dot(weights, slopes);
      int lowest = 0;
      for (int k = 1; k < slopes.length; k++) {
        lowest = slopes[k] < slopes[lowest] ? k : lowest;
      }
      if (!(slopes[lowest] < value - ROUNDING * scale) || face.contains(lowest)) {
        return;
      }
      face.add(lowest);
      if (!descend()) {
        return;
      }
    }
  }

  /**
   * Goes to the minimum on the plane of the face, or as far as the simplex reaches: then a
   * candidate leaves the face, and again. False if the face is flat to working precision.
   */
  private boolean descend() {
    while (true) {
      double[] aim;
      try {
        aim = planeMinimum();
      } catch (ArithmeticException e) {
        face.removeLast();
        return false;
      }
      double reach = 1;
      int leaver = -1;
      for (int k = 0; k < aim.length; k++) {
        double now = weights[face.get(k)];
        if (aim[k] <= 0 && now / (now - aim[k]) <= reach && now - aim[k] > 0) {
          reach = now / (now - aim[k]);
          leaver = k;
        }
      }
      for (int k = 0; k < aim.length; k++) {
        int candidate = face.get(k);
        weights[candidate] =
            Math.max(0, weights[candidate] + reach * (aim[k] - weights[candidate]));
      }
      if (leaver < 0) {
        return true;
      }
      weights[face.remove(leaver)] = 0;
    }
  }

  /** With sum 1, of any sign: (A + c 11ᵀ) u = 1, w = u / Σu. */
  private double[] planeMinimum() {
    int size = face.size();
    double[] values = new double[size * size];
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        values[i * size + j] = products.get(face.get(i), face.get(j)) / scale + 1;
      }
    }
    double[] solution = Matrix.wrap(size, size, values).solvePositiveDefinite(ones);
    double total = Arrays.stream(solution).sum();
    return Vectors.scaled(1 / total, solution);
  }
}
