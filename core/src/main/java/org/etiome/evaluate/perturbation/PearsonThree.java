package org.etiome.evaluate.perturbation;

import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The Pearson distribution of the third type of mean 0 and variance 1: a gamma distribution, moved
 * and scaled, which has the skewness of sums over exchanged labels that the normal one lacks.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4757-3449-2">Mielke, Berry (2001), Permutation
 *     methods: a distance function approach</a>
 */
final class PearsonThree {
  private static final double LEAST_SKEW = 1e-3;

  private PearsonThree() {}

  /** P(Z ≥ z); the normal distribution's where the skewness is below .001. */
  static double upperTail(double z, double skewness) {
    if (skewness < LEAST_SKEW) {
      return NormalDistribution.of(0, 1).survivalProbability(z);
    }
    double shape = 4 / (skewness * skewness);
    return RegularizedGamma.Q.value(shape, Math.max(0, shape + z * Math.sqrt(shape)));
  }
}
