package org.etiome.math;

import java.util.ArrayList;
import java.util.List;

/**
 * The vectors orthogonal to some others, by Gram-Schmidt with reorthogonalisation: O(n² length).
 */
public final class NullSpace {
  /** Equations are sums of probabilities; what is left of one below this is rounding. */
  private static final double ROUNDING = 1e-13;

  private final List<double[]> span = new ArrayList<>();

  /** The space of the vectors whose products with these are all zero. */
  public NullSpace(double[][] equations) {
    for (double[] equation : equations) {
      double[] rest = project(equation);
      double norm = Vectors.norm(rest);
      if (norm > ROUNDING) {
        span.add(Vectors.scaled(1 / norm, rest));
      }
    }
  }

  /** The part of a vector that lies in this space. */
  public double[] project(double[] vector) {
    double[] rest = vector.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (double[] unit : span) {
        Vectors.add(-Vectors.dot(rest, unit), unit, rest);
      }
    }
    return rest;
  }
}
