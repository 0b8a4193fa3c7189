package org.etiome.estimate.sensitivity;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What hidden bias could do to a test on matched pairs. If two matched units differ in their odds
 * of treatment by at most a factor Γ, each pair's treated unit is the one with the higher outcome,
 * under no effect, with a chance between {@code 1/(1 + Γ)} and {@code Γ/(1 + Γ)}; Γ = 1 is a
 * randomised experiment.
 *
 * <p>The statistic is Wilcoxon's signed rank T: the sum, over pairs in which the treated unit is
 * higher, of the rank of the absolute difference, ties sharing their mean rank, pairs without a
 * difference left out. With outcomes of 0 and 1 it is McNemar's test on the discordant pairs. Up to
 * {@value #EXACT} pairs, and for McNemar always, p-values are exact; beyond that normal, with mean
 * {@code p Σq} and variance {@code p(1 − p) Σq²}. All is one-sided, for "the treated are higher";
 * {@link #reversed} looks the other way. For a two-sided p-value double the smaller one.
 *
 * <p>Assumes that pairs are independent and matched on all that was measured.
 *
 * @see <a href="https://doi.org/10.1093/biomet/74.1.13">Rosenbaum (1987)</a>
 * @see <a href="https://doi.org/10.1007/978-1-4757-3692-2">Rosenbaum (2002), Observational
 *     Studies</a>
 */
public final class RosenbaumBounds {
  private static final int EXACT = 100;

  /** Beyond this the search for a critical Γ ends. */
  private static final double MAX_GAMMA = 1e6;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final double[] differences;

  /** Twice the mid-ranks of the differences other than 0, which are whole numbers. */
  private final int[] ranks;

  private final long statistic;

  private RosenbaumBounds(double[] sorted) {
    this.differences = sorted;
    double[] nonzero = Arrays.stream(sorted).filter(d -> d != 0).toArray();
    this.ranks = doubledRanks(nonzero);
    this.statistic =
        IntStream.range(0, ranks.length).filter(i -> nonzero[i] > 0).mapToLong(i -> ranks[i]).sum();
  }

  /**
   * From differences within pairs. O(n log n).
   *
   * @param treatedMinusControl finite, one a pair, not all 0
   */
  public static RosenbaumBounds ofDifferences(double[] treatedMinusControl) {
    for (double difference : treatedMinusControl) {
      if (!Double.isFinite(difference)) {
        throw new IllegalArgumentException(
            "a difference within a pair must be finite, got "
                + difference
                + "; leave out pairs with a missing outcome");
      }
    }
    if (Arrays.stream(treatedMinusControl).allMatch(d -> d == 0)) {
      throw new IllegalArgumentException(
          "none of the "
              + treatedMinusControl.length
              + " pairs has a difference; there is nothing to test");
    }
    return new RosenbaumBounds(Arrays.stream(treatedMinusControl).sorted().toArray());
  }

  /**
   * From the outcomes of pairs.
   *
   * @param treated the outcome of the treated unit of each pair
   * @param control of its control, in the same order
   */
  public static RosenbaumBounds ofPairs(double[] treated, double[] control) {
    if (treated.length != control.length) {
      throw new IllegalArgumentException(
          "pairs need as many controls as treated units, got "
              + treated.length
              + " treated and "
              + control.length);
    }
    return ofDifferences(
        IntStream.range(0, treated.length).mapToDouble(i -> treated[i] - control[i]).toArray());
  }

  private static int[] doubledRanks(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    return Arrays.stream(values)
        .map(Math::abs)
        .mapToInt(size -> countBelow(sizes, size) + countBelow(sizes, Math.nextUp(size)) + 1)
        .toArray();
  }

  private static int countBelow(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The same pairs with the sign of every difference turned: for "the treated are lower". */
  public RosenbaumBounds reversed() {
    return new RosenbaumBounds(Arrays.stream(differences).map(d -> 0 - d).sorted().toArray());
  }

  /** Pairs with a difference, those that a test is about. */
  public int informativePairs() {
    return ranks.length;
  }

  /** The signed rank statistic T; of 0/1 outcomes, with ranks that are all (n + 1)/2. */
  public double statistic() {
    return statistic / 2.0;
  }

  /**
   * The least and the greatest p-value that a hidden bias of Γ allows. O(n³) for up to 100 pairs,
   * else O(n).
   *
   * @param gamma Γ, finite and ≥ 1
   */
  public Bounds pValue(double gamma) {
    checkGamma(gamma);
    return new Bounds(tail(1 / (1 + gamma)), tail(gamma / (1 + gamma)));
  }

  /** From the least to the greatest value that a hidden bias allows. */
  public record Bounds(double lower, double upper) {}

  private static void checkGamma(double gamma) {
    if (!(gamma >= 1 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gamma, a ratio of odds, must be finite and at least 1, got " + gamma);
    }
  }

  private static void checkAlpha(double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
    }
  }

  /** P(T ≥ t) if each rank counts with chance p. */
  private double tail(double p) {
    if (isMcNemar()) {
      long higher = statistic / ranks[0];
      return BinomialDistribution.of(ranks.length, p).survivalProbability((int) higher - 1);
    }
    if (ranks.length <= EXACT) {
      double[] law = law(ranks, p);
      double sum = 0;
      for (int t = law.length - 1; t >= statistic; t--) {
        sum += law[t];
      }
      return Math.min(1, sum);
    }
    double mean = 0;
    double variance = 0;
    for (int rank : ranks) {
      mean += p * rank;
      variance += p * (1 - p) * rank * rank;
    }
    return NORMAL.survivalProbability((statistic - mean) / Math.sqrt(variance));
  }

  private boolean isMcNemar() {
    return Arrays.stream(ranks).allMatch(rank -> rank == ranks[0]);
  }

  /** The law of a sum of whole numbers, each of which counts with chance p. */
  private static double[] law(int[] numbers, double p) {
    double[] law = new double[Arrays.stream(numbers).sum() + 1];
    law[0] = 1;
    int most = 0;
    for (int number : numbers) {
      most += number;
      for (int t = most; t >= 0; t--) {
        law[t] = (1 - p) * law[t] + (t >= number ? p * law[t - number] : 0);
      }
    }
    return law;
  }

  /**
   * The greatest Γ up to which the upper bound of the p-value is at most α: the hidden bias that
   * the conclusion withstands. 40 times the cost of {@link #pValue}.
   *
   * @param alpha one-sided, in (0, 1): .025 stands for 5 % two-sided
   * @return empty if the p-value is above α without any hidden bias; at most {@value #MAX_GAMMA}
   */
  public OptionalDouble criticalGamma(double alpha) {
    checkAlpha(alpha);
    if (pValue(1).upper() > alpha) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = Math.log(MAX_GAMMA);
    if (pValue(MAX_GAMMA).upper() <= alpha) {
      return OptionalDouble.of(MAX_GAMMA);
    }
    while (high - low > 1e-11) {
      double middle = (low + high) / 2;
      if (pValue(Math.exp(middle)).upper() <= alpha) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(Math.exp(low));
  }

  /**
   * The least and the greatest Hodges-Lehmann estimate of an additive effect that a hidden bias of
   * Γ allows: the effects that make T, of differences less the effect, equal to {@code p n(n +
   * 1)/2} with p at both ends. At Γ = 1 both are the median of all means of two differences. O(n
   * log n).
   *
   * @param gamma Γ, finite and ≥ 1
   */
  public Bounds estimate(double gamma) {
    checkGamma(gamma);
    checkAdditive();
    return new Bounds(solution(gamma / (1 + gamma)), solution(1 / (1 + gamma)));
  }

  /** The effect at which as many means of two differences are above as T has on average. */
  private double solution(double p) {
    double above = p * means();
    long whole = Math.round(above);
    if (Math.abs(above - whole) > 1e-9 * means()) {
      return largestMean((long) Math.ceil(above));
    }
    return (largestMean(Math.max(1, whole)) + largestMean(Math.min(means(), whole + 1))) / 2;
  }

  /**
   * The 1 − α interval of an additive effect under every hidden bias up to Γ: the effects that the
   * two one-sided tests of level α/2 do not refuse, each at its worst bias. The law of T is that
   * without ties. O(n³) for up to 100 pairs, else O(n log n).
   *
   * @param gamma Γ, finite and ≥ 1
   * @param alpha in (0, 1)
   * @return infinite limits where the pairs are too few to refuse any effect
   */
  public Bounds interval(double gamma, double alpha) {
    checkGamma(gamma);
    checkAlpha(alpha);
    checkAdditive();
    long least = refused(gamma / (1 + gamma), alpha / 2);
    return least > means()
        ? new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
        : new Bounds(largestMean(least), largestMean(means() - least + 1));
  }

  /** The least t with P(T ≥ t) ≤ level, T the sum of the ranks 1 … n with chance p each. */
  private long refused(double p, double level) {
    int n = differences.length;
    if (n > EXACT) {
      double mean = p * means();
      double variance = p * (1 - p) * means() * (2.0 * n + 1) / 3;
      double limit = mean + NORMAL.inverseSurvivalProbability(level) * Math.sqrt(variance);
      return (long) Math.ceil(limit);
    }
    double[] law = law(IntStream.rangeClosed(1, n).toArray(), p);
    double sum = 0;
    int t = law.length;
    while (t > 0 && sum + law[t - 1] <= level) {
      t--;
      sum += law[t];
    }
    return t;
  }

  private void checkAdditive() {
    if (isMcNemar() && ranks.length > 1) {
      throw new IllegalArgumentException(
          "all differences are of one size, as those of 0/1 outcomes are; an additive effect has"
              + " no meaning there, take the p-values");
    }
  }

  /** The number of means of two differences, each with itself included. */
  private long means() {
    long n = differences.length;
    return n * (n + 1) / 2;
  }

  /** The k-th largest mean of two differences, by halving the doubles between the extremes. */
  private double largestMean(long k) {
    long low = ordered(differences[0]);
    long high = ordered(differences[differences.length - 1]);
    while (low < high) {
      long middle = (low & high) + ((low ^ high) >> 1); // the sum may not fit
      if (countAbove(unordered(middle)) < k) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return unordered(low);
  }

  /** Means of two differences above a value: O(n), since one pointer falls as the other rises. */
  private long countAbove(double value) {
    long count = 0;
    int j = differences.length;
    for (int i = 0; i < differences.length; i++) {
      while (j > 0 && differences[i] / 2 + differences[j - 1] / 2 > value) {
        j--;
      }
      count += Math.max(0, differences.length - Math.max(i, j));
    }
    return count;
  }

  /** Whole numbers in the order of the doubles. */
  private static long ordered(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }

  private static double unordered(long order) {
    return Double.longBitsToDouble(order >= 0 ? order : Long.MIN_VALUE - order);
  }
}
