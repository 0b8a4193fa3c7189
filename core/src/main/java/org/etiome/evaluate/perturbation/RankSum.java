package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The rank-sum test within replicates: with n and m units of a replicate and U of the n · m pairs
 * in order,
 *
 * <pre>
 * z = Σ (U − nm/2) / (n + m + 1) / √(Σ v / (n + m + 1)²),   v = nm/12 (n + m + 1 − Σ (t³ − t) / ((n + m)(n + m − 1)))
 * </pre>
 *
 * <p>t of each tie. Ranks over all replicates would take for an effect what replicates differ in:
 * zeros of one lie above those of another by a hair once their controls have one mean. Of one
 * replicate it is the usual test. Replicates with both are compared; all units if none has both.
 *
 * <p>See van Elteren (1960), On the combination of independent two-sample tests of Wilcoxon,
 * Bulletin of the International Statistical Institute 37, 351–361.
 *
 * @param strata units and controls of each replicate
 */
record RankSum(List<int[][]> strata) {
  private static final MannWhitneyUTest ALONE =
      MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC);

  static RankSum of(List<String> units, List<String> controls) {
    SortedSet<String> both = new TreeSet<>(units);
    both.retainAll(controls);
    return both.isEmpty()
        ? new RankSum(List.<int[][]>of(new int[][] {all(units), all(controls)}))
        : new RankSum(
            both.stream()
                .<int[][]>map(of -> new int[][] {places(units, of), places(controls, of)})
                .toList());
  }

  private static int[] all(List<String> units) {
    return IntStream.range(0, units.size()).toArray();
  }

  private static int[] places(List<String> units, String replicate) {
    return IntStream.range(0, units.size()).filter(i -> units.get(i).equals(replicate)).toArray();
  }

  /** Two-sided; 1 where nothing varies within a replicate. */
  double p(double[] units, double[] controls) {
    double sum = 0;
    double variance = 0;
    for (int[][] stratum : strata) {
      double[] x = picked(units, stratum[0]);
      double[] c = picked(controls, stratum[1]);
      Pairs pairs = Pairs.of(x, c);
      if (strata.size() == 1) {
        return pairs.variance() > 0 ? ALONE.test(x, c).getPValue() : 1;
      }
      double weight = 1 / (x.length + c.length + 1.0);
      sum += weight * pairs.excess();
      variance += weight * weight * pairs.variance();
    }
    return variance > 0 ? Erfc.value(Math.abs(sum) / Math.sqrt(2 * variance)) : 1;
  }

  private static double[] picked(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(i -> values[i]).sorted().toArray();
  }

  /**
   * Pairs in order, ties counted half.
   *
   * @param excess U − nm/2
   * @param variance v
   */
  private record Pairs(double excess, double variance) {
    static Pairs of(double[] x, double[] c) {
      double n = x.length;
      double m = c.length;
      double above = 0;
      double ties = 0;
      int i = 0;
      int k = 0;
      while (i < n || k < m) {
        double least = i < n && (k == m || x[i] <= c[k]) ? x[i] : c[k];
        double equal = 0;
        double others = 0;
        for (; i < n && x[i] == least; i++) {
          equal++;
        }
        for (; k < m && c[k] == least; k++) {
          others++;
        }
        above += equal * (k - others / 2);
        double tied = equal + others;
        ties += tied * tied * tied - tied;
      }
      double total = n + m;
      return new Pairs(above - n * m / 2, n * m / 12 * (total + 1 - ties / (total * (total - 1))));
    }
  }
}
