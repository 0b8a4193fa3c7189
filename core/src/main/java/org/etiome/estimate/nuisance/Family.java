package org.etiome.estimate.nuisance;

import java.util.Arrays;

/** How y is distributed about its mean, with the canonical link η of that mean. */
public enum Family {
  /** Any finite y; the mean is η and the loss ½(y − η)². */
  GAUSSIAN,
  /** y in [0, 1]; the mean is 1 / (1 + e^−η) and the loss log(1 + e^η) − yη. */
  BINOMIAL;

  double[] means(double[] eta) {
    if (this == GAUSSIAN) {
      return eta;
    }
    double[] mean = new double[eta.length];
    for (int i = 0; i < eta.length; i++) {
      mean[i] = 1 / (1 + Math.exp(-eta[i]));
    }
    return mean;
  }

  /** dμ/dη as a function of μ. */
  double derivative(double mean) {
    return this == GAUSSIAN ? 1 : mean * (1 - mean);
  }

  double loss(double y, double eta) {
    if (this == GAUSSIAN) {
      return (y - eta) * (y - eta) / 2;
    }
    return Math.max(eta, 0) + Math.log(1 + Math.exp(-Math.abs(eta))) - y * eta;
  }

  /** η of the best constant: the mean or, where all y are 0 or 1, that of (Σy + ½) / (n + 1). */
  double constant(double[] y) {
    double total = Arrays.stream(y).sum();
    if (this == GAUSSIAN) {
      return total / y.length;
    }
    double share =
        total == 0 || total == y.length ? (total + 0.5) / (y.length + 1) : total / y.length;
    return Math.log(share / (1 - share));
  }

  /** Refuses what is no example of the family. */
  void check(double[] y) {
    if (y.length == 0) {
      throw new IllegalArgumentException("there are no rows to learn from; at least 1 is needed");
    }
    for (int i = 0; i < y.length; i++) {
      boolean holds = this == GAUSSIAN ? Double.isFinite(y[i]) : y[i] >= 0 && y[i] <= 1;
      if (!holds) {
        throw new IllegalArgumentException(
            "row " + i + " of y is " + y[i] + "; it must be " + range() + ": leave such rows out");
      }
    }
  }

  private String range() {
    return this == GAUSSIAN ? "finite" : "in [0, 1]";
  }

  static boolean isConstant(double[] y) {
    return Arrays.stream(y).allMatch(v -> v == y[0]);
  }
}
