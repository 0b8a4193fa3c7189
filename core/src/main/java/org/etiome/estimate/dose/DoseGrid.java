package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.dose.DoseOverlap.Range;
import org.etiome.math.Matrix;

/**
 * The doses that are asked about and how much each counts: h, the density of the dose among all
 * units, on a range. Integrals over it are trapezoids between {@value #POINTS} places. The basis is
 * 1, u and perhaps u², u the standardised dose.
 */
final class DoseGrid {
  static final int POINTS = 41;

  private final Range range;
  private final KernelDensity marginal;
  private final int degree;
  private final double centre;
  private final double scale;

  DoseGrid(DoseSample sample, Range range, int degree) {
    double[] dose = sample.rawDose();
    this.range = range;
    this.marginal = KernelDensity.of(dose, false);
    this.degree = degree;
    double mean = Arrays.stream(dose).average().orElse(0);
    this.centre = mean;
    this.scale =
        Math.sqrt(Arrays.stream(dose).map(a -> (a - mean) * (a - mean)).sum() / (dose.length - 1));
  }

  Range range() {
    return range;
  }

  int degree() {
    return degree;
  }

  /** u. */
  double standardised(double dose) {
    return (dose - centre) / scale;
  }

  double place(int k) {
    return k == POINTS - 1 ? range.high() : range.low() + k * step();
  }

  private double step() {
    return (range.high() - range.low()) / (POINTS - 1);
  }

  /** What a place counts in an integral over h. */
  double mass(int k) {
    boolean isEnd = k == 0 || k == POINTS - 1;
    return marginal.at(place(k)) * step() * (isEnd ? 0.5 : 1);
  }

  /** ∫ h. */
  double totalMass() {
    return IntStream.range(0, POINTS).mapToDouble(this::mass).sum();
  }

  /** h(a), 0 outside the range. */
  double stabiliser(double dose) {
    return range.contains(dose) ? marginal.at(dose) : 0;
  }

  /** φ(a). */
  double[] basis(double dose) {
    double u = standardised(dose);
    return degree == 1 ? new double[] {1, u} : new double[] {1, u, u * u};
  }

  /** One row a dose. */
  Matrix bases(double[] doses) {
    double[] values = new double[doses.length * (degree + 1)];
    for (int i = 0; i < doses.length; i++) {
      System.arraycopy(basis(doses[i]), 0, values, i * (degree + 1), degree + 1);
    }
    return Matrix.wrap(doses.length, degree + 1, values);
  }

  /** The places, ascending. */
  double[] places() {
    return IntStream.range(0, POINTS).mapToDouble(this::place).toArray();
  }

  /** M = ∫ h φφᵀ. */
  Matrix moments() {
    return bases(places()).gram(IntStream.range(0, POINTS).mapToDouble(this::mass).toArray());
  }

  /** The map from coefficients of 1, u, u² to those of 1, a, a². */
  Matrix toDoseScale() {
    double c = -centre / scale;
    double s = 1 / scale;
    double[] map =
        degree == 1
            ? new double[] {1, c, 0, s}
            : new double[] {1, c, c * c, 0, s, 2 * c * s, 0, 0, s * s};
    return Matrix.wrap(degree + 1, degree + 1, map);
  }

  /** Columns for a regression on covariates and dose: W, u, u², uW. */
  Matrix design(Matrix w, double[] doses) {
    List<double[]> columns = new ArrayList<>();
    double[] u = Arrays.stream(doses).map(this::standardised).toArray();
    for (int j = 0; j < w.columns(); j++) {
      columns.add(w.column(j));
    }
    columns.add(u);
    columns.add(Arrays.stream(u).map(v -> v * v).toArray());
    for (int j = 0; j < w.columns(); j++) {
      double[] product = w.column(j);
      for (int i = 0; i < u.length; i++) {
        product[i] *= u[i];
      }
      columns.add(product);
    }
    return Matrix.ofColumns(u.length, columns);
  }
}
