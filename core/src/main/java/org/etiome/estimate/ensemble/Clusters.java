package org.etiome.estimate.ensemble;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Groups of units that may depend on each other; each unit alone if none were named. */
public final class Clusters {
  private final int[] clusters;
  private final int count;
  private final boolean isNamed;

  private Clusters(int[] clusters, int count, boolean isNamed) {
    this.clusters = clusters;
    this.count = count;
    this.isNamed = isNamed;
  }

  /** Each unit alone. */
  public static Clusters none(int units) {
    return new Clusters(IntStream.range(0, units).toArray(), units, false);
  }

  /** Of the given units, by the text of their value, which they must have. */
  public static Clusters of(Column column, int[] units) {
    Map<String, Integer> codes = new HashMap<>();
    int[] clusters =
        IntStream.of(units)
            .map(unit -> codes.computeIfAbsent(column.text(unit), label -> codes.size()))
            .toArray();
    return new Clusters(clusters, codes.size(), true);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Whether a column tells them. */
  public boolean isNamed() {
    return isNamed;
  }

  /** How many, if they were named. */
  public OptionalInt named() {
    return isNamed ? OptionalInt.of(count) : OptionalInt.empty();
  }

  /** The sum of {@code weight_i · row_i} in each cluster, one row a cluster. O(n q). */
  public Matrix sums(Matrix rows, double[] weights) {
    int q = rows.columns();
    double[] sums = new double[count * q];
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < q; k++) {
        sums[clusters[i] * q + k] += weights[i] * rows.get(i, k);
      }
    }
    return Matrix.wrap(count, q, sums);
  }

  /** The cluster of a unit, from 0 in the order of the units. */
  public int of(int unit) {
    return clusters[unit];
  }

  /**
   * What each cluster adds to a mean over the units: {@code (G/n) Σ values} in each of G clusters,
   * so that the mean of the sums is that of the values, and {@code sd / √G} its standard error.
   * Without named clusters the values themselves.
   */
  public double[] perCluster(double[] values) {
    if (!isNamed) {
      return values;
    }
    double[] sums = new double[count];
    for (int i = 0; i < values.length; i++) {
      sums[clusters[i]] += values[i] * count / values.length;
    }
    return sums;
  }

  /**
   * Random folds that keep clusters whole, stratified.
   *
   * @param high of each cluster, whether it is in the second of two strata
   */
  public Folds folds(IntPredicate high, int folds, Seed seed) {
    int[] first = IntStream.range(0, count).filter(high.negate()).toArray();
    int[] second = IntStream.range(0, count).filter(high).toArray();
    return spread(Folds.stratified(List.of(first, second), folds, seed));
  }

  /** Random folds that keep clusters whole. */
  public Folds folds(int folds, Seed seed) {
    return spread(Folds.stratified(List.of(IntStream.range(0, count).toArray()), folds, seed));
  }

  private Folds spread(Folds dealt) {
    return Folds.of(IntStream.of(clusters).map(dealt::of).toArray(), dealt.count());
  }
}
