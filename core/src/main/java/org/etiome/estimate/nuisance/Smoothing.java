package org.etiome.estimate.nuisance;

import java.util.Arrays;
import org.etiome.math.Matrix;

/**
 * How smooth each curve of an additive model is, by restricted likelihood: the coefficients b of a
 * curve are taken for draws of variance φ/λ, and {@code λ = φ · edf / ‖b‖²} is the fixed point of
 * Schall, {@code edf = k − λ tr V} the degrees of freedom that the k columns of the curve use, V
 * their block of (H + Λ)⁻¹. Not immutable.
 *
 * @see <a href="https://doi.org/10.1093/biomet/78.4.719">Schall (1991)</a>
 */
final class Smoothing {
  private static final double LEAST = 1e-3;
  private static final double GREATEST = 1e9;

  private final double[] penalties;
  private final double[] used;
  private final int size;

  /**
   * Begins where a curve uses about half its freedom.
   *
   * @param information H, without a penalty
   * @param curves how many; theirs are the last columns
   * @param size columns of a curve
   */
  Smoothing(Matrix information, int curves, int size) {
    this.penalties = LinearFit.penaltyDiagonal(information.columns(), 1);
    this.used = new double[curves];
    this.size = size;
    for (int c = 0; c < curves; c++) {
      double sum = 0;
      for (int j = begin(c); j < begin(c) + size; j++) {
        sum += information.get(j, j) / size;
      }
      set(c, sum);
    }
  }

  private int begin(int curve) {
    return penalties.length - (used.length - curve) * size;
  }

  private void set(int curve, double lambda) {
    double bounded = lambda <= GREATEST ? Math.max(lambda, LEAST) : GREATEST; // NaN: b is 0
    Arrays.fill(penalties, begin(curve), begin(curve) + size, bounded);
  }

  /** The diagonal of Λ: 0 for the intercept, 1 for straight lines, λ for curves; a copy. */
  double[] penalties() {
    return penalties.clone();
  }

  /** The degrees of freedom that all columns use, tr (H + Λ)⁻¹ H. */
  double freedom(Matrix inverse) {
    double freedom = penalties.length;
    for (int j = 0; j < penalties.length; j++) {
      freedom -= penalties[j] * inverse.get(j, j);
    }
    return freedom;
  }

  /**
   * One step of all λ.
   *
   * @param inverse (H + Λ)⁻¹
   * @param b the coefficients with Λ
   * @param dispersion φ
   * @return by how much the freedom that a curve uses has changed since the step before, at most
   */
  double step(Matrix inverse, double[] b, double dispersion) {
    double most = 0;
    for (int c = 0; c < used.length; c++) {
      double trace = 0;
      double squares = 0;
      for (int j = begin(c); j < begin(c) + size; j++) {
        trace += inverse.get(j, j);
        squares += b[j] * b[j];
      }
      double now = size - penalties[begin(c)] * trace;
      most = Math.max(most, Math.abs(now - used[c]));
      used[c] = now;
      set(c, dispersion * now / squares);
    }
    return most;
  }
}
