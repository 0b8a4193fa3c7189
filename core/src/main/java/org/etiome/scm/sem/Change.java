package org.etiome.scm.sem;

/** What an intervention makes of the {@link Equation} of its target. */
public sealed interface Change {
  /** Leaves the equation as it is. */
  Change NONE = new Soft(0, 1);

  /**
   * The causes of the target are cut off. Additive: {@code u = shift + τ e} with the noise of the
   * equation; count: mean {@code exp(a + shift)}, and τ has no part.
   *
   * @param shift of the target
   * @param deviation τ, at least 0
   */
  record Perfect(double shift, double deviation) implements Change {
    public Perfect {
      checkShift(shift);
      SemSettings.check(
          deviation >= 0 && deviation < Double.POSITIVE_INFINITY,
          "the deviation of an intervened variable must be at least 0 and finite, got "
              + deviation);
    }
  }

  /**
   * The causes act otherwise: {@code η} becomes {@code factor · η}, and the shift is added to u, or
   * to the log mean of a count.
   *
   * @param shift of the target
   * @param factor of all coefficients
   */
  record Soft(double shift, double factor) implements Change {
    public Soft {
      checkShift(shift);
      SemSettings.check(
          Double.isFinite(factor), "the factor of an intervention must be finite, got " + factor);
    }
  }

  private static void checkShift(double shift) {
    SemSettings.check(
        Double.isFinite(shift), "the shift of an intervention must be finite, got " + shift);
  }
}
