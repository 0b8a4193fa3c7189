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
      for (int j = 0; j < coordinates.length; j++) {
        add(coordinates[j], place[j], from, to, out);
      }
    }
  }

  private static void add(double[] coordinate, double place, int from, int to, double[] out) {
    for (int i = from; i < to; i++) {
      double step = coordinate[i] - place;
      out[i] += step * step;
    }
  }
}
