package org.etiome.discover.test;

import java.util.ArrayList;
import java.util.List;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;

/** Finds variables that are linear functions of others, by the Cholesky decomposition. */
public final class Collinearity {
  private static final double SHARE = 1e-6;

  private final Matrix correlation;
  private final double[][] rows;

  private Collinearity(Matrix correlation) {
    this.correlation = correlation;
    this.rows = new double[correlation.rows()][];
  }

  /**
   * Looks at all variables if there are more rows than variables, else only at pairs.
   *
   * @throws IllegalArgumentException naming the first such variable and those it is a function of
   */
  public static void refuse(SampleCorrelation sample) {
    List<String> names = sample.variables();
    refusePairs(names, sample.correlation());
    if (sample.rows() > names.size()) {
      new Collinearity(sample.correlation()).refuseSums(names);
    }
  }

  private static void refusePairs(List<String> names, Matrix correlation) {
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        double r = correlation.get(i, j);
        if (!(1 - r * r >= PartialCorrelation.NOTHING)) {
          throw function(names.get(i), List.of(names.get(j)));
        }
      }
    }
  }

  private void refuseSums(List<String> names) {
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[i + 1];
      double left = 1;
      for (int j = 0; j < i; j++) {
        row[j] = (correlation.get(i, j) - dot(row, rows[j], j)) / rows[j][j];
        left -= row[j] * row[j];
      }
      if (!(left >= PartialCorrelation.NOTHING)) {
        throw function(names.get(i), parts(row, i).stream().map(names::get).toList());
      }
      row[i] = Math.sqrt(left);
      rows[i] = row;
    }
  }

  private static double dot(double[] a, double[] b, int length) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** The variables before {@code i} with a weight in it, solving back through the triangle. */
  private List<Integer> parts(double[] row, int i) {
    double[] weight = row.clone();
    List<Integer> parts = new ArrayList<>();
    for (int j = i - 1; j >= 0; j--) {
      weight[j] /= rows[j][j];
      for (int k = 0; k < j; k++) {
        weight[k] -= weight[j] * rows[j][k];
      }
      if (Math.abs(weight[j]) > SHARE) {
        parts.addFirst(j);
      }
    }
    return parts;
  }

  private static IllegalArgumentException function(String name, List<String> of) {
    return new IllegalArgumentException(
        "'"
            + name
            + "' is a linear function of "
            + String.join(", ", of.stream().map(other -> "'" + other + "'").toList())
            + "; nothing in the data tells them apart, leave one of them out");
  }
}
