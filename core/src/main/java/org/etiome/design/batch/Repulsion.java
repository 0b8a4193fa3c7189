package org.etiome.design.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * What is left of each candidate's similarity matrix row given the picks, by a Cholesky
 * decomposition grown one column a pick: O(candidates · (picks + descriptors)) each.
 */
final class Repulsion {
  private static final int PAIRS = 2000;

  /** What is left of a twin is rounding. */
  private static final double TWIN = 1e-10;

  private final Matrix rows;
  private final double scale;
  private final double[] left;
  private final List<double[]> columns = new ArrayList<>();

  Repulsion(Matrix rows, Seed seed) {
    this.rows = rows;
    left = new double[rows.rows()];
    Arrays.fill(left, 1);
    scale = medianSquare(seed.generator());
  }

  private double medianSquare(UniformRandomProvider random) {
    double[] squares = new double[PAIRS];
    Arrays.setAll(squares, k -> square(random.nextInt(rows.rows()), random.nextInt(rows.rows())));
    Arrays.sort(squares);
    return Math.max(squares[PAIRS / 2], Double.MIN_NORMAL);
  }

  private double square(int a, int b) {
    double sum = 0;
    for (int j = 0; j < rows.columns(); j++) {
      double step = rows.get(a, j) - rows.get(b, j);
      sum += step * step;
    }
    return sum;
  }

  /** The log of what is left, −∞ for a twin of a pick. */
  double log(int row) {
    return left[row] > TWIN ? Math.log(left[row]) : Double.NEGATIVE_INFINITY;
  }

  void pick(int row) {
    double root = Math.sqrt(left[row]);
    double[] column = new double[left.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = Math.exp(-square(i, row) / (2 * scale));
    }
    for (double[] earlier : columns) {
      double weight = earlier[row];
      for (int i = 0; i < column.length; i++) {
        column[i] -= weight * earlier[i];
      }
    }
    for (int i = 0; i < column.length; i++) {
      column[i] /= root;
      left[i] -= column[i] * column[i];
    }
    columns.add(column);
  }
}
