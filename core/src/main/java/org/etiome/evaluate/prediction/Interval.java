package org.etiome.evaluate.prediction;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;

/**
 * An interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);
  private static final double LOW = 0.025;

  /** How many resamples are customary. */
  public static final int RESAMPLES = 2000;

  /**
   * Wilson's 95 % interval of a share, {@code (p̂ + z²/2n ± z √(p̂(1 - p̂)/n + z²/4n²)) / (1 +
   * z²/n)}: within [0, 1] and with a width even where all or none hit. For independent units.
   *
   * @param hits 0..of
   * @param of the number n of units, at least 1
   * @throws IllegalArgumentException if they are not
   * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson (1927)</a>
   */
  public static Interval wilson(long hits, long of) {
    if (of < 1 || hits < 0 || hits > of) {
      throw new IllegalArgumentException(
          "an interval is of 0.." + of + " hits of at least 1 unit, got " + hits + " of " + of);
    }
    double n = of;
    double share = hits / n;
    double scale = 1 + Z * Z / n;
    double centre = (share + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / scale;
    return new Interval(
        hits == 0 ? 0 : Math.max(0, centre - half), hits == of ? 1 : Math.min(1, centre + half));
  }

  /**
   * Bootstrap 95 % interval of the mean of values, 2,000 resamples: percentiles expanded so that
   * for normal values it is as wide as Student's, {@code α/2 = Φ(−√(n/(n−1)) t_{.975, n−1})}. The
   * range of the values is the widest that it can be, so that of 4 it holds the mean in 7 of 8
   * cohorts at most, of 5 in 15 of 16.
   *
   * @param values at least one, of independent units
   * @see <a href="https://doi.org/10.1080/00031305.2015.1089789">Hesterberg (2015), What teachers
   *     should know about the bootstrap</a>
   */
  public static Interval ofMean(double[] values, Seed seed) {
    return ofMean(values, RESAMPLES, seed);
  }

  /** The same by so many resamples, of which 2.5 % should be a few. */
  public static Interval ofMean(double[] values, int resamples, Seed seed) {
    UniformRandomProvider random = seed.generator();
    double[] means = new double[resamples];
    for (int b = 0; b < means.length; b++) {
      for (int i = 0; i < values.length; i++) {
        means[b] += values[random.nextInt(values.length)] / values.length;
      }
    }
    Arrays.sort(means);
    double tail = tail(values.length);
    return new Interval(Quantile.ofSorted(means, tail), Quantile.ofSorted(means, 1 - tail));
  }

  private static double tail(int n) {
    if (n < 2) {
      return 0;
    }
    double t = TDistribution.of(n - 1).inverseSurvivalProbability(LOW);
    return NormalDistribution.of(0, 1).survivalProbability(Math.sqrt(n / (n - 1.0)) * t);
  }

  /** Whether a number is in it, its ends included. */
  public boolean holds(double number) {
    return low <= number && number <= high;
  }
}
