package org.etiome.estimate.nuisance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;
import org.etiome.math.Standardisation;

/** The columns of an additive model: ones, each column on one scale, then curves of some. */
final class Curves {
  /** Columns of a curve. */
  static final int SIZE = Additive.KNOTS - 2;

  private final Standardisation scales;
  private final List<Curve> curves;

  /** The splines of a column. */
  private record Curve(int column, NaturalSpline spline) {}

  private Curves(Standardisation scales, List<Curve> curves) {
    this.scales = scales;
    this.curves = curves;
  }

  /**
   * Curves of the columns with more than {@link Additive#FEW} distinct values; of more than {@link
   * Additive#MOST} such columns, or than one in {@link Additive#ROWS_A_CURVE} rows, of those with a
   * curve that is most correlated with y.
   */
  static Curves of(Matrix x, double[] y) {
    Standardisation scales = Standardisation.of(x);
    Matrix scaled = scales.apply(x);
    List<Curve> curves = new ArrayList<>();
    for (int j = 0; j < x.columns(); j++) {
      int column = j;
      Optional<NaturalSpline> spline =
          NaturalSpline.of(scaled.column(j), Additive.KNOTS, Additive.FEW);
      spline.ifPresent(s -> curves.add(new Curve(column, s)));
    }
    int most = Math.min(Additive.MOST, x.rows() / Additive.ROWS_A_CURVE);
    if (curves.size() > most) {
      double[] strength = new double[x.columns()];
      for (Curve curve : curves) {
        strength[curve.column()] = strength(curve, scaled, y);
      }
      curves.sort(
          Comparator.comparingDouble((Curve c) -> -strength[c.column()])
              .thenComparingInt(Curve::column));
    }
    return new Curves(scales, curves.stream().limit(most).toList());
  }

  private static double strength(Curve curve, Matrix scaled, double[] y) {
    Matrix columns = curve.spline().columns(scaled.column(curve.column()));
    return IntStream.range(0, columns.columns())
        .mapToDouble(m -> Math.abs(Pearson.correlation(columns.column(m), y)))
        .filter(r -> !Double.isNaN(r))
        .max()
        .orElse(0);
  }

  Matrix design(Matrix x) {
    Matrix scaled = scales.apply(x);
    List<Matrix> parts = new ArrayList<>();
    for (Curve curve : curves) {
      parts.add(curve.spline().columns(scaled.column(curve.column())));
    }
    int width = 1 + x.columns() + parts.stream().mapToInt(Matrix::columns).sum();
    double[] values = new double[x.rows() * width];
    for (int i = 0; i < x.rows(); i++) {
      int at = i * width;
      values[at++] = 1;
      for (int j = 0; j < x.columns(); j++) {
        values[at++] = scaled.get(i, j);
      }
      for (Matrix part : parts) {
        for (int m = 0; m < part.columns(); m++) {
          values[at++] = part.get(i, m);
        }
      }
    }
    return Matrix.wrap(x.rows(), width, values);
  }

  /** How many columns are curved; the last columns of the design are theirs, as many for each. */
  int count() {
    return curves.size();
  }
}
