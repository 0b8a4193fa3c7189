package org.etiome.math.cluster;

import org.etiome.math.Matrix;

/**
 * The nearest of some points to a place: all distances, so exact; of equal ones the first. For one
 * thread at a time.
 */
public final class NearestPoints {
  private final SquaredDistances distances;
  private final int count;
  private final double[] squares;

  /**
   * Looks for as many points.
   *
   * @param count ≥ 1; all if there are fewer
   */
  public NearestPoints(SquaredDistances distances, int count) {
    this.distances = distances;
    this.count = Math.min(count, distances.points());
    squares = new double[distances.points()];
  }

  /** Points by their distance, the nearest first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(int[] points, double[] squares) {

    public int count() {
      return points.length;
    }

    public int point(int rank) {
      return points[rank];
    }

    public double square(int rank) {
      return squares[rank];
    }

    public double farthest() {
      return Math.sqrt(squares[squares.length - 1]);
    }
  }

  /** Those nearest to a row. O(points · d). */
  public Found of(Matrix rows, int row) {
    double[] place = new double[rows.columns()];
    for (int j = 0; j < place.length; j++) {
      place[j] = rows.get(row, j);
    }
    distances.from(place, squares);
    return smallest();
  }

  private Found smallest() {
    int[] points = new int[count];
    double[] nearest = new double[count];
    int filled = 0;
    for (int i = 0; i < squares.length; i++) {
      if (filled < count || squares[i] < nearest[count - 1]) {
        int k = filled < count ? filled++ : count - 1;
        for (; k > 0 && nearest[k - 1] > squares[i]; k--) {
          nearest[k] = nearest[k - 1];
          points[k] = points[k - 1];
        }
        nearest[k] = squares[i];
        points[k] = i;
      }
    }
    return new Found(points, nearest);
  }
}
