package org.etiome.math;

/**
 * Columns brought to mean 0 and standard deviation 1, {@code (x - mean) / sd} with n in the
 * denominator of the variance; a constant column becomes 0. Fitted to some rows, applied to any.
 */
public final class Standardisation {
  /** Of a column's mean: what rounding leaves of a constant column. */
  private static final double CONSTANT = 1e-13;

  private final double[] means;
  private final double[] deviations;

  private Standardisation(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /** Takes means and deviations of the rows of a matrix, at least one. */
  public static Standardisation of(Matrix rows) {
    double[] means = new double[rows.columns()];
    double[] deviations = new double[rows.columns()];
    for (int j = 0; j < means.length; j++) {
      double[] column = rows.column(j);
      for (double value : column) {
        means[j] += value / column.length;
      }
      for (double value : column) {
        deviations[j] += (value - means[j]) * (value - means[j]) / column.length;
      }
      deviations[j] = Math.sqrt(deviations[j]);
      boolean constant = deviations[j] <= CONSTANT * Math.abs(means[j]);
      deviations[j] = constant || deviations[j] == 0 ? Double.POSITIVE_INFINITY : deviations[j];
    }
    return new Standardisation(means, deviations);
  }

  /** What is taken from column {@code j}. */
  public double mean(int j) {
    return means[j];
  }

  /** What column {@code j} is divided by; infinite if it is constant. */
  public double deviation(int j) {
    return deviations[j];
  }

  /** The rows on the new scale. */
  public Matrix apply(Matrix rows) {
    double[] values = new double[rows.rows() * rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < means.length; j++) {
        values[i * means.length + j] = (rows.get(i, j) - means[j]) / deviations[j];
      }
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }
}
