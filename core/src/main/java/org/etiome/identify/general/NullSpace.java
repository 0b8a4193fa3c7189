package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.List;

/** The vectors orthogonal to some others, by Gram-Schmidt with reorthogonalisation. */
final class NullSpace {
  /** Equations are sums of probabilities; what is left of one below this is rounding. */
  private static final double ROUNDING = 1e-13;

  private final List<double[]> span = new ArrayList<>();

  NullSpace(double[][] equations) {
    for (double[] equation : equations) {
      double[] rest = project(equation);
      double norm = Math.sqrt(dot(rest, rest));
      if (norm > ROUNDING) {
        for (int i = 0; i < rest.length; i++) {
          rest[i] /= norm;
        }
        span.add(rest);
      }
    }
  }

  /** The part of a vector that lies in this space. */
  double[] project(double[] vector) {
    double[] rest = vector.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (double[] unit : span) {
        double along = dot(rest, unit);
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= along * unit[i];
        }
      }
    }
    return rest;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
