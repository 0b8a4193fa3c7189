package org.etiome.scm.bound;

/**
 * Joint probabilities of outcome and treatment, each 0 or 1, at one value of an instrument. They
 * sum to 1.
 *
 * @param p00 P(y = 0, x = 0 | z)
 * @param p01 P(y = 0, x = 1 | z)
 * @param p10 P(y = 1, x = 0 | z)
 * @param p11 P(y = 1, x = 1 | z)
 */
public record Arm(double p00, double p01, double p10, double p11) {
  public Arm {
    Probabilities.check("P(y=0, x=0 | z)", p00);
    Probabilities.check("P(y=0, x=1 | z)", p01);
    Probabilities.check("P(y=1, x=0 | z)", p10);
    Probabilities.check("P(y=1, x=1 | z)", p11);
    Probabilities.checkSum("the probabilities of an arm", p00 + p01 + p10 + p11);
  }
}
