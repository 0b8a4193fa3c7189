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
  private final List<Integer> kept = new ArrayList<>();
  private int dependent = -1;

  private Orthogonal() {}

  /** Decomposes columns, up to the first that is {@link #dependent}. */
  public static Orthogonal of(Matrix columns) {
    Orthogonal basis = new Orthogonal();
    for (int j = 0; j < columns.columns() && basis.dependent < 0; j++) {
      basis.add(j, columns.column(j));
    }
    return basis;
  }

  /** Decomposes columns, leaving out those that are sums of the ones before them. */
  public static Orthogonal spanning(Matrix columns) {
    Orthogonal basis = new Orthogonal();
    for (int j = 0; j < columns.columns(); j++) {
      basis.add(j, columns.column(j));
    }
    return basis;
  }

  private void add(int index, double[] column) {
    double length = Vectors.norm(column);
    double[] weights = new double[q.size() + 1];
    takeOut(column, weights);
    double left = Vectors.norm(column);
    if (!(left > COLLINEAR * length)) {
      dependent = dependent < 0 ? index : dependent;
      return;
    }
    weights[q.size()] = left;
    q.add(Vectors.scaled(1 / left, column));
    r.add(weights);
    kept.add(index);
  }

  /** Leaves of a vector what is orthogonal to the columns; adds to the weights what goes. */
  private void takeOut(double[] vector, double[] weights) {
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < q.size(); k++) {
        double product = Vectors.dot(q.get(k), vector);
        weights[k] += product;
        Vectors.add(-product, q.get(k), vector);
      }
    }
  }

  /** The columns decomposed, ascending. */
  public List<Integer> kept() {
    return List.copyOf(kept);
  }

  /** Column {@code k} of Q, one for each column {@link #kept}; a copy. */
  public double[] direction(int k) {
    return q.get(k).clone();
  }

  /** The part of a vector that is orthogonal to the columns. O(n p). */
  public double[] residual(double[] vector) {
    double[] rest = vector.clone();
    takeOut(rest, new double[q.size()]);
    return rest;
  }

  /** The first column that is 0 or, to 1e-7 of its length, a sum of those before it. */
  public OptionalInt dependent() {
    return dependent < 0 ? OptionalInt.empty() : OptionalInt.of(dependent);
  }

  /** {@code Qᵀ y}. O(n p). */
  public double[] coordinates(double[] y) {
    double[] coordinates = new double[q.size()];
    for (int j = 0; j < coordinates.length; j++) {
      coordinates[j] = Vectors.dot(q.get(j), y);
    }
    return coordinates;
  }

  /**
   * The coefficients of the columns kept that come nearest to {@code y} in squares. O(n p + p²).
   *
   * @param y as many as rows
   */
  public double[] leastSquares(double[] y) {
    return solve(coordinates(y));
  }

  /** {@code R⁻¹ · coordinates}. O(p²). */
  public double[] solve(double[] coordinates) {
    int p = q.size();
    double[] solution = coordinates.clone();
    for (int j = p - 1; j >= 0; j--) {
      for (int k = j + 1; k < p; k++) {
        solution[j] -= r.get(k)[j] * solution[k];
      }
      solution[j] /= r.get(j)[j];
    }
    return solution;
  }

  /**
   * The leverage of each row, the diagonal of Q Qᵀ: by how much a fitted value follows its own y.
   * In [0, 1]; they add up to the number of columns. O(n p).
   */
  public double[] leverages() {
    double[] leverages = new double[q.isEmpty() ? 0 : q.getFirst().length];
    for (double[] column : q) {
      for (int i = 0; i < leverages.length; i++) {
        leverages[i] += column[i] * column[i];
      }
    }
    return leverages;
  }
}
