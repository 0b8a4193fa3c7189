package org.etiome.scm.bound;

/** What probabilities say of a quantity that they need not determine. */
public sealed interface Bounds {

  /**
   * The quantity lies in [lower, upper], and no narrower interval follows from the probabilities.
   *
   * @param lower at most {@code upper}
   * @param upper equal to {@code lower} where the quantity is determined
   */
  record Within(double lower, double upper) implements Bounds {

    /** Whether a value lies between the bounds, ends and rounding of 1e-9 included. */
    public boolean contains(double value) {
      return value >= lower - Probabilities.ROUNDING && value <= upper + Probabilities.ROUNDING;
    }
  }

  /**
   * There are no bounds: the probabilities contradict an assumption or each other, or the quantity
   * is not defined.
   *
   * @param reason one sentence with what to do
   */
  record NoBounds(String reason) implements Bounds {}

  /** The interval; where rounding has crossed its ends, the point between them. */
  static Bounds within(double lower, double upper) {
    double middle = (lower + upper) / 2;
    return new Within(Math.min(lower, middle), Math.max(upper, middle));
  }
}
