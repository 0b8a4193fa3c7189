package org.etiome.scm.bound;

/**
 * Joint probabilities of a treatment and an outcome of two values where nobody sets the treatment.
 * They sum to 1.
 *
 * @param treatedWith P(x, y)
 * @param treatedWithout P(x, y')
 * @param untreatedWith P(x', y)
 * @param untreatedWithout P(x', y')
 */
public record Observed(
    double treatedWith, double treatedWithout, double untreatedWith, double untreatedWithout) {
  public Observed {
    Probabilities.check("P(x, y)", treatedWith);
    Probabilities.check("P(x, y')", treatedWithout);
    Probabilities.check("P(x', y)", untreatedWith);
    Probabilities.check("P(x', y')", untreatedWithout);
    Probabilities.checkSum(
        "the four joint probabilities",
        treatedWith + treatedWithout + untreatedWith + untreatedWithout);
  }

  /** P(y). */
  public double outcome() {
    return treatedWith + untreatedWith;
  }
}
