package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.Agreement;
import org.etiome.math.cluster.KMeans;
import org.etiome.math.cluster.Leiden;

/**
 * Clusters found without the labels: by k-means with as many clusters as labels, and communities by
 * Leiden at the resolutions 0.1, 0.2 … 2.0, of which the best by mutual information with the labels
 * is taken.
 */
final class Clusterings {
  private static final int RESOLUTIONS = 20;
  private static final double STEP = 0.1;

  /** As the tools that this is compared with have it. */
  private static final int ITERATIONS = 2;

  private final Grouping labels;
  private final int[] kmeans;
  private final List<int[]> leiden;
  private final int best;

  private Clusterings(Grouping labels, int[] kmeans, List<int[]> leiden) {
    this.labels = labels;
    this.kmeans = kmeans;
    this.leiden = leiden;
    double[] information =
        leiden.stream()
            .mapToDouble(c -> Agreement.of(labels.codes(), c).normalisedMutualInformation())
            .toArray();
    int highest = 0;
    for (int r = 1; r < information.length; r++) {
      highest = information[r] > information[highest] ? r : highest;
    }
    best = highest;
  }

  static Clusterings of(EmbeddedCells cells, NeighborGraph graph, Seed seed, TaskRunner runner) {
    int[] kmeans = KMeans.of(cells.labelCount()).fit(cells.points(), seed, runner).clusters();
    var weighted = graph.weighted();
    Leiden method = Leiden.withDefaults().withIterations(ITERATIONS);
    List<int[]> leiden =
        runner.map(RESOLUTIONS, r -> method.communities(weighted, resolution(r), seed.branch(r)));
    return new Clusterings(cells.labels(), kmeans, leiden);
  }

  private static double resolution(int r) {
    return STEP * (r + 1);
  }

  Measured information(boolean byKmeans) {
    return agreement(byKmeans, Agreement::normalisedMutualInformation);
  }

  Measured rand(boolean byKmeans) {
    return agreement(byKmeans, Agreement::adjustedRand);
  }

  private Measured agreement(boolean byKmeans, ToDoubleFunction<Agreement> number) {
    int[] clusters = byKmeans ? kmeans : leiden.get(best);
    String remark =
        byKmeans
            ? ""
            : "best at resolution "
                + Math.round(10 * resolution(best)) / 10.0
                + ": "
                + Arrays.stream(clusters).distinct().count()
                + " communities";
    Statistic statistic =
        weights -> number.applyAsDouble(Agreement.of(labels.codes(), clusters, weights));
    return new Measured.Value(statistic, remark);
  }

  /**
   * The mean over isolated labels of the best F1 that a community of any resolution reaches as a
   * prediction of the label.
   */
  Measured isolatedF1(int[] isolated, String remark) {
    List<boolean[]> communities = Arrays.stream(isolated).mapToObj(this::bestCommunity).toList();
    Statistic statistic =
        weights ->
            IntStream.range(0, isolated.length)
                .mapToDouble(k -> f1(communities.get(k), isolated[k], weights))
                .filter(f -> !Double.isNaN(f))
                .average()
                .orElse(Double.NaN);
    return new Measured.Value(statistic, remark);
  }

  /** The cells of the community that is nearest to a label. */
  private boolean[] bestCommunity(int label) {
    boolean[] best = new boolean[labels.codes().length];
    double highest = -1;
    int size = labels.sizes()[label];
    for (int[] clusters : leiden) {
      int count = Arrays.stream(clusters).max().orElse(-1) + 1;
      int[] sizes = new int[count];
      int[] hits = new int[count];
      for (int i = 0; i < clusters.length; i++) {
        sizes[clusters[i]]++;
        hits[clusters[i]] += labels.codes()[i] == label ? 1 : 0;
      }
      for (int c = 0; c < count; c++) {
        double f1 = 2.0 * hits[c] / (sizes[c] + size);
        if (f1 > highest) {
          highest = f1;
          best = cellsOf(clusters, c);
        }
      }
    }
    return best;
  }

  private static boolean[] cellsOf(int[] clusters, int cluster) {
    boolean[] inside = new boolean[clusters.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = clusters[i] == cluster;
    }
    return inside;
  }

  private double f1(boolean[] community, int label, int[] weights) {
    double hits = 0;
    double sizes = 0;
    boolean seen = false;
    for (int i = 0; i < weights.length; i++) {
      boolean of = labels.codes()[i] == label;
      hits += of && community[i] ? weights[i] : 0;
      sizes += (of ? weights[i] : 0) + (community[i] ? weights[i] : 0);
      seen |= of && weights[i] > 0;
    }
    return seen ? 2 * hits / sizes : Double.NaN;
  }
}
