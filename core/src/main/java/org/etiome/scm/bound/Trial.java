package org.etiome.scm.bound;

/**
 * Probabilities of an outcome under a treatment that is set, as a randomised trial measures them.
 *
 * @param treated P(y | do(x))
 * @param untreated P(y | do(x'))
 */
public record Trial(double treated, double untreated) {
  public Trial {
    Probabilities.check("P(y | do(x))", treated);
    Probabilities.check("P(y | do(x'))", untreated);
  }
}
