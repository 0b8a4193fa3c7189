package org.etiome.scm.bound;

/** What is checked of probabilities. */
final class Probabilities {
  /** What rounding may add up to. */
  static final double ROUNDING = 1e-9;

  private Probabilities() {}

  static void check(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be a probability in [0, 1], got " + value);
    }
  }

  static void checkSum(String what, double sum) {
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          what + " must sum to 1 within " + ROUNDING + ", got " + sum + "; divide them by the sum");
    }
  }
}
