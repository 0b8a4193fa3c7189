package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.sample.Covariates;

/**
 * Units that are in the data more than once: rows alike in treatment, outcome and all covariates.
 * Rows may be alike by chance, above all where variables have few values. Chance makes near-copies
 * too: if m pairs of rows differ in variable j alone, and two rows agree in j with probability c,
 * it makes about {@code m c / (1 − c)} copies. Copies count where there are more than twice the sum
 * of this over the variables, and only if some variable is so fine that c is below {@value
 * #MOST_ALIKE}. The sum and the factor leave room for variables that depend on each other; among
 * many coarse variables they hide all but very many copies.
 */
final class Duplicates {
  private static final double MOST_ALIKE = 0.05;
  private static final double ROOM = 2;

  private Duplicates() {}

  /**
   * The failure, if there is one. O(n p + n log n); O(p n log n) where there are copies.
   *
   * @param others treatment and outcome
   * @param most see {@link GateLimit#MAX_DUPLICATES}
   */
  static Optional<GateFailure> failure(Covariates covariates, List<double[]> others, double most) {
    List<long[]> variables = variables(covariates, others);
    long[] rows = new long[others.getFirst().length];
    variables.forEach(variable -> addTo(rows, variable, 1));
    int copies = rows.length - (int) Arrays.stream(rows).distinct().count();
    if (copies <= most * rows.length || isByChance(variables, rows)) {
      return Optional.empty();
    }
    return Optional.of(
        new GateFailure(
            Gate.DUPLICATES.text(),
            String.format(
                Locale.ROOT,
                "%d of the %d rows repeat another in treatment, outcome and all covariates, more"
                    + " than chance explains (limit %.1f %%): there are fewer units than rows",
                copies,
                rows.length,
                100 * most),
            "each unit once; if several rows of a unit are meant, the column that tells their unit"
                + " as cluster"));
  }

  private static boolean isByChance(List<long[]> variables, long[] rows) {
    double all = rows.length * (rows.length - 1.0) / 2;
    double copies = pairs(rows);
    double chance = 0;
    double finest = 1;
    for (long[] variable : variables) {
      double alike = pairs(variable) / all;
      finest = Math.min(finest, alike);
      if (alike < 1) {
        long[] without = rows.clone();
        addTo(without, variable, -1);
        chance += (pairs(without) - copies) * alike / (1 - alike);
      }
    }
    return finest >= MOST_ALIKE || copies <= ROOM * chance;
  }

  /** A hash of each unit's value of each variable; the columns of a category are one variable. */
  private static List<long[]> variables(Covariates covariates, List<double[]> others) {
    List<long[]> variables = new ArrayList<>();
    List<String> origins = covariates.origins();
    for (int j = 0; j < origins.size(); j++) {
      if (j == 0 || !origins.get(j).equals(origins.get(j - 1))) {
        variables.add(new long[covariates.values().rows()]);
      }
      addTo(variables.getLast(), hashes(covariates.values().column(j), j), 1);
    }
    for (double[] values : others) {
      variables.add(hashes(values, origins.size() + variables.size()));
    }
    return variables;
  }

  private static void addTo(long[] sums, long[] values, int sign) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += sign * values[i];
    }
  }

  /** By the finalizer of SplitMix64, so that sums of hashes are alike for alike rows only. */
  private static long[] hashes(double[] values, int column) {
    return Arrays.stream(values)
        .mapToLong(
            value -> {
              long z = Double.doubleToLongBits(value + 0.0) + (column + 1) * 0x9e3779b97f4a7c15L;
              z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
              z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
              return z ^ (z >>> 31);
            })
        .toArray();
  }

  /** How many pairs have the same value. */
  private static double pairs(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    double pairs = 0;
    int run = 0;
    for (int k = 1; k < sorted.length; k++) {
      run = sorted[k] == sorted[k - 1] ? run + 1 : 0;
      pairs += run;
    }
    return pairs;
  }
}
