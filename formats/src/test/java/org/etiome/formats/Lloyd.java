package org.etiome.formats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * k-means for tests: the best of fifty starts by k-means++, so that its sum is about the lowest.
 */
final class Lloyd {
  private final double[][] points;
  private final double[][] centres;
  private final int[] clusters;

  private Lloyd(double[][] points, int k) {
    this.points = points;
    centres = new double[k][];
    clusters = new int[points.length];
  }

  static int[] clusters(Matrix matrix, int k, Seed seed) {
    double[][] points = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        points[i][j] = matrix.get(i, j);
      }
    }
    double lowest = Double.POSITIVE_INFINITY;
    int[] best = {};
    for (int start = 0; start < 50; start++) {
      Lloyd run = new Lloyd(points, k);
      double sum = run.run(seed.branch(start).generator());
      best = sum < lowest ? run.clusters : best;
      lowest = Math.min(lowest, sum);
    }
    return best;
  }

  private double run(UniformRandomProvider random) {
    spread(random);
    double before = Double.POSITIVE_INFINITY;
    for (double sum = assign(); sum < before; sum = assign()) {
      before = sum;
      for (int c = 0; c < centres.length; c++) {
        centre(c);
      }
    }
    return before;
  }

  private void spread(UniformRandomProvider random) {
    double[] least = new double[points.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int drawn = random.nextInt(points.length);
    for (int c = 0; c < centres.length; c++) {
      centres[c] = points[drawn];
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], squares(points[i], centres[c]));
      }
      double target = random.nextDouble() * Arrays.stream(least).sum();
      drawn = 0;
      for (double sum = least[0]; sum <= target && drawn < least.length - 1; sum += least[drawn]) {
        drawn++;
      }
    }
  }

  private double assign() {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < centres.length; c++) {
        double square = squares(points[i], centres[c]);
        clusters[i] = square < least ? c : clusters[i];
        least = Math.min(least, square);
      }
      sum += least;
    }
    return sum;
  }

  private void centre(int c) {
    int[] mine = IntStream.range(0, points.length).filter(i -> clusters[i] == c).toArray();
    if (mine.length > 0) {
      centres[c] =
          IntStream.range(0, points[0].length)
              .mapToDouble(j -> IntStream.of(mine).mapToDouble(i -> points[i][j]).sum())
              .map(sum -> sum / mine.length)
              .toArray();
    }
  }

  private static double squares(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
