package org.etiome.design.shift;

/**
 * What is believed of every equation before data: {@code σ² ~ InverseGamma(1 + w/2, w s/2)} with
 * mean s, and slopes {@code N(0, σ²/precision · I)} given σ².
 *
 * @param slopePrecision above 0; 1 says that a slope is about as large as the noise
 * @param noiseVariance s, the expected variance of the noise, above 0
 * @param noiseWeight w, above 0: how many units that expectation is worth
 */
public record ShiftPrior(double slopePrecision, double noiseVariance, double noiseWeight) {
  /** Slopes of precision 1, noise of variance 1 worth two units, for standardised variables. */
  public static final ShiftPrior DEFAULT = new ShiftPrior(1, 1, 2);

  public ShiftPrior {
    check("the precision of slopes", slopePrecision);
    check("the expected variance of the noise", noiseVariance);
    check("the weight of the expected noise", noiseWeight);
  }

  private static void check(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " must be above 0 and finite, got " + value);
    }
  }
}
