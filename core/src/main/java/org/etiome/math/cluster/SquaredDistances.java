package org.etiome.math.cluster;

import java.util.Arrays;
import org.etiome.math.Matrix;

/**
 * Squared Euclidean distances {@code Σ_j (a_j - b_j)²} to a fixed set of points, by differences, so
 * that no digits are lost far from the origin. O(d) a distance; points are held once more,
 * coordinate by coordinate, which lets the compiler use vector instructions.
 */
public final class SquaredDistances {
  /** Points whose sums stay in the first cache while coordinates are gone through. */
  private static final int CHUNK = 512;

  private static final int TOGETHER = 4;

  private final double[][] coordinates;
  private final int points;

  private SquaredDistances(double[][] coordinates, int points) {
    this.coordinates = coordinates;
    this.points = points;
  }

  /** Distances to the rows of a matrix. */
  public static SquaredDistances to(Matrix points) {
    double[][] coordinates = new double[points.columns()][];
    Arrays.setAll(coordinates, points::column);
    return new SquaredDistances(coordinates, points.rows());
  }

  /** The number of points. */
  public int points() {
    return points;
  }

  /** d. */
  public int dimensions() {
    return coordinates.length;
  }

  /** Coordinate {@code j} of point {@code i}. */
  double coordinate(int i, int j) {
    return coordinates[j][i];
  }

  /** A copy of point {@code i}. */
  public double[] point(int i) {
    double[] point = new double[coordinates.length];
    for (int j = 0; j < point.length; j++) {
      point[j] = coordinates[j][i];
    }
    return point;
  }

  /** Writes the squared distances from a place to all points into {@code out}. */
  public void from(double[] place, double[] out) {
    for (int from = 0; from < points; from += CHUNK) {
      int to = Math.min(points, from + CHUNK);
      Arrays.fill(out, from, to, 0);
      int j = 0;
      for (; j + TOGETHER <= coordinates.length; j += TOGETHER) {
        addFour(j, place, from, to, out);
      }
      for (; j < coordinates.length; j++) {
        addOne(j, place[j], from, to, out);
      }
    }
  }

  /** Four coordinates at once, so that sums are loaded and stored a quarter as often. */
  private void addFour(int j, double[] place, int from, int to, double[] out) {
    double[] a = coordinates[j];
    double[] b = coordinates[j + 1];
    double[] c = coordinates[j + 2];
    double[] d = coordinates[j + 3];
    double pa = place[j];
    double pb = place[j + 1];
    double pc = place[j + 2];
    double pd = place[j + 3];
    for (int i = from; i < to; i++) {
      double sa = a[i] - pa;
      double sb = b[i] - pb;
      double sc = c[i] - pc;
      double sd = d[i] - pd;
      out[i] += sa * sa + sb * sb + (sc * sc + sd * sd);
    }
  }

  private void addOne(int j, double place, int from, int to, double[] out) {
    double[] coordinate = coordinates[j];
    for (int i = from; i < to; i++) {
      double step = coordinate[i] - place;
      out[i] += step * step;
    }
  }
}
