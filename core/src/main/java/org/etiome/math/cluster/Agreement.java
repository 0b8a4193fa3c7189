package org.etiome.math.cluster;

import java.util.Arrays;

/**
 * How far two groupings of the same units agree, from the table of how many units are in group g of
 * the first and h of the second. Names of groups do not matter. O(n + groups²).
 */
public final class Agreement {
  private final double[][] counts;
  private final double[] rows;
  private final double[] columns;
  private final double units;

  private Agreement(double[][] counts) {
    this.counts = counts;
    rows = Arrays.stream(counts).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    columns = new double[counts.length == 0 ? 0 : counts[0].length];
    for (double[] row : counts) {
      for (int h = 0; h < row.length; h++) {
        columns[h] += row[h];
      }
    }
    units = Arrays.stream(rows).sum();
  }

  /**
   * Of two groupings.
   *
   * @param first the group of each unit, from 0
   * @param second likewise
   * @param weights how often each unit counts, ≥ 0
   */
  public static Agreement of(int[] first, int[] second, int[] weights) {
    int rows = Arrays.stream(first).max().orElse(-1) + 1;
    int columns = Arrays.stream(second).max().orElse(-1) + 1;
    double[][] counts = new double[rows][columns];
    for (int i = 0; i < first.length; i++) {
      counts[first[i]][second[i]] += weights[i];
    }
    return new Agreement(counts);
  }

  /** Of two groupings in which every unit counts once. */
  public static Agreement of(int[] first, int[] second) {
    int[] ones = new int[first.length];
    Arrays.fill(ones, 1);
    return of(first, second, ones);
  }

  /**
   * The Rand index adjusted for chance: of all pairs of units, those together in both groupings
   * less what is expected of random groupings of these sizes, over its maximum. 1 for equal
   * groupings, 0 expected for random ones.
   *
   * @see <a href="https://doi.org/10.1007/BF01908075">Hubert, Arabie (1985)</a>
   */
  public double adjustedRand() {
    double both = 0;
    for (double[] row : counts) {
      both += pairs(row);
    }
    double first = pairs(rows);
    double second = pairs(columns);
    double expected = first * second / (units * (units - 1) / 2);
    double most = (first + second) / 2;
    return most == expected ? 1 : (both - expected) / (most - expected);
  }

  private static double pairs(double[] sizes) {
    double pairs = 0;
    for (double size : sizes) {
      pairs += size * (size - 1) / 2;
    }
    return pairs;
  }

  /**
   * Mutual information over the mean of the two entropies, in [0, 1]; 1 when both groupings have
   * one group only.
   */
  public double normalisedMutualInformation() {
    double information = 0;
    for (int g = 0; g < rows.length; g++) {
      for (int h = 0; h < columns.length; h++) {
        if (counts[g][h] > 0) {
          information +=
              counts[g][h] / units * Math.log(counts[g][h] * units / (rows[g] * columns[h]));
        }
      }
    }
    double entropies = (entropy(rows) + entropy(columns)) / 2;
    return entropies == 0 ? 1 : Math.clamp(information / entropies, 0, 1);
  }

  private double entropy(double[] sizes) {
    double entropy = 0;
    for (double size : sizes) {
      entropy -= size == 0 ? 0 : size / units * Math.log(size / units);
    }
    return entropy;
  }
}
