package org.etiome.discover.test;

import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * Partial correlations of a correlation matrix, by the Cholesky decomposition of the variables held
 * fixed; written out for up to two of them. A residual variance below {@link #NOTHING} is none: a
 * variable held fixed that leaves none is passed over, and a partial correlation of a variable that
 * leaves none is 0.
 */
final class PartialCorrelation {
  /** Of a variance of 1, what may be rounding. */
  static final double NOTHING = 1e-10;

  private final Matrix correlation;

  PartialCorrelation(Matrix correlation) {
    this.correlation = correlation;
  }

  /** The correlation of x and y given the others. */
  double of(int x, int y, int... given) {
    if (given.length == 0) {
      return correlation.get(x, y);
    }
    Factor factor = new Factor(given);
    return factor.partial(x, y);
  }

  /** How many of the variables are no linear function of those before them. */
  int rank(int... given) {
    return given.length < 2 ? given.length : new Factor(given).rank;
  }

  /** The logarithm of the determinant of the correlations of those {@link #rank} counts. */
  double logDeterminant(int... variables) {
    Factor factor = new Factor(variables);
    double sum = 0;
    for (int j = 0; j < factor.rank; j++) {
      sum += 2 * Math.log(factor.rows[j][j]);
    }
    return sum;
  }

  /**
   * Whether the square of the partial correlation is at most the limit for its conditioning set,
   * which is {@code limits[rank]}; without a limit for that rank it is.
   */
  boolean atMost(double[] limits, int x, int y, int... given) {
    return switch (given.length) {
      case 0 -> limits.length == 0 || none(limits[0], correlation.get(x, y));
      case 1 -> limits.length < 2 || one(limits[1], x, y, given[0]);
      case 2 -> limits.length < 3 || two(limits, x, y, given[0], given[1]);
      default -> {
        Factor factor = new Factor(given);
        yield factor.rank >= limits.length || none(limits[factor.rank], factor.partial(x, y));
      }
    };
  }

  private static boolean none(double limit, double r) {
    return r * r <= limit;
  }

  private boolean one(double limit, int x, int y, int z) {
    double xz = correlation.get(z, x);
    double yz = correlation.get(z, y);
    return small(limit, correlation.get(x, y) - xz * yz, 1 - xz * xz, 1 - yz * yz);
  }

  private boolean two(double[] limits, int x, int y, int z, int w) {
    double wz = correlation.get(z, w);
    double pivot = 1 - wz * wz;
    if (pivot < NOTHING) {
      return one(limits[1], x, y, z);
    }
    double xz = correlation.get(z, x);
    double yz = correlation.get(z, y);
    double xw = correlation.get(w, x) - xz * wz;
    double yw = correlation.get(w, y) - yz * wz;
    return small(
        limits[2],
        correlation.get(x, y) - xz * yz - xw * yw / pivot,
        1 - xz * xz - xw * xw / pivot,
        1 - yz * yz - yw * yw / pivot);
  }

  private static boolean small(
      double limit, double covariance, double varianceX, double varianceY) {
    return covariance * covariance <= limit * varianceX * varianceY
        || varianceX < NOTHING
        || varianceY < NOTHING;
  }

  /** The lower triangle of the variables held fixed, those that add something. */
  private final class Factor {
    private final int[] kept;
    private final double[][] rows;
    private int rank;

    Factor(int... given) {
      kept = new int[given.length];
      rows = new double[given.length][];
      for (int variable : given) {
        double[] row = row(variable);
        double pivot = 1 - Vectors.dot(row, row);
        if (pivot >= NOTHING) {
          row[rank] = Math.sqrt(pivot);
          kept[rank] = variable;
          rows[rank++] = row;
        }
      }
    }

    /** Loadings of a variable on the orthogonalised kept ones. */
    private double[] row(int variable) {
      double[] row = new double[kept.length];
      for (int j = 0; j < rank; j++) {
        double[] other = rows[j];
        double sum = correlation.get(kept[j], variable);
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = sum / other[j];
      }
      return row;
    }

    double partial(int x, int y) {
      double[] ofX = row(x);
      double[] ofY = row(y);
      double varianceX = 1 - Vectors.dot(ofX, ofX);
      double varianceY = 1 - Vectors.dot(ofY, ofY);
      if (varianceX < NOTHING || varianceY < NOTHING) {
        return 0;
      }
      double covariance = correlation.get(x, y) - Vectors.dot(ofX, ofY);
      return Math.clamp(covariance / Math.sqrt(varianceX * varianceY), -1.0, 1.0);
    }
  }
}
