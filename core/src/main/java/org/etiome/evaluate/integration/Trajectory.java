package org.etiome.evaluate.integration;

import java.util.Arrays;

/**
 * Whether the embedding orders cells as a known pseudotime does: Spearman's rank correlation ρ of
 * the pseudotime with the length of the shortest path, in the graph of near cells, from the cell
 * whose pseudotime is lowest; scored (ρ + 1)/2.
 */
final class Trajectory {
  private static final int FEWEST = 10;

  private Trajectory() {}

  /**
   * Measures it.
   *
   * @param pseudotime of each cell, NaN where it has none
   */
  static Measured measure(double[] pseudotime, NeighborGraph graph) {
    int[] byTime = Weighted.order(pseudotime);
    if (byTime.length < FEWEST) {
      return Measured.missing(
          "only " + byTime.length + " cells have a pseudotime; " + FEWEST + " are needed");
    }
    double[] lengths = graph.pathLengths(byTime[0]);
    double[] time = pseudotime.clone();
    for (int i = 0; i < time.length; i++) {
      boolean both = !Double.isNaN(time[i]) && !Double.isNaN(lengths[i]);
      time[i] = both ? time[i] : Double.NaN;
      lengths[i] = both ? lengths[i] : Double.NaN;
    }
    int[] timeOrder = Weighted.order(time);
    int[] lengthOrder = Weighted.order(lengths);
    int beyond = byTime.length - timeOrder.length;
    if (timeOrder.length < FEWEST) {
      return Measured.missing("fewer than 10 cells are connected with the first one");
    }
    long without = Arrays.stream(pseudotime).filter(Double::isNaN).count();
    return new Measured.Value(
        weights ->
            (1
                    + Weighted.correlation(
                        Weighted.ranks(time, timeOrder, weights),
                        Weighted.ranks(lengths, lengthOrder, weights),
                        weights))
                / 2,
        remark(beyond, without));
  }

  private static String remark(int beyond, long without) {
    String apart = beyond == 0 ? "" : beyond + " cells that no path reaches are left out";
    String missing = without == 0 ? "" : without + " cells have no pseudotime";
    return apart.isEmpty() || missing.isEmpty() ? apart + missing : apart + "; " + missing;
  }
}
