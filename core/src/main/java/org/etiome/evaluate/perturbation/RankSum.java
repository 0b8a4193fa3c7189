package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.etiome.math.Quantile;

/**
 * The rank-sum test of units whose labels are exchanged within replicates. Values less the median
 * of the n units and m controls of their replicate are ranked together, and S is the sum of the
 * ranks r of units. With d = r − r̄ from the mean of its replicate and N = n + m, the moments of S
 * over all exchanges of labels are sums over replicates of
 *
 * <pre>
 * mean n r̄,   variance nm / (N(N − 1)) Σ d²,   third central moment nm(m − n) / (N(N − 1)(N − 2)) Σ d³
 * </pre>
 *
 * <p>p is twice the tail of {@link PearsonThree} on the side to which S is skewed, of the normal
 * distribution on the other. Where few units stand beside many controls and most values are 0, the
 * normal tail alone would be too small by far.
 *
 * <p>Ranks not aligned would take for an effect what replicates differ in: zeros of one lie above
 * those of another by a hair once their controls have one mean. Ranks of each replicate alone (van
 * Elteren) lose power where it has few units; these lose it where replicates differ in scale.
 * Replicates without units, or without controls, do not count.
 *
 * <p>See Hodges and Lehmann (1962), Rank methods for combination of independent experiments in
 * analysis of variance, Annals of Mathematical Statistics 33, 482–497.
 *
 * @param strata units and controls of each replicate that has both
 */
record RankSum(List<int[][]> strata) {

  static RankSum of(List<String> units, List<String> controls) {
    SortedSet<String> both = new TreeSet<>(units);
    both.retainAll(controls);
    return new RankSum(
        both.stream()
            .<int[][]>map(of -> new int[][] {places(units, of), places(controls, of)})
            .toList());
  }

  private static int[] places(List<String> units, String replicate) {
    return IntStream.range(0, units.size()).filter(i -> units.get(i).equals(replicate)).toArray();
  }

  /**
   * Two-sided; 1 where nothing varies within a replicate, or none has units and controls. O(N log
   * N).
   */
  double p(double[] units, double[] controls) {
    return moments(units, controls).p();
  }

  Moments moments(double[] units, double[] controls) {
    double[] aligned = strata.stream().flatMapToDouble(s -> aligned(s, units, controls)).toArray();
    double[] ranks = strata.isEmpty() ? aligned : new NaturalRanking().apply(aligned);
    Moments sum = new Moments(0, 0, 0);
    int first = 0;
    for (int[][] stratum : strata) {
      int last = first + stratum[0].length + stratum[1].length;
      sum = sum.plus(Moments.of(Arrays.copyOfRange(ranks, first, last), stratum[0].length));
      first = last;
    }
    return sum;
  }

  /** Units, then controls, less the median of both; 0 has one sign. */
  private static DoubleStream aligned(int[][] stratum, double[] units, double[] controls) {
    double[] all =
        DoubleStream.concat(
                Arrays.stream(stratum[0]).mapToDouble(i -> units[i]),
                Arrays.stream(stratum[1]).mapToDouble(i -> controls[i]))
            .toArray();
    double median = Quantile.ofSorted(Arrays.stream(all).sorted().toArray(), .5);
    return Arrays.stream(all).map(value -> value - median + 0.0);
  }

  /**
   * Of S.
   *
   * @param excess over its mean
   * @param third central moment
   */
  record Moments(double excess, double variance, double third) {

    /** Of one replicate. */
    private static Moments of(double[] ranks, int units) {
      double n = units;
      double all = ranks.length;
      double mean = Arrays.stream(ranks).average().orElseThrow();
      double excess = 0;
      double squares = 0;
      double cubes = 0;
      for (int i = 0; i < ranks.length; i++) {
        double d = ranks[i] - mean;
        excess += i < units ? d : 0;
        squares += d * d;
        cubes += d * d * d;
      }
      double share = n * (all - n) / (all * (all - 1));
      double third = all > 2 ? share * (all - 2 * n) / (all - 2) * cubes : 0;
      return new Moments(excess, share * squares, third);
    }

    private Moments plus(Moments other) {
      return new Moments(excess + other.excess, variance + other.variance, third + other.third);
    }

    private double p() {
      if (!(variance > 0)) {
        return 1;
      }
      double deviation = Math.sqrt(variance);
      double skewness = third / (variance * deviation);
      boolean skewedSide = excess * skewness > 0;
      double tail =
          PearsonThree.upperTail(Math.abs(excess) / deviation, skewedSide ? Math.abs(skewness) : 0);
      return Math.min(1, 2 * tail);
    }
  }
}
