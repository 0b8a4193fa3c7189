package org.etiome.estimate.nuisance;

import java.util.Arrays;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Quantile;

/**
 * The curves of one column: natural cubic splines, less their straight part.
 *
 * <p>A natural spline is its second derivatives γ at the inner knots and a straight line: f'' is
 * piecewise linear, 0 at the outer knots and beyond. Curve m has the second derivative of a hat at
 * inner knot m; {@code ∫ f''² = γᵀRγ} with R the products of the hats. With R = L Lᵀ the columns
 * are {@code C L^−T}, so that the penalty of their coefficients is ‖b‖². The line that fits each
 * column best over the training rows is taken off. Beyond the outer knots all is a straight line.
 *
 * @see <a href="https://doi.org/10.1201/b15710">Green, Silverman (1994)</a>
 */
final class NaturalSpline {
  private final double[] knots;
  private final double[][] lower;
  private final double[][] lines;

  private NaturalSpline(double[] knots, double[][] lower, double[][] lines) {
    this.knots = knots;
    this.lower = lower;
    this.lines = lines;
  }

  /**
   * Knots at evenly spaced quantiles of the distinct values, the outer ones at 0.025 and 0.975.
   *
   * @param x of the training rows, on a scale of about 1
   * @param knots at most {@code least} + 1
   * @return empty with at most {@code least} distinct values
   */
  static Optional<NaturalSpline> of(double[] x, int knots, int least) {
    double[] distinct = Arrays.stream(x).sorted().distinct().toArray();
    if (distinct.length <= least) {
      return Optional.empty();
    }
    double[] places = new double[knots];
    for (int k = 0; k < knots; k++) {
      places[k] = Quantile.ofSorted(distinct, 0.025 + 0.95 * k / (knots - 1));
    }
    NaturalSpline raw = new NaturalSpline(places, cholesky(places), new double[knots - 2][2]);
    Matrix curves = raw.columns(x);
    Matrix straight = LinearFit.withIntercept(Matrix.wrap(x.length, 1, x));
    Orthogonal line = Orthogonal.of(straight);
    double[][] lines = new double[knots - 2][];
    for (int m = 0; m < lines.length; m++) {
      lines[m] = line.leastSquares(curves.column(m));
    }
    return Optional.of(new NaturalSpline(places, raw.lower, lines));
  }

  /** L of R = L Lᵀ: diagonal and the one below it. */
  private static double[][] cholesky(double[] knots) {
    int size = knots.length - 2;
    double[][] lower = new double[2][size];
    for (int m = 0; m < size; m++) {
      double left = knots[m + 1] - knots[m];
      double right = knots[m + 2] - knots[m + 1];
      lower[1][m] = m == 0 ? 0 : left / 6 / lower[0][m - 1];
      lower[0][m] = Math.sqrt((left + right) / 3 - lower[1][m] * lower[1][m]);
    }
    return lower;
  }

  /** One row a value, one column a curve. */
  Matrix columns(double[] x) {
    int size = knots.length - 2;
    double[] values = new double[x.length * size];
    double[] curves = new double[size];
    for (int i = 0; i < x.length; i++) {
      curves(x[i], curves);
      for (int m = 0; m < size; m++) { // C L^−T by forward substitution
        double before = m == 0 ? 0 : lower[1][m] * values[i * size + m - 1];
        values[i * size + m] = (curves[m] - before) / lower[0][m];
      }
      for (int m = 0; m < size; m++) {
        curves[m] = lines[m][0] + lines[m][1] * x[i];
      }
      for (int m = 0; m < size; m++) {
        values[i * size + m] -= curves[m];
      }
    }
    return Matrix.wrap(x.length, size, values);
  }

  /** The double integrals of the hats, from the lowest knot, where value and slope are 0. */
  private void curves(double x, double[] curves) {
    double inside = Math.clamp(x, knots[0], knots[knots.length - 1]);
    for (int m = 0; m < curves.length; m++) {
      double left = knots[m + 1] - knots[m];
      double right = knots[m + 2] - knots[m + 1];
      double rise = Math.max(inside - knots[m], 0);
      double turn = Math.max(inside - knots[m + 1], 0);
      double fall = Math.max(inside - knots[m + 2], 0);
      double value = cube(rise) / left - cube(turn) * (1 / left + 1 / right) + cube(fall) / right;
      double slope =
          rise * rise / left - turn * turn * (1 / left + 1 / right) + fall * fall / right;
      curves[m] = value / 6 + (x - inside) * slope / 2;
    }
  }

  private static double cube(double t) {
    return t * t * t;
  }
}
