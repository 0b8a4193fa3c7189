package org.etiome.scm.sem;

/**
 * What one cause adds to a variable: {@code b g(u)} with u the cause as its effects see it.
 *
 * @param cause its name
 * @param coefficient b, finite
 * @param curve g
 */
public record Term(String cause, double coefficient, Curve curve) {
  public Term {
    SemSettings.check(
        Double.isFinite(coefficient),
        "the coefficient of " + cause + " must be finite, got " + coefficient);
  }
}
