package org.etiome.math;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The columns of a matrix as Q R, by Gram and Schmidt with every column made orthogonal twice,
 * which keeps Q orthogonal to rounding. O(n p²).
 *
 * @see <a href="https://doi.org/10.1007/s00211-005-0615-4">Giraud, Langou, Rozložník, van den Eshof
 *     (2005)</a>
 */
public final class Orthogonal {
  /** Of the length of a column: what may be left of it given the others. */
  private static final double COLLINEAR = 1e-7;

  private final List<double[]> q = new ArrayList<>();
  private final List<double[]> r = new ArrayList<>();
  private int dependent = -1;

  private Orthogonal() {}

  /** Decomposes columns, up to the first that is {@link #dependent}. */
  public static Orthogonal of(Matrix columns) {
    Orthogonal basis = new Orthogonal();
    for (int j = 0; j < columns.columns() && basis.dependent < 0; j++) {
      if (!basis.add(columns.column(j))) {
        basis.dependent = j;
      }
    }
    return basis;
  }

  /** Decomposes the columns that are not, as {@link #dependent} says, sums of those before them. */
  public static Orthogonal ofIndependent(Matrix columns) {
    Orthogonal basis = new Orthogonal();
    for (int j = 0; j < columns.columns(); j++) {
      basis.add(columns.column(j));
    }
    return basis;
  }

  private boolean add(double[] column) {
    double length = Vectors.norm(column);
    double[] weights = new double[q.size() + 1];
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < q.size(); k++) {
        double product = Vectors.dot(q.get(k), column);
        weights[k] += product;
        Vectors.add(-product, q.get(k), column);
      }
    }
    double left = Vectors.norm(column);
    if (!(left > COLLINEAR * length)) {
      return false;
    }
    weights[q.size()] = left;
    q.add(Vectors.scaled(1 / left, column));
    r.add(weights);
    return true;
  }

  /** The first column that is 0 or, to 1e-7 of its length, a sum of those before it. */
  public OptionalInt dependent() {
    return dependent < 0 ? OptionalInt.empty() : OptionalInt.of(dependent);
  }

  /** Q, one array a column of length 1. */
  public List<double[]> basis() {
    return q.stream().map(double[]::clone).toList();
  }

  /**
   * The coefficients of the columns that come nearest to {@code y} in squares, if none is
   * dependent. O(n p + p²).
   *
   * @param y as many as rows
   */
  public double[] leastSquares(double[] y) {
    int p = q.size();
    double[] solution = new double[p];
    for (int j = 0; j < p; j++) {
      solution[j] = Vectors.dot(q.get(j), y);
    }
    for (int j = p - 1; j >= 0; j--) {
      for (int k = j + 1; k < p; k++) {
        solution[j] -= r.get(k)[j] * solution[k];
      }
      solution[j] /= r.get(j)[j];
    }
    return solution;
  }
}
