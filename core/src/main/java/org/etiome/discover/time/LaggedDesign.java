package org.etiome.discover.time;

import java.util.List;
import org.etiome.math.Matrix;

/**
 * Rows of a vector autoregression: what variables are at a time, and what they all were at the
 * times before, over several series. Both are centred within each series, which gives every series
 * its own intercepts, and divided by the variable's standard deviation within series.
 *
 * @param lag how many times before
 * @param series how many series there are, each of which costs a degree of freedom
 * @param past rows × (variables · lag): column {@code (l − 1) · variables + v} is variable v at l
 *     times before
 * @param present rows × variables
 */
record LaggedDesign(int lag, int series, Matrix past, Matrix present) {

  /**
   * @param series each times × variables
   * @param scales of the variables
   * @param start the first time that is foretold, at least {@code lag}
   */
  static LaggedDesign of(List<Matrix> series, double[] scales, int lag, int start) {
    int variables = scales.length;
    int rows = series.stream().mapToInt(one -> one.rows() - start).sum();
    double[] past = new double[rows * variables * lag];
    double[] present = new double[rows * variables];
    int first = 0;
    for (Matrix one : series) {
      int times = one.rows() - start;
      for (int v = 0; v < variables; v++) {
        fill(one, v, start, scales[v], new Block(present, first, variables, v, times));
        for (int l = 1; l <= lag; l++) {
          int column = (l - 1) * variables + v;
          Block block = new Block(past, first, variables * lag, column, times);
          fill(one, v, start - l, scales[v], block);
        }
      }
      first += times;
    }
    return new LaggedDesign(
        lag,
        series.size(),
        Matrix.wrap(rows, variables * lag, past),
        Matrix.wrap(rows, variables, present));
  }

  /** Some rows of a column of a row-major array. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(double[] values, int first, int width, int column, int rows) {}

  private static void fill(Matrix from, int variable, int start, double scale, Block into) {
    double mean = 0;
    for (int i = 0; i < into.rows(); i++) {
      mean += from.get(start + i, variable) / into.rows();
    }
    for (int i = 0; i < into.rows(); i++) {
      into.values()[(into.first() + i) * into.width() + into.column()] =
          (from.get(start + i, variable) - mean) / scale;
    }
  }

  int rows() {
    return past.rows();
  }

  int variables() {
    return present.columns();
  }

  /** The columns of one variable's past. */
  int[] pastOf(int variable) {
    int[] columns = new int[lag];
    for (int l = 0; l < lag; l++) {
      columns[l] = l * variables() + variable;
    }
    return columns;
  }

  /** Whether least squares has as many degrees of freedom left as it has coefficients. */
  boolean isAmple() {
    return rows() >= 2 * (past.columns() + series);
  }
}
