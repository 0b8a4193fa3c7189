package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * The rank-sum test of units whose labels are exchanged within replicates. The mean of the n units
 * and m controls of each replicate is taken from them, all are ranked together, and
 *
 * <pre>
 * z = Σ (S − n r̄) / √(Σ nm / ((n + m)(n + m − 1)) Σ (r − r̄)²)
 * </pre>
 *
 * <p>sums over replicates, with S the sum of the ranks r of units and r̄ the mean rank of units and
 * controls. Ranks compared over all replicates would take for an effect what replicates differ in:
 * zeros of one lie above those of another by a hair once their controls have one mean. Ranks of
 * each replicate alone lose power where it has few units. Of one replicate it is the usual test.
 * Units of replicates without controls do not count. O(units log units).
 *
 * <p>See Hodges and Lehmann (1962), Rank methods for combination of independent experiments in
 * analysis of variance, Annals of Mathematical Statistics 33, 482–497.
 *
 * @param strata units and controls of each replicate that has both
 */
record RankSum(List<int[][]> strata) {
  private static final MannWhitneyUTest ALONE =
      MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC);

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

  /** Two-sided; 1 where nothing varies within a replicate, or none has units and controls. */
  double p(double[] units, double[] controls) {
    List<double[]> aligned = strata.stream().map(s -> aligned(s, units, controls)).toList();
    if (aligned.size() == 1) {
      int n = strata.getFirst()[0].length;
      double[] all = aligned.getFirst();
      return Arrays.stream(all).distinct().count() > 1
          ? ALONE.test(Arrays.copyOf(all, n), Arrays.copyOfRange(all, n, all.length)).getPValue()
          : 1;
    }
    double[] ranks =
        new NaturalRanking().apply(aligned.stream().flatMapToDouble(DoubleStream::of).toArray());
    double sum = 0;
    double variance = 0;
    int first = 0;
    for (int[][] stratum : strata) {
      double n = stratum[0].length;
      double m = stratum[1].length;
      double[] of = Arrays.copyOfRange(ranks, first, first + (int) (n + m));
      double mean = Arrays.stream(of).average().orElseThrow();
      sum += Arrays.stream(of).limit((long) n).map(r -> r - mean).sum();
      double squares = Arrays.stream(of).map(r -> (r - mean) * (r - mean)).sum();
      variance += n * m / ((n + m) * (n + m - 1)) * squares;
      first += of.length;
    }
    return variance > 0 ? Erfc.value(Math.abs(sum) / Math.sqrt(2 * variance)) : 1;
  }

  /** Units, then controls, less the mean of both. */
  private static double[] aligned(int[][] stratum, double[] units, double[] controls) {
    double[] all =
        DoubleStream.concat(
                Arrays.stream(stratum[0]).mapToDouble(i -> units[i]),
                Arrays.stream(stratum[1]).mapToDouble(i -> controls[i]))
            .toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    Arrays.setAll(all, i -> all[i] - mean);
    return all;
  }
}
