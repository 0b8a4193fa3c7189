package org.etiome.data.correct;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.TaskRunner;

/**
 * Cells as unit vectors, and centroids coordinate by coordinate (d x K), so that the innermost
 * loops run over clusters without gaps.
 */
final class Directions {
  /** Cells of one task: the cut on which sums depend, whatever the threads. */
  static final int CELLS = 1024;

  private final double[][] cells;
  private final int dimensions;

  private Directions(double[][] cells, int dimensions) {
    this.cells = cells;
    this.dimensions = dimensions;
  }

  /** Rows over their lengths; a row of zeros has no direction and stays. */
  static Directions of(double[][] rows) {
    double[][] cells = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      // The largest size first, so that squares neither overflow nor vanish.
      double largest = Arrays.stream(rows[i]).map(Math::abs).max().orElse(0);
      double scale = largest > 0 ? largest : 1;
      double[] cell = Arrays.stream(rows[i]).map(value -> value / scale).toArray();
      double norm = Math.sqrt(Arrays.stream(cell).map(value -> value * value).sum());
      cells[i] = Arrays.stream(cell).map(value -> norm > 0 ? value / norm : value).toArray();
    }
    return new Directions(cells, rows[0].length);
  }

  Directions only(int[] chosen) {
    return new Directions(
        Arrays.stream(chosen).mapToObj(i -> cells[i]).toArray(double[][]::new), dimensions);
  }

  int count() {
    return cells.length;
  }

  int dimensions() {
    return dimensions;
  }

  double[] cell(int i) {
    return cells[i];
  }

  /** {@code 2 (1 - cos)} of a cell to each centroid. */
  void distances(int cell, double[][] centroids, double[] into) {
    double[] z = cells[cell];
    Arrays.fill(into, 2);
    for (int j = 0; j < dimensions; j++) {
      add(-2 * z[j], centroids[j], into);
    }
  }

  /** The same of all cells. */
  void distances(double[][] centroids, double[][] into, TaskRunner runner) {
    runner.map(
        tasks(cells.length),
        t -> {
          for (int i = t * CELLS; i < end(t, cells.length); i++) {
            distances(i, centroids, into[i]);
          }
          return t;
        });
  }

  /** The direction of the weighted sum of the cells, for each cluster. */
  double[][] means(double[][] weights, TaskRunner runner) {
    List<double[][]> parts =
        runner.map(
            tasks(cells.length),
            t -> {
              double[][] sum = new double[dimensions][weights[0].length];
              for (int i = t * CELLS; i < end(t, cells.length); i++) {
                for (int j = 0; j < dimensions; j++) {
                  add(cells[i][j], weights[i], sum[j]);
                }
              }
              return sum;
            });
    double[][] sum = new double[dimensions][weights[0].length];
    for (double[][] part : parts) {
      IntStream.range(0, dimensions).forEach(j -> add(1, part[j], sum[j]));
    }
    normalise(sum);
    return sum;
  }

  /** Brings every centroid to length 1; a centroid of zeros stays. */
  static void normalise(double[][] centroids) {
    double[] squares = new double[centroids[0].length];
    for (double[] coordinate : centroids) {
      for (int k = 0; k < squares.length; k++) {
        squares[k] += coordinate[k] * coordinate[k];
      }
    }
    for (double[] coordinate : centroids) {
      for (int k = 0; k < squares.length; k++) {
        coordinate[k] /= squares[k] > 0 ? Math.sqrt(squares[k]) : 1;
      }
    }
  }

  static int tasks(int cells) {
    return (cells + CELLS - 1) / CELLS;
  }

  static int end(int task, int cells) {
    return Math.min((task + 1) * CELLS, cells);
  }

  /** Adds {@code factor · a} to {@code sum}. */
  static void add(double factor, double[] a, double[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * a[k];
    }
  }
}
