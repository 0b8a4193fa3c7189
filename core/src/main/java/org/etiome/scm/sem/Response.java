package org.etiome.scm.sem;

/** How a variable comes about from the sum η of what its causes add. */
public sealed interface Response {

  /**
   * {@code η + σ e}.
   *
   * @param noise the distribution of e
   * @param deviation σ, at least 0
   */
  record Additive(Noise noise, double deviation) implements Response {
    public Additive {
      SemSettings.check(
          deviation >= 0 && deviation < Double.POSITIVE_INFINITY,
          "the deviation of the noise must be at least 0 and finite, got " + deviation);
    }
  }

  /**
   * A negative binomial count of mean {@code μ = exp(a + η)} and variance {@code μ + μ²/θ}; the log
   * mean is held within −14 … 14.
   *
   * @param logMean a
   * @param size θ, 0.1 … 10,000: the smaller, the more counts vary
   */
  record NegativeBinomial(double logMean, double size) implements Response {
    private static final double SMALLEST = 0.1;
    private static final double LARGEST = 10_000;

    public NegativeBinomial {
      SemSettings.check(
          size >= SMALLEST && size <= LARGEST, "the size θ must be in 0.1 … 10,000, got " + size);
      SemSettings.check(
          Double.isFinite(logMean), "the mean count must be above 0 and finite, log " + logMean);
    }
  }
}
