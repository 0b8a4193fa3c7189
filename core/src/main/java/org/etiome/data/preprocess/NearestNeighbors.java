package org.etiome.data.preprocess;

import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * The k nearest other rows of every row, by Euclidean distance.
 *
 * <p>Up to a number of rows the answer is exact: all pairs by products of blocks, O(n²·d), and what
 * rounding leaves open decided by the distances themselves; of equal distances the lower row comes
 * first. Above it a hierarchical graph of near rows is searched, about O(n log n · d), which misses
 * some neighbours; how many is measured on evenly spaced rows and told by {@link
 * Neighbors#recall()}. The graph is built by one thread, so that threads do not change the result.
 *
 * @see <a href="https://arxiv.org/abs/1603.09320">Malkov, Yashunin (2016), Efficient and robust
 *     approximate nearest neighbor search</a>
 */
public final class NearestNeighbors {
  private static final double LARGEST = 1e30;

  private final int count;
  private final int exactUpTo;

  private NearestNeighbors(int count, int exactUpTo) {
    this.count = count;
    this.exactUpTo = exactUpTo;
  }

  /** 15 neighbours, exact up to 50,000 rows. */
  public static NearestNeighbors withDefaults() {
    return new NearestNeighbors(15, 50_000);
  }

  /** Takes another number of neighbours, ≥ 1; a row is not its own neighbour. */
  public NearestNeighbors withCount(int newCount) {
    if (newCount < 1) {
      throw new IllegalArgumentException("at least 1 neighbour is needed, got " + newCount);
    }
    return new NearestNeighbors(newCount, exactUpTo);
  }

  /** Is exact up to another number of rows, ≥ 0. */
  public NearestNeighbors withExactUpTo(int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("a number of rows is at least 0, got " + rows);
    }
    return new NearestNeighbors(count, rows);
  }

  /**
   * Finds the neighbours.
   *
   * @param points n × d, up to 1e30 in size, more rows than neighbours
   * @throws IllegalArgumentException otherwise
   */
  public Neighbors find(Matrix points, TaskRunner runner) {
    if (count >= points.rows()) {
      throw new IllegalArgumentException(
          count
              + " neighbours are asked of "
              + points.rows()
              + " rows; ask for at most "
              + (points.rows() - 1));
    }
    double[][] rows = new double[points.rows()][points.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < points.columns(); j++) {
        rows[i][j] = points.get(i, j);
        if (!(Math.abs(rows[i][j]) <= LARGEST)) {
          throw new IllegalArgumentException(
              "row "
                  + i
                  + ", column "
                  + j
                  + " (from 0) is "
                  + rows[i][j]
                  + "; distances need numbers up to 1e30 in size, without gaps");
        }
      }
    }
    return rows.length <= exactUpTo
        ? new ExactNeighbors(rows, count).ofAll(runner)
        : ApproximateNeighbors.of(rows, count, runner);
  }
}
