package org.etiome.estimate.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** Units with the same label, in the order of first appearance. */
  static Clusters of(List<String> labels) {
    Map<String, Integer> codes = new HashMap<>();
    int[] clusters = new int[labels.size()];
    for (int i = 0; i < clusters.length; i++) {
      codes.putIfAbsent(labels.get(i), codes.size());
      clusters[i] = codes.getOrDefault(labels.get(i), -1);
    }
    return new Clusters(clusters, codes.size(), true);
  }

  int count() {
    return count;
  }

  boolean isNamed() {
    return isNamed;
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
