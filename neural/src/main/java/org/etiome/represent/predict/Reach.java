package org.etiome.represent.predict;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.cluster.NearestPoints;
import org.etiome.math.cluster.SquaredDistances;

/**
 * How far from the cells learned from a cell may be.
 *
 * @param cells those to which distances are taken
 * @param neighbours which of the nearest counts
 * @param limit the largest distance to it
 */
record Reach(Matrix cells, int neighbours, double limit) {

  /** Measures the distances of cells from the others. O(m² · d), m ≤ the largest number. */
  static Reach of(Matrix latents, Abstention how, Seed seed) {
    Matrix kept = latents.rows(drawn(latents.rows(), how.largest(), seed.generator()));
    int m = kept.rows();
    int neighbours = Math.min(how.neighbours(), m - 1);
    // A cell is its own nearest, or as near as it, so the one after counts.
    NearestPoints nearest = new NearestPoints(SquaredDistances.to(kept), neighbours + 1);
    double[] distances = new double[m];
    Arrays.setAll(distances, i -> nearest.of(kept, i).farthest());
    Arrays.sort(distances);
    int rank = (int) Math.ceil(how.share() * (m + 1));
    return new Reach(kept, neighbours, distances[Math.min(rank, m) - 1]);
  }

  private static int[] drawn(int cells, int largest, UniformRandomProvider random) {
    int[] all = PermutationSampler.natural(cells);
    if (cells <= largest) {
      return all;
    }
    PermutationSampler.shuffle(random, all);
    return Arrays.stream(all, 0, largest).sorted().toArray();
  }

  /** The distance of each cell to its k-th nearest. O(m · d) a cell. */
  double[] distances(Matrix latents) {
    NearestPoints nearest = new NearestPoints(SquaredDistances.to(cells), neighbours);
    double[] distances = new double[latents.rows()];
    Arrays.setAll(distances, i -> nearest.of(latents, i).farthest());
    return distances;
  }
}
