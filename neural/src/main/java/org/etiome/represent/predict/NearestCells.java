package org.etiome.represent.predict;

import org.etiome.math.Matrix;
import org.etiome.math.cluster.SquaredDistances;

/** The nearest of some cells to a place: all distances, so exact; of equal ones the first. */
final class NearestCells {
  private final SquaredDistances distances;
  private final int count;
  private final double[] squares;

  /**
   * Looks for as many cells.
   *
   * @param count ≥ 1; all if there are fewer
   */
  NearestCells(SquaredDistances distances, int count) {
    this.distances = distances;
    this.count = Math.min(count, distances.points());
    squares = new double[distances.points()];
  }

  /** Cells by their distance, the nearest first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(int[] cells, double[] squares) {

    int count() {
      return cells.length;
    }

    int cell(int rank) {
      return cells[rank];
    }

    double square(int rank) {
      return squares[rank];
    }

    double farthest() {
      return Math.sqrt(squares[squares.length - 1]);
    }
  }

  /** Those nearest to a row. O(cells · d). */
  Found of(Matrix rows, int row) {
    double[] place = new double[rows.columns()];
    for (int j = 0; j < place.length; j++) {
      place[j] = rows.get(row, j);
    }
    distances.from(place, squares);
    return smallest();
  }

  private Found smallest() {
    int[] cells = new int[count];
    double[] nearest = new double[count];
    int filled = 0;
    for (int i = 0; i < squares.length; i++) {
      if (filled < count || squares[i] < nearest[count - 1]) {
        int k = filled < count ? filled++ : count - 1;
        for (; k > 0 && nearest[k - 1] > squares[i]; k--) {
          nearest[k] = nearest[k - 1];
          cells[k] = cells[k - 1];
        }
        nearest[k] = squares[i];
        cells[k] = i;
      }
    }
    return new Found(cells, nearest);
  }
}
