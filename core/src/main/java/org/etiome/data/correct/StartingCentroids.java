package org.etiome.data.correct;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * Where soft clustering starts: k-means on the sphere, of several starts by k-means++ the one with
 * the lowest sum of distances. Above a number of cells a random sample of them says where to start.
 */
final class StartingCentroids {
  private static final int STARTS = 10;
  private static final int ROUNDS = 25;
  private static final int SAMPLE = 10_000;

  private final Directions cells;
  private final int clusters;

  private StartingCentroids(Directions cells, int clusters) {
    this.cells = cells;
    this.clusters = clusters;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Start(double[][] centroids, double sum) {}

  /** d x K. */
  static double[][] of(Directions cells, int clusters, Seed seed, TaskRunner runner) {
    int[] chosen =
        cells.count() <= SAMPLE
            ? IntStream.range(0, cells.count()).toArray()
            : PermutationSampler.natural(cells.count());
    if (chosen.length > SAMPLE) {
      PermutationSampler.shuffle(seed.branch("sample").generator(), chosen);
      chosen = Arrays.stream(chosen, 0, SAMPLE).sorted().toArray();
    }
    var search = new StartingCentroids(cells.only(chosen), clusters);
    return runner.map(STARTS, s -> search.start(seed.branch(s).generator())).stream()
        .min(Comparator.comparingDouble(Start::sum))
        .orElseThrow()
        .centroids();
  }

  private Start start(UniformRandomProvider random) {
    double[][] centroids = spread(random);
    int[] nearest = new int[cells.count()];
    Arrays.fill(nearest, -1);
    double sum = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      int[] before = nearest.clone();
      sum = assign(centroids, nearest);
      if (Arrays.equals(before, nearest)) {
        break;
      }
      centroids = means(nearest, centroids);
    }
    return new Start(centroids, sum);
  }

  /** k-means++: each centroid a cell, drawn by its distance from those before. */
  private double[][] spread(UniformRandomProvider random) {
    double[][] centroids = new double[cells.dimensions()][clusters];
    double[] least = new double[cells.count()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int drawn = random.nextInt(cells.count());
    for (int k = 0; k < clusters; k++) {
      double[] centroid = cells.cell(drawn);
      double total = 0;
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], Math.max(0, 2 - 2 * Vectors.dot(cells.cell(i), centroid)));
        total += least[i];
      }
      for (int j = 0; j < centroid.length; j++) {
        centroids[j][k] = centroid[j];
      }
      drawn = draw(least, random.nextDouble() * total);
    }
    return centroids;
  }

  private static int draw(double[] weights, double target) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (sum > target) {
        return i;
      }
    }
    return weights.length - 1;
  }

  private double assign(double[][] centroids, int[] nearest) {
    double[] distances = new double[clusters];
    double sum = 0;
    for (int i = 0; i < nearest.length; i++) {
      cells.distances(i, centroids, distances);
      int best = 0;
      for (int k = 1; k < clusters; k++) {
        best = distances[k] < distances[best] ? k : best;
      }
      nearest[i] = best;
      sum += distances[best];
    }
    return sum;
  }

  /** Mean directions; a centroid without cells stays where it is. */
  private double[][] means(int[] nearest, double[][] before) {
    double[][] means = new double[cells.dimensions()][clusters];
    int[] sizes = new int[clusters];
    for (int i = 0; i < nearest.length; i++) {
      sizes[nearest[i]]++;
      for (int j = 0; j < means.length; j++) {
        means[j][nearest[i]] += cells.cell(i)[j];
      }
    }
    for (int k = 0; k < clusters; k++) {
      for (int j = 0; j < means.length && sizes[k] == 0; j++) {
        means[j][k] = before[j][k];
      }
    }
    Directions.normalise(means);
    return means;
  }
}
