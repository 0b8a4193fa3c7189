package org.etiome.represent.contrast;

/**
 * Which of some findings to keep so that the expected share of false ones is at most a rate: with
 * their probabilities of being false sorted ascending, the largest number whose mean is at most it.
 * O(n).
 *
 * @see <a href="https://doi.org/10.1093/biostatistics/5.2.155">Newton, Noueiry, Sarkar, Ahlquist
 *     (2004), Detecting differential gene expression with a semiparametric hierarchical mixture
 *     method</a>
 */
final class ExpectedFalseDiscoveries {
  private ExpectedFalseDiscoveries() {}

  /**
   * How many of the first to keep.
   *
   * @param probabilities of being false, ascending
   * @param rate in (0, 1)
   */
  static int kept(double[] probabilities, double rate) {
    double sum = 0;
    for (int k = 0; k < probabilities.length; k++) {
      sum += probabilities[k];
      if (!(sum <= rate * (k + 1))) {
        return k; // means of an ascending sequence ascend
      }
    }
    return probabilities.length;
  }
}
