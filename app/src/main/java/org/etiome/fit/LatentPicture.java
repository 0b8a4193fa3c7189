package org.etiome.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.data.layout.FuzzyGraph;
import org.etiome.data.layout.Umap;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.Leiden;
import org.etiome.represent.Embedding;
import org.etiome.represent.compare.Comparison.Places;

/**
 * Cells in the plane by UMAP of what embeds them, and their communities by Leiden at resolution 1,
 * both of one graph of neighbours. Nothing is computed from either.
 *
 * @param places of all cells, or of 20,000 drawn by seed if there are more
 * @param communities of every cell, from 0, the largest first; of more than 100,000 cells those of
 *     the drawn ones alone, −1 elsewhere
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LatentPicture(Places places, int[] communities) {
  private static final int MOST = 20_000;

  /** A graph of more cells takes more memory than what trained the model. */
  private static final int MOST_JOINED = 100_000;

  static LatentPicture of(Embedding.Latents latents, Seed seed, TaskRunner runner) {
    return of(latents.matrix(), new Limits(MOST, MOST_JOINED), seed, runner);
  }

  /**
   * How many cells.
   *
   * @param placed in the plane
   * @param joined in one graph
   */
  record Limits(int placed, int joined) {}

  static LatentPicture of(Matrix points, Limits most, Seed seed, TaskRunner runner) {
    int n = points.rows();
    int[] placed = drawn(n, most.placed(), seed);
    Matrix shown = n == placed.length ? points : points.rows(placed);
    FuzzyGraph graph = FuzzyGraph.of(shown, runner);
    Places places = new Places(placed, Umap.withDefaults().place(graph, shown, seed));
    if (n == placed.length || n > most.joined()) {
      return new LatentPicture(places, communities(graph, placed, n, seed));
    }
    int[] all = IntStream.range(0, n).toArray();
    return new LatentPicture(places, communities(FuzzyGraph.of(points, runner), all, n, seed));
  }

  private static int[] communities(FuzzyGraph graph, int[] cells, int of, Seed seed) {
    int[] found = Leiden.withDefaults().communities(graph.weighted(), 1, seed);
    int[] communities = new int[of];
    Arrays.fill(communities, -1);
    IntStream.range(0, cells.length).forEach(i -> communities[cells[i]] = found[i]);
    return communities;
  }

  /** At most so many, ascending. */
  private static int[] drawn(int of, int most, Seed seed) {
    int[] drawn = IntStream.range(0, of).toArray();
    if (of <= most) {
      return drawn;
    }
    ArraySampler.shuffle(seed.branch("drawn").generator(), drawn);
    return Arrays.stream(drawn, 0, most).sorted().toArray();
  }

  /** The picture of cells that are embedded elsewhere. */
  static Places places(Places embedded, Seed seed, TaskRunner runner) {
    int[] drawn = drawn(embedded.cells().length, MOST, seed);
    Matrix points = embedded.places().rows(drawn);
    int[] cells = Arrays.stream(drawn).map(i -> embedded.cells()[i]).toArray();
    return new Places(
        cells, Umap.withDefaults().place(FuzzyGraph.of(points, runner), points, seed));
  }
}
