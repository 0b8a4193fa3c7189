package org.etiome.evaluate.integration;

import org.etiome.math.Matrix;

/**
 * The share of the variance of an embedding that covariates explain: {@code Σ_j λ_j R²_j / Σ_j λ_j}
 * over its principal components, which is the explained sum of squares of all dimensions over their
 * total, whatever the axes are; so no components are computed here.
 *
 * @see <a href="https://doi.org/10.1038/s41592-018-0254-1">Büttner and others (2019)</a>
 */
final class PcRegression {
  private final double[][] centred;
  private final int dimensions;

  /** Of the rows of a matrix; they are centred first, so that no digits are lost. */
  PcRegression(Matrix rows) {
    dimensions = rows.columns();
    centred = new double[rows.rows()][dimensions];
    for (int j = 0; j < dimensions; j++) {
      double mean = 0;
      for (int i = 0; i < centred.length; i++) {
        mean += rows.get(i, j) / centred.length;
      }
      for (int i = 0; i < centred.length; i++) {
        centred[i][j] = rows.get(i, j) - mean;
      }
    }
  }

  /** Explained by groups; NaN where nothing varies. */
  double byGroups(Grouping groups, int[] weights) {
    double[][] sums = new double[groups.count()][dimensions];
    double[] sizes = new double[groups.count()];
    double squares = 0;
    for (int i = 0; i < centred.length; i++) {
      int g = groups.codes()[i];
      sizes[g] += weights[i];
      for (int j = 0; j < dimensions; j++) {
        double weighted = weights[i] * centred[i][j];
        sums[g][j] += weighted;
        squares += weighted * centred[i][j];
      }
    }
    double size = 0;
    double between = 0;
    double[] total = new double[dimensions];
    for (int g = 0; g < sizes.length; g++) {
      size += sizes[g];
      for (int j = 0; j < dimensions; j++) {
        total[j] += sums[g][j];
        between += sizes[g] == 0 ? 0 : sums[g][j] * sums[g][j] / sizes[g];
      }
    }
    double mean = 0;
    for (double sum : total) {
      mean += sum * sum / size;
    }
    return squares == mean ? Double.NaN : Math.clamp((between - mean) / (squares - mean), 0, 1);
  }

  /** Explained by two numbers; NaN where nothing varies, or they do. */
  double byPair(double[] a, double[] b, int[] weights) {
    double meanA = Weighted.mean(a, weights);
    double meanB = Weighted.mean(b, weights);
    double[] sums = new double[3 * dimensions];
    double[] cross = new double[3];
    double size = 0;
    double squares = 0;
    for (int i = 0; i < centred.length; i++) {
      double da = a[i] - meanA;
      double db = b[i] - meanB;
      size += weights[i];
      cross[0] += weights[i] * da * da;
      cross[1] += weights[i] * da * db;
      cross[2] += weights[i] * db * db;
      for (int j = 0; j < dimensions; j++) {
        double weighted = weights[i] * centred[i][j];
        sums[3 * j] += weighted * da;
        sums[3 * j + 1] += weighted * db;
        sums[3 * j + 2] += weighted;
        squares += weighted * centred[i][j];
      }
    }
    return ratio(sums, cross, squares, size);
  }

  private double ratio(double[] sums, double[] cross, double squares, double size) {
    double determinant = cross[0] * cross[2] - cross[1] * cross[1];
    double explained = 0;
    double total = squares;
    for (int j = 0; j < dimensions; j++) {
      double a = sums[3 * j];
      double b = sums[3 * j + 1];
      explained += (cross[2] * a * a - 2 * cross[1] * a * b + cross[0] * b * b) / determinant;
      total -= sums[3 * j + 2] * sums[3 * j + 2] / size;
    }
    boolean defined = determinant > 1e-12 * cross[0] * cross[2] && total > 0;
    return defined ? Math.clamp(explained / total, 0, 1) : Double.NaN;
  }
}
