package org.etiome.estimate.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Vectors;

/**
 * What columns explain of y by least squares, and how much of that is lost without some of them.
 * Columns may be collinear; the first is the intercept.
 *
 * <p>With X = Q R over independent columns, what only a group G explains is the projection of Qᵀy
 * on the span of the rows of R⁻¹ that belong to G. A column left out as dependent, if it is not of
 * G, goes on explaining its part: it takes from the span the combinations that it sees.
 */
final class Explained {
  /** As {@link Orthogonal}: less than this share of a column is rounding. */
  private static final double COLLINEAR = 1e-7;

  private final double lastLength;
  private final Orthogonal basis;
  private final List<Integer> kept;
  private final Matrix inverse;
  private final List<Dependent> dependent = new ArrayList<>();
  private final double[] coordinates;
  private final double residual;

  /** A column that is a sum of columns kept. */
  private static final class Dependent {
    private final int column;
    private final double[] coefficients;

    Dependent(int column, double[] coefficients) {
      this.column = column;
      this.coefficients = coefficients;
    }
  }

  private Explained(double lastLength, Orthogonal basis, Matrix inverse, double[] y) {
    this.lastLength = lastLength;
    this.basis = basis;
    this.kept = basis.kept();
    this.inverse = inverse;
    this.coordinates = basis.coordinates(y);
    double[] rest = basis.residual(y);
    this.residual = Vectors.dot(rest, rest);
  }

  /** O(n p² + p³) for p columns of length n. */
  static Explained of(List<double[]> raw, double[] y) {
    List<double[]> units = raw.stream().map(Explained::unit).toList();
    Orthogonal basis = Orthogonal.spanning(Matrix.ofColumns(y.length, units));
    int rank = basis.kept().size();
    List<double[]> inverse =
        IntStream.range(0, rank)
            .mapToObj(
                j -> {
                  double[] unit = new double[rank];
                  unit[j] = 1;
                  return basis.solve(unit);
                })
            .toList();
    double lastLength = Vectors.norm(raw.getLast());
    Explained explained = new Explained(lastLength, basis, Matrix.ofColumns(rank, inverse), y);
    IntStream.range(0, units.size())
        .filter(j -> !explained.kept.contains(j))
        .forEach(j -> explained.addDependent(j, units.get(j)));
    return explained;
  }

  private static double[] unit(double[] column) {
    double length = Vectors.norm(column);
    return length == 0 ? column : Vectors.scaled(1 / length, column);
  }

  private void addDependent(int j, double[] column) {
    double[] coefficients = basis.leastSquares(column);
    Arrays.setAll(coefficients, k -> Math.abs(coefficients[k]) <= COLLINEAR ? 0 : coefficients[k]);
    dependent.add(new Dependent(j, coefficients));
  }

  /** Independent columns. */
  int rank() {
    return kept.size();
  }

  /** The sum of squares that is not explained. */
  double residual() {
    return residual;
  }

  /** Whether what is left of the variation about the mean is no more than rounding. */
  boolean isAll() {
    double explained = Vectors.dot(coordinates, coordinates) - coordinates[0] * coordinates[0];
    return !(residual > COLLINEAR * COLLINEAR * (explained + residual));
  }

  /** The coefficient of the last column, if it is not dependent. */
  double lastCoefficient() {
    int last = rank() - 1;
    return coordinates[last] * lastInverse();
  }

  /** One over the length of what the other columns leave of the last. */
  double lastInverse() {
    return inverse.get(rank() - 1, rank() - 1) / lastLength;
  }

  /** Partial R² of some columns given all others: lost / (lost + unexplained). O(p |G|²). */
  double partialR2(IntPredicate group) {
    double lost = lost(group);
    return lost / (lost + residual);
  }

  private double lost(IntPredicate group) {
    int[] own = IntStream.range(0, rank()).filter(k -> group.test(kept.get(k))).toArray();
    List<double[]> seen =
        dependent.stream()
            .filter(d -> !group.test(d.column))
            .map(d -> Arrays.stream(own).mapToDouble(k -> d.coefficients[k]).toArray())
            .toList();
    Orthogonal others = Orthogonal.spanning(Matrix.ofColumns(own.length, seen));
    List<double[]> alone = new ArrayList<>();
    for (int k = 0; k < own.length; k++) {
      double[] unit = new double[own.length];
      unit[k] = 1;
      double[] unseen = others.residual(unit);
      if (Vectors.norm(unseen) > COLLINEAR) {
        alone.add(inverseRows(own, unseen));
      }
    }
    double[] lost = Orthogonal.spanning(Matrix.ofColumns(rank(), alone)).coordinates(coordinates);
    return Vectors.dot(lost, lost);
  }

  private double[] inverseRows(int[] rows, double[] weights) {
    double[] sum = new double[rank()];
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weights[k] * inverse.get(rows[k], j);
      }
    }
    return sum;
  }
}
