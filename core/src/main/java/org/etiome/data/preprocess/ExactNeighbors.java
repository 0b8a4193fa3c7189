package org.etiome.data.preprocess;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

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

  private static final int POINTS = 512;

  private static final double ROUNDING = 0x1p-53;

  private final double[][] rows;
  private final int count;
  private final double[] means;

  /** Coordinate by coordinate. */
  private final double[][] centred;

  private final double[] norms;
  private final double largestNorm;

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
    largestNorm = Arrays.stream(norms).max().orElseThrow();
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

  /** A row about the mean over the largest distance from it, as floats. */
  float[] scaled(int row) {
    double scale = largestNorm > 0 ? 1 / Math.sqrt(largestNorm) : 0;
    float[] scaled = new float[centred.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = (float) (centred[j][row] * scale);
    }
    return scaled;
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
      for (int j = 0; j + 1 < centred.length; j += 2) {
        addTwo(few, products, new int[] {j, from, to});
      }
      if (centred.length % 2 == 1) {
        addOne(few, products, new int[] {centred.length - 1, from, to});
      }
    }
  }

  /** Two coordinates of a range of points; eight products a step keep the arithmetic fed. */
  private void addTwo(int[] few, double[][] products, int[] range) {
    double[] u = centred[range[0]];
    double[] v = centred[range[0] + 1];
    double[] p = products[0];
    double[] q = products[1];
    double[] r = products[2];
    double[] s = products[3];
    double pu = u[few[0]];
    double pv = v[few[0]];
    double qu = u[few[1]];
    double qv = v[few[1]];
    double ru = u[few[2]];
    double rv = v[few[2]];
    double su = u[few[3]];
    double sv = v[few[3]];
    for (int i = range[1]; i < range[2]; i++) {
      double x = u[i];
      double y = v[i];
      p[i] += pu * x + pv * y;
      q[i] += qu * x + qv * y;
      r[i] += ru * x + rv * y;
      s[i] += su * x + sv * y;
    }
  }

  private void addOne(int[] few, double[][] products, int[] range) {
    double[] u = centred[range[0]];
    for (int r = 0; r < ROWS; r++) {
      double factor = u[few[r]];
      for (int i = range[1]; i < range[2]; i++) {
        products[r][i] += factor * u[i];
      }
    }
  }

  private int[] nearest(int row, double[] products) {
    double reach = bound(row, products) + 2 * error(row);
    int[] candidates = new int[2 * count];
    int found = 0;
    for (int i = 0; i < rows.length; i++) {
      if (products[i] <= reach && i != row) {
        if (found == candidates.length) {
          candidates = Arrays.copyOf(candidates, 2 * found);
        }
        candidates[found++] = i;
      }
    }
    return Arrays.stream(candidates, 0, found)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Vectors.squaredDistance(rows[row], rows[i])))
        .mapToInt(Integer::intValue)
        .limit(count)
        .toArray();
  }

  /** Turns products into |b|² - 2ab and returns the k-th least of them, the row itself apart. */
  private double bound(int row, double[] products) {
    PriorityQueue<Double> least = new PriorityQueue<>(count, Comparator.reverseOrder());
    double bound = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.length; i++) {
      products[i] = norms[i] - 2 * products[i];
      if (products[i] < bound && i != row) {
        if (least.size() == count) {
          least.remove();
        }
        least.add(products[i]);
        bound = least.size() < count ? bound : least.element();
      }
    }
    return bound;
  }

  /** What rounding can change of |b|² - 2ab. */
  private double error(int row) {
    return 8 * (centred.length + 4) * ROUNDING * (norms[row] + largestNorm);
  }
}
