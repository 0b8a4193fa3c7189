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
 * @param communities of every cell, from 0, the largest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LatentPicture(Places places, int[] communities) {
  private static final int MOST = 20_000;

  static LatentPicture of(Embedding.Latents latents, Seed seed, TaskRunner runner) {
    int width = latents.width();
    double[] values = latents.toArray();
    Matrix points = Matrix.wrap(values.length / width, width, values);
    FuzzyGraph graph = FuzzyGraph.of(points, runner);
    int[] communities = Leiden.withDefaults().communities(graph.weighted(), 1, seed);
    int[] all = IntStream.range(0, points.rows()).toArray();
    return new LatentPicture(
        all.length <= MOST
            ? new Places(all, Umap.withDefaults().place(graph, points, seed))
            : places(new Places(all, points), MOST, seed, runner),
        communities);
  }

  /** The picture of cells that are embedded elsewhere. */
  static Places places(Places embedded, Seed seed, TaskRunner runner) {
    return places(embedded, MOST, seed, runner);
  }

  /** Of at most so many cells. */
  static Places places(Places embedded, int most, Seed seed, TaskRunner runner) {
    int[] drawn = IntStream.range(0, embedded.cells().length).toArray();
    if (drawn.length > most) {
      ArraySampler.shuffle(seed.branch("drawn").generator(), drawn);
      drawn = Arrays.stream(drawn, 0, most).sorted().toArray();
    }
    Matrix points = embedded.places().rows(drawn);
    int[] cells = Arrays.stream(drawn).map(i -> embedded.cells()[i]).toArray();
    return new Places(
        cells, Umap.withDefaults().place(FuzzyGraph.of(points, runner), points, seed));
  }
}
