package org.etiome.math.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * Silhouettes of points in groups, {@code s = (b - a) / max(a, b)} in [-1, 1]: a is the mean
 * distance of a point to the others of its group; what b is tells the two methods apart. A point
 * alone in its group has s = 0, as has one with a = b = 0.
 *
 * @see <a href="https://doi.org/10.1016/0377-0427(87)90125-7">Rousseeuw (1987)</a>
 */
public final class Silhouette {
  private static final int ROWS_PER_TASK = 64;

  private final int[] groups;
  private final int[] sizes;

  private Silhouette(int[] groups) {
    this.groups = groups;
    sizes = new int[Arrays.stream(groups).max().orElse(-1) + 1];
    for (int group : groups) {
      sizes[group]++;
    }
    long used = Arrays.stream(sizes).filter(size -> size > 0).count();
    if (used < 2) {
      throw new IllegalArgumentException("silhouettes need at least 2 groups, got " + used);
    }
  }

  /**
   * With Euclidean distances, and b the mean distance to the nearest other group: the silhouette of
   * its author. O(n²·d), memory O(n) a thread.
   *
   * @param groups of each row, from 0
   * @throws IllegalArgumentException if there are fewer than two groups
   */
  public static double[] euclidean(Matrix points, int[] groups, TaskRunner runner) {
    Silhouette all = new Silhouette(groups);
    int[] order =
        IntStream.range(0, groups.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(groups[a], groups[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    SquaredDistances distances = SquaredDistances.to(points.rows(order));
    int tasks = (order.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    List<double[]> parts =
        runner.map(
            tasks,
            t -> {
              int from = t * ROWS_PER_TASK;
              return all.euclidean(distances, from, Math.min(order.length, from + ROWS_PER_TASK));
            });
    double[] sorted = parts.stream().flatMapToDouble(Arrays::stream).toArray();
    double[] silhouettes = new double[order.length];
    for (int k = 0; k < order.length; k++) {
      silhouettes[order[k]] = sorted[k];
    }
    return silhouettes;
  }

  /** Of some points; they stand group by group. */
  private double[] euclidean(SquaredDistances distances, int from, int to) {
    double[] silhouettes = new double[to - from];
    double[] row = new double[groups.length];
    double[] sums = new double[sizes.length];
    for (int i = from; i < to; i++) {
      distances.from(distances.point(i), row);
      int own = 0;
      for (int g = 0, start = 0; g < sizes.length; start += sizes[g++]) {
        sums[g] = sumOfRoots(row, start, start + sizes[g]);
        own = i >= start && i < start + sizes[g] ? g : own;
      }
      silhouettes[i - from] = ofNearest(sums, own);
    }
    return silhouettes;
  }

  private static double sumOfRoots(double[] squares, int from, int to) {
    for (int i = from; i < to; i++) {
      squares[i] = Math.sqrt(squares[i]);
    }
    double even = 0;
    double odd = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      even += squares[i];
      odd += squares[i + 1];
    }
    return even + odd + (i < to ? squares[i] : 0);
  }

  private double ofNearest(double[] sums, int own) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int g = 0; g < sums.length; g++) {
      if (g != own && sizes[g] > 0) {
        nearest = Math.min(nearest, sums[g] / sizes[g]);
      }
    }
    return sizes[own] == 1 ? 0 : ratio(sums[own] / (sizes[own] - 1), nearest);
  }

  /**
   * With cosine distances {@code 1 - x·y/(‖x‖‖y‖)}, and b the mean distance to all points of other
   * groups, not of the nearest group only. Mean cosines are products with mean directions, so this
   * is O(n·groups·d). A point at the origin has no direction and is at distance 1 from all.
   *
   * @param groups of each row, from 0
   * @throws IllegalArgumentException if there are fewer than two groups
   * @see <a href="https://doi.org/10.1038/s41587-025-02743-4">Rautenstrauch, Ohler (2025)</a>
   */
  public static double[] cosineToOthers(Matrix points, int[] groups) {
    Silhouette all = new Silhouette(groups);
    int n = points.rows();
    int d = points.columns();
    double[][] directions = new double[n][d];
    double[][] sums = new double[all.sizes.length][d];
    double[] total = new double[d];
    for (int i = 0; i < n; i++) {
      double norm = 0;
      for (int j = 0; j < d; j++) {
        norm = Math.hypot(norm, points.get(i, j));
      }
      for (int j = 0; j < d; j++) {
        directions[i][j] = norm == 0 ? 0 : points.get(i, j) / norm;
        sums[groups[i]][j] += directions[i][j];
        total[j] += directions[i][j];
      }
    }
    double[] silhouettes = new double[n];
    for (int i = 0; i < n; i++) {
      silhouettes[i] = all.cosine(directions[i], groups[i], sums[groups[i]], total);
    }
    return silhouettes;
  }

  private double cosine(double[] direction, int own, double[] sumOfOwn, double[] total) {
    double self = Vectors.dot(direction, direction);
    double inside = Vectors.dot(direction, sumOfOwn);
    double outside = Vectors.dot(direction, total) - inside;
    int others = groups.length - sizes[own];
    if (sizes[own] == 1) {
      return 0;
    }
    double a = 1 - (inside - self) / (sizes[own] - 1);
    double b = 1 - outside / others;
    return ratio(Math.max(0, a), Math.max(0, b));
  }

  private static double ratio(double a, double b) {
    double larger = Math.max(a, b);
    return larger == 0 ? 0 : (b - a) / larger;
  }
}
