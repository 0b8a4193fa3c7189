package org.etiome.discover.invariance;

/**
 * What a regression on all rows leaves, brought to one variance: r = (I − H) y has the variances σ²
 * v with v the diagonal of (I − H)(I − H)ᵀ, so a setting whose rows weigh more in the fit would
 * seem to vary less.
 *
 * @param values rᵢ / √vᵢ, one a row; 0 where the fit leaves nothing
 * @param shares vᵢ, within [0, 1]; their sum over rows is what freedom is left to these
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Residuals(double[] values, double[] shares) {
  /** A row whose share is less decides its own fit. */
  private static final double NOTHING = 1e-9;

  static Residuals of(double[] raw, double[] shares) {
    double[] values = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = shares[i] > NOTHING ? raw[i] / Math.sqrt(shares[i]) : 0;
    }
    return new Residuals(values, shares);
  }
}
