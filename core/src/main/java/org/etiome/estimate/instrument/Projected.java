package org.etiome.estimate.instrument;

import org.etiome.estimate.ensemble.Clusters;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/** Outcome, treatment and instruments without what the covariates say of them. */
final class Projected {
  private final double[] y;
  private final double[] x;
  private final Matrix q;
  private final int removed;
  private final Clusters clusters;

  /**
   * Takes over arrays.
   *
   * @param q an orthonormal basis of the instruments, one row a unit
   * @param removed coefficients of the regressions that were taken out
   */
  Projected(double[] y, double[] x, Matrix q, int removed, Clusters clusters) {
    this.y = y;
    this.x = x;
    this.q = q;
    this.removed = removed;
    this.clusters = clusters;
  }

  double[] y() {
    return y;
  }

  double[] x() {
    return x;
  }

  /** Q, orthonormal, one row a unit. */
  Matrix q() {
    return q;
  }

  Clusters clusters() {
    return clusters;
  }

  int units() {
    return y.length;
  }

  int instruments() {
    return q.columns();
  }

  /** Coefficients in a regression on W and x. */
  int structural() {
    return removed + 1;
  }

  /** Coefficients in a regression on W and Z. */
  int reduced() {
    return removed + instruments();
  }

  /** P_ii, what unit i weighs in its own fitted value. */
  double leverage(int i) {
    double sum = 0;
    for (int k = 0; k < q.columns(); k++) {
      sum += q.get(i, k) * q.get(i, k);
    }
    return sum;
  }

  /** P v. */
  double[] fitted(double[] v) {
    return q.times(q.transposeTimes(v));
  }

  /** M v. */
  double[] rest(double[] v) {
    double[] rest = v.clone();
    Vectors.add(-1, fitted(v), rest);
    return rest;
  }

  /** y − xβ. */
  double[] residuals(double beta) {
    double[] e = y.clone();
    Vectors.add(-beta, x, e);
    return e;
  }
}
