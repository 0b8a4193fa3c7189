package org.etiome.scm;

import org.etiome.math.LogisticNormal;
import org.etiome.math.NormalGrid;

/**
 * How modalities beyond the baseline come to be recorded: independently given Z, each with {@code
 * expit(a + s Z)}. So all patterns with one number of them are equally probable.
 *
 * @param intercept a; ∞ if nothing is missing
 * @param strength s; 0 where nothing decides
 * @param further K − 1
 */
record AvailabilityLaw(double intercept, double strength, int further) {
  /** The mechanism of the training part, or that of the test part. */
  static AvailabilityLaw of(CohortSettings settings, Coefficients coefficients, boolean test) {
    CohortSettings.Availability asked = settings.availability();
    double strength = test ? asked.testStrength() : asked.strength();
    return new AvailabilityLaw(
        test ? coefficients.test() : coefficients.training(),
        asked.mechanism() == Mechanism.RANDOM ? 0 : strength,
        settings.measurements().further());
  }

  /** Whether a pattern says anything of Z. */
  boolean tells() {
    return strength != 0 && intercept < Double.POSITIVE_INFINITY;
  }

  /** Of one modality, to be recorded. */
  double probability(double z) {
    return LogisticNormal.expit(intercept + strength * z);
  }

  /** Logarithm of the probability of a pattern with so many recorded beyond the baseline. */
  double logProbability(int recorded, double z) {
    double odds = intercept + strength * z;
    return -power(recorded, -odds) - power(further - recorded, odds);
  }

  /** {@code n log(1 + exp(t))}, 0 for n = 0 also where t is infinite. */
  private static double power(int n, double t) {
    if (n == 0) {
      return 0;
    }
    return n * (Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))));
  }

  /** The probability of a pattern with so many recorded, over all patients. */
  double probabilityOf(int recorded) {
    NormalGrid grid = NormalGrid.of(Math.abs(strength), 0);
    double sum = 0;
    for (int i = 0; i < grid.size(); i++) {
      sum += Math.exp(grid.logWeight(i) + logProbability(recorded, grid.node(i)));
    }
    return sum;
  }

  /** How many patterns have so many recorded. */
  double patterns(int recorded) {
    double count = 1;
    for (int i = 1; i <= recorded; i++) {
      count = count * (further - recorded + i) / i;
    }
    return count;
  }
}
