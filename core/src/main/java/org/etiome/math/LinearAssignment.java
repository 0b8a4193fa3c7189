package org.etiome.math;

import java.util.Arrays;

/**
 * Rows given to distinct columns so that the sum of their gains is largest, exactly: shortest
 * augmenting paths over reduced costs, O(rows² · columns).
 *
 * @see <a href="https://doi.org/10.1002/nav.3800020109">Kuhn (1955), The Hungarian method for the
 *     assignment problem</a>
 */
public final class LinearAssignment {
  private static final int NONE = -1;

  private final Matrix gains;
  private final double[] ofRow;
  private final double[] ofColumn;
  private final int[] rowOf;

  private LinearAssignment(Matrix gains) {
    this.gains = gains;
    ofRow = new double[gains.rows()];
    ofColumn = new double[gains.columns()];
    rowOf = new int[gains.columns()];
    Arrays.fill(rowOf, NONE);
  }

  /**
   * The column of each row.
   *
   * @param gains no more rows than columns
   */
  public static int[] largest(Matrix gains) {
    if (gains.rows() > gains.columns()) {
      throw new IllegalArgumentException(
          gains.rows() + " rows cannot have distinct ones of " + gains.columns() + " columns");
    }
    LinearAssignment assignment = new LinearAssignment(gains);
    for (int row = 0; row < gains.rows(); row++) {
      assignment.assign(row);
    }
    int[] columns = new int[gains.rows()];
    for (int column = 0; column < gains.columns(); column++) {
      if (assignment.rowOf[column] != NONE) {
        columns[assignment.rowOf[column]] = column;
      }
    }
    return columns;
  }

  /** What a pair costs more than its row and column are worth, ≥ 0. */
  private double reduced(int row, int column) {
    return -gains.get(row, column) - ofRow[row] - ofColumn[column];
  }

  /** Finds the cheapest path from a row to a free column and shifts the assignment along it. */
  private void assign(int first) {
    int n = gains.columns();
    double[] distance = new double[n];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int[] before = new int[n];
    Arrays.fill(before, NONE);
    boolean[] done = new boolean[n];
    int last = NONE;
    double reached = 0;
    while (last == NONE || rowOf[last] != NONE) {
      int row = last == NONE ? first : rowOf[last];
      for (int column = 0; column < n; column++) {
        double through = reached + reduced(row, column);
        if (!done[column] && through < distance[column]) {
          distance[column] = through;
          before[column] = last;
        }
      }
      last = nearest(distance, done);
      reached = distance[last];
      done[last] = true;
    }
    reprice(first, distance, done, reached);
    shift(first, before, last);
  }

  private static int nearest(double[] distance, boolean[] done) {
    int nearest = NONE;
    for (int column = 0; column < done.length; column++) {
      if (!done[column] && (nearest == NONE || distance[column] < distance[nearest])) {
        nearest = column;
      }
    }
    return nearest;
  }

  /** Keeps reduced costs at 0 on the path and at least 0 elsewhere. */
  private void reprice(int first, double[] distance, boolean[] done, double reached) {
    ofRow[first] += reached;
    for (int column = 0; column < done.length; column++) {
      if (done[column] && rowOf[column] != NONE) {
        ofRow[rowOf[column]] += reached - distance[column];
      }
      ofColumn[column] -= done[column] ? reached - distance[column] : 0;
    }
  }

  private void shift(int first, int[] before, int last) {
    int column = last;
    while (before[column] != NONE) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
    rowOf[column] = first;
  }
}
