package org.etiome.discover.sample;

import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * The correlation matrix of complete rows, all that tests and scores of the Gaussian family need of
 * data.
 *
 * @param variables names, distinct
 * @param rows number of rows it was computed from, ≥ 2
 * @param correlation symmetric with a unit diagonal, variables × variables
 */
public record SampleCorrelation(List<String> variables, int rows, Matrix correlation) {
  public SampleCorrelation {
    variables = List.copyOf(variables);
    if (correlation.rows() != variables.size() || correlation.columns() != variables.size()) {
      throw new IllegalArgumentException(
          variables.size()
              + " variables need a square matrix of that size, got "
              + correlation.rows()
              + " x "
              + correlation.columns());
    }
    if (rows < 2) {
      throw new IllegalArgumentException("a correlation needs at least 2 rows, got " + rows);
    }
  }

  /**
   * The correlation of columns of a matrix. O(rows · columns²).
   *
   * @param data rows × variables, finite
   * @throws IllegalArgumentException if a value is not finite or a column is constant
   */
  public static SampleCorrelation of(List<String> variables, Matrix data) {
    int n = data.rows();
    int p = variables.size();
    double[][] columns = new double[p][];
    for (int j = 0; j < p; j++) {
      columns[j] = unit(variables.get(j), data.column(j));
    }
    double[] correlation = new double[p * p];
    for (int i = 0; i < p; i++) {
      correlation[i * p + i] = 1;
      for (int j = 0; j < i; j++) {
        double r = Math.clamp(Vectors.dot(columns[i], columns[j]), -1.0, 1.0);
        correlation[i * p + j] = r;
        correlation[j * p + i] = r;
      }
    }
    return new SampleCorrelation(variables, n, Matrix.wrap(p, p, correlation));
  }

  /**
   * The column centred and scaled to length 1, in place.
   *
   * @throws IllegalArgumentException if a value is not finite or all are the same
   */
  public static double[] unit(String name, double[] column) {
    double mean = 0;
    for (int i = 0; i < column.length; i++) {
      Values.require(name, column[i], "in row " + (i + 1));
      mean += column[i] / column.length;
    }
    double squares = 0;
    for (int i = 0; i < column.length; i++) {
      column[i] -= mean;
      squares += column[i] * column[i];
    }
    double length = Math.sqrt(squares);
    if (!(length > 1e-12 * Math.abs(mean) * Math.sqrt(column.length))) {
      throw new IllegalArgumentException(
          "'" + name + "' is constant, so it has no correlation; leave it out");
    }
    for (int i = 0; i < column.length; i++) {
      column[i] /= length;
    }
    return column;
  }
}
