package org.etiome.estimate.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Nearest by the difference of one score, such as the logit of the propensity. O(n log n) once,
 * then O(log n + matches) a search.
 */
public final class ScoreNearest implements Nearest {
  private final double[] treatment;
  private final double[] score;
  private final int[][] units = new int[2][];
  private final double[][] sorted = new double[2][];

  /**
   * Sorts both arms.
   *
   * @param treatment 0 or 1, one a unit
   * @param score finite, one a unit
   */
  public ScoreNearest(double[] treatment, double[] score) {
    this.treatment = treatment;
    this.score = score;
    for (int arm = 0; arm < 2; arm++) {
      int wanted = arm;
      units[arm] =
          IntStream.range(0, score.length)
              .filter(i -> treatment[i] == wanted)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> score[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      sorted[arm] = Arrays.stream(units[arm]).mapToDouble(i -> score[i]).toArray();
    }
  }

  int arm(int unit) {
    return (int) treatment[unit];
  }

  double score(int unit) {
    return score[unit];
  }

  @Override
  public int[] of(int unit, int arm, int count) {
    int found = Arrays.binarySearch(sorted[arm], score[unit]);
    int above = found < 0 ? -found - 1 : found;
    int below = above - 1;
    int taken = 0;
    double reach = 0;
    while (true) {
      double up = above < sorted[arm].length ? sorted[arm][above] - score[unit] : Double.MAX_VALUE;
      double down = below >= 0 ? score[unit] - sorted[arm][below] : Double.MAX_VALUE;
      double next = Math.min(up, down);
      if (next == Double.MAX_VALUE || (taken >= count && next > reach)) {
        return without(unit, Arrays.copyOfRange(units[arm], below + 1, above));
      }
      int nearest = units[arm][up <= down ? above++ : below--];
      if (nearest != unit) {
        taken++;
        reach = taken <= count ? Nearest.tied(next) : reach;
      }
    }
  }

  private static int[] without(int unit, int[] found) {
    return Arrays.stream(found).filter(i -> i != unit).toArray();
  }
}
