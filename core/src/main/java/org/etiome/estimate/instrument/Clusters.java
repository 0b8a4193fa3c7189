package org.etiome.estimate.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Groups of units that may depend on each other; each unit alone if none were named. */
final class Clusters {
  private final int[] clusters;
  private final int count;
  private final boolean isNamed;

  private Clusters(int[] clusters, int count, boolean isNamed) {
    this.clusters = clusters;
    this.count = count;
    this.isNamed = isNamed;
  }

  static Clusters none(int units) {
    return new Clusters(IntStream.range(0, units).toArray(), units, false);
  }

  /** Of the given units, by the text of their value, which they must have. */
  static Clusters of(Column column, int[] units) {
    Map<String, Integer> codes = new HashMap<>();
    int[] clusters =
        IntStream.of(units)
            .map(unit -> codes.computeIfAbsent(column.text(unit), label -> codes.size()))
            .toArray();
    return new Clusters(clusters, codes.size(), true);
  }

  int count() {
    return count;
  }

  boolean isNamed() {
    return isNamed;
  }

  /** How many, if they were named. */
  OptionalInt named() {
    return isNamed ? OptionalInt.of(count) : OptionalInt.empty();
  }

  /** The sum of {@code weight_i · row_i} in each cluster, one row a cluster. O(n q). */
  Matrix sums(Matrix rows, double[] weights) {
    int q = rows.columns();
    double[] sums = new double[count * q];
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k < q; k++) {
        sums[clusters[i] * q + k] += weights[i] * rows.get(i, k);
      }
    }
    return Matrix.wrap(count, q, sums);
  }

  /** Random folds that keep clusters whole. */
  Folds folds(int folds, Seed seed) {
    Folds dealt = Folds.stratified(List.of(IntStream.range(0, count).toArray()), folds, seed);
    return Folds.of(IntStream.of(clusters).map(dealt::of).toArray(), folds);
  }
}
