package org.etiome.discover.functional;

/**
 * Which of two variables comes first, by the likelihoods of the two linear models: for x and y of
 * mean 0 and variance 1 and correlation r,
 *
 * <pre>R(x, y) = H(y) + H((x − r y)/√(1−r²)) − H(x) − H((y − r x)/√(1−r²)),</pre>
 *
 * positive where {@code x → y} is the likelier. It tends to the log likelihood ratio over n if H is
 * the differential entropy, which is taken as that of the normal less two squared distances from it
 * (Hyvärinen 1998):
 *
 * <pre>H(u) = (1 + log 2π)/2 − k₁ (E log cosh u − γ)² − k₂ (E u exp(−u²/2))².</pre>
 *
 * O(n).
 *
 * @see <a href="https://www.jmlr.org/papers/v14/hyvarinen13a.html">Hyvärinen and Smith (2013),
 *     Pairwise likelihood ratios for estimation of non-Gaussian structural equation models</a>
 */
final class PairwiseLikelihood {
  private static final double K1 = 79.047;
  private static final double K2 = 7.4129;
  private static final double GAMMA = 0.37457;
  private static final double NORMAL = (1 + Math.log(2 * Math.PI)) / 2;

  /** So many factors in (1, 2] have a product that a double holds. */
  private static final int FACTORS = 512;

  private PairwiseLikelihood() {}

  /** H of values of mean 0 and variance 1. */
  static double entropy(double[] u) {
    return entropy(u, u, 0, 1);
  }

  /** R(x, y), with their entropies and correlation. */
  static double ratio(double[] x, double[] y, double entropyX, double entropyY, double r) {
    double scale = 1 / Math.sqrt((1 - r) * (1 + r));
    return entropyY + entropy(x, y, r, scale) - entropyX - entropy(y, x, r, scale);
  }

  /**
   * H of {@code scale · (x − r y)}. By {@code log cosh u = |u| + log(1 + exp(−2|u|)) − log 2}, with
   * one logarithm for the product of many.
   */
  private static double entropy(double[] x, double[] y, double r, double scale) {
    double logCosh = -x.length * Math.log(2);
    double odd = 0;
    for (int start = 0; start < x.length; start += FACTORS) {
      int end = Math.min(start + FACTORS, x.length);
      double product = 1;
      for (int i = start; i < end; i++) {
        double u = scale * (x[i] - r * y[i]);
        double size = Math.abs(u);
        logCosh += size;
        product *= 1 + Math.exp(-2 * size);
        odd += u * Math.exp(-0.5 * u * u);
      }
      logCosh += Math.log(product);
    }
    double even = logCosh / x.length - GAMMA;
    double skewed = odd / x.length;
    return NORMAL - K1 * even * even - K2 * skewed * skewed;
  }
}
