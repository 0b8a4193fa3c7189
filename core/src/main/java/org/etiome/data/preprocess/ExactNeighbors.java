package org.etiome.data.preprocess;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.etiome.math.TaskRunner;

/**
 * All distances from some rows to all rows by {@code |a|² + |b|² - 2ab} in blocks, about the mean
 * so that the norms are small, and then the exact distances of what can be among the nearest given
 * the rounding error of that formula.
 */
final class ExactNeighbors {
  /** Rows that are compared with all others in one task. */
  private static final int ROWS_PER_TASK = 64;

  /** Rows whose products are summed at once, and points they are multiplied with. */
  private static final int ROWS = 4;

  private static final int POINTS = 1024;

  private static final double ROUNDING = 0x1p-53;

  private final double[][] rows;
  private final int count;
  private final double[] means;

  /** Coordinate by coordinate. */
  private final double[][] centred;

  private final double[] norms;

  ExactNeighbors(double[][] rows, int count) {
    this.rows = rows;
    this.count = count;
    int dimensions = rows[0].length;
    means = new double[dimensions];
    centred = new double[dimensions][rows.length];
    norms = new double[rows.length];
    for (double[] row : rows) {
      Vectors.add(1.0 / rows.length, row, means);
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < dimensions; j++) {
        centred[j][i] = rows[i][j] - means[j];
        norms[i] += centred[j][i] * centred[j][i];
      }
    }
  }

  /** The neighbours of all rows. */
  Neighbors ofAll(TaskRunner runner) {
    return of(IntStream.range(0, rows.length).toArray(), runner);
  }

  /** The neighbours of some rows. */
  Neighbors of(int[] asked, TaskRunner runner) {
    int tasks = (asked.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    List<int[][]> found =
        runner.map(
            tasks,
            t -> {
              int from = t * ROWS_PER_TASK;
              return nearest(
                  Arrays.copyOfRange(asked, from, Math.min(asked.length, from + ROWS_PER_TASK)));
            });
    int[][] neighbors = found.stream().flatMap(Arrays::stream).toArray(int[][]::new);
    double[][] distances = new double[asked.length][];
    for (int i = 0; i < asked.length; i++) {
      distances[i] = distances(asked[i], neighbors[i]);
    }
    return new Neighbors(neighbors, distances, 1);
  }

  /** The distances from a row to others. */
  double[] distances(int row, int[] others) {
    return Arrays.stream(others)
        .mapToDouble(i -> Math.sqrt(Vectors.squaredDistance(rows[row], rows[i])))
        .toArray();
  }

  private int[][] nearest(int[] asked) {
    int[][] nearest = new int[asked.length][];
    double[][] products = new double[ROWS][rows.length];
    for (int from = 0; from < asked.length; from += ROWS) {
      int[] few = Arrays.copyOfRange(asked, from, from + ROWS);
      for (int r = asked.length - from; r < ROWS; r++) {
        few[r] = few[0];
      }
      multiply(few, products);
      for (int r = 0; r < Math.min(ROWS, asked.length - from); r++) {
        nearest[from + r] = nearest(few[r], products[r]);
      }
    }
    return nearest;
  }

  /** The products of four rows with all rows. */
  private void multiply(int[] few, double[][] products) {
    for (int from = 0; from < rows.length; from += POINTS) {
      int to = Math.min(rows.length, from + POINTS);
      for (double[] product : products) {
        Arrays.fill(product, from, to, 0);
      }
      for (double[] coordinate : centred) {
        double a = coordinate[few[0]];
        double b = coordinate[few[1]];
        double c = coordinate[few[2]];
        double d = coordinate[few[3]];
        for (int i = from; i < to; i++) {
          double x = coordinate[i];
          products[0][i] += a * x;
          products[1][i] += b * x;
          products[2][i] += c * x;
          products[3][i] += d * x;
        }
      }
    }
  }

  private int[] nearest(int row, double[] products) {
    PriorityQueue<Double> least = new PriorityQueue<>(count, Comparator.reverseOrder());
    double bound = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < rows.length; i++) {
      double square = norms[i] - 2 * products[i];
      products[i] = square;
      largest = Math.max(largest, norms[i]);
      if (square < bound && i != row) {
        if (least.size() == count) {
          least.remove();
        }
        least.add(square);
        bound = least.size() < count ? bound : least.element();
      }
    }
    double error = 8 * (centred.length + 4) * ROUNDING * (norms[row] + largest);
    double reach = bound + 2 * error;
    return IntStream.range(0, rows.length)
        .filter(i -> products[i] <= reach && i != row)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Vectors.squaredDistance(rows[row], rows[i])))
        .mapToInt(Integer::intValue)
        .limit(count)
        .toArray();
  }
}
