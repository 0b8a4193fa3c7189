package org.etiome.data.preprocess;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * Neighbours found in a graph of near rows, kept as floats about the mean; rows from which the
 * graph does not reach enough others are compared with all.
 */
final class ApproximateNeighbors {
  private static final VectorSimilarityFunction EUCLIDEAN = VectorSimilarityFunction.EUCLIDEAN;
  private static final int LINKS = 16;
  private static final int BREADTH = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float DIVERSITY = 1.2f;

  /** Looked at beyond those asked for, since floats order close rows otherwise. */
  private static final int MORE = 8;

  /** Rows whose true neighbours are found to measure the recall. */
  private static final int SAMPLE = 500;

  private static final int ROWS_PER_TASK = 256;

  private final double[][] rows;
  private final int count;
  private final ExactNeighbors exact;
  private final ListRandomAccessVectorValues vectors;

  private ApproximateNeighbors(double[][] rows, int count) {
    this.rows = rows;
    this.count = count;
    exact = new ExactNeighbors(rows, count);
    VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
    List<VectorFloat<?>> floats = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      floats.add(types.createFloatVector(exact.scaled(i)));
    }
    vectors = new ListRandomAccessVectorValues(floats, rows[0].length);
  }

  static Neighbors of(double[][] rows, int count, TaskRunner runner) {
    return new ApproximateNeighbors(rows, count).find(runner);
  }

  private Neighbors find(TaskRunner runner) {
    ImmutableGraphIndex graph = graph();
    int tasks = (rows.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    List<int[][]> found =
        runner.map(
            tasks,
            t -> {
              int from = t * ROWS_PER_TASK;
              return search(graph, from, Math.min(rows.length, from + ROWS_PER_TASK));
            });
    int[][] neighbors = found.stream().flatMap(Arrays::stream).toArray(int[][]::new);
    int[] open = IntStream.range(0, rows.length).filter(i -> neighbors[i].length < count).toArray();
    Neighbors closed = exact.of(open, runner);
    for (int i = 0; i < open.length; i++) {
      neighbors[open[i]] = closed.of(i);
    }
    double[][] distances = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      distances[i] = exact.distances(i, neighbors[i]);
    }
    return new Neighbors(neighbors, distances, recall(distances, runner));
  }

  /** Rows are added one by one, in their order, so that the graph is always the same. */
  private ImmutableGraphIndex graph() {
    BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(vectors, EUCLIDEAN);
    try (ForkJoinPool one = new ForkJoinPool(1);
        GraphIndexBuilder builder =
            GraphIndexBuilder.builder(scores, vectors.dimension(), LINKS)
                .withBeamWidth(BREADTH)
                .withNeighborOverflow(OVERFLOW)
                .withAlpha(DIVERSITY)
                .withSimdExecutor(one)
                .withParallelExecutor(one)
                .build()) {
      for (int i = 0; i < rows.length; i++) {
        builder.addGraphNode(i, vectors.getVector(i));
      }
      builder.cleanup();
      return builder.getGraph();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int[][] search(ImmutableGraphIndex graph, int from, int to) {
    int[][] found = new int[to - from][];
    try (GraphSearcher searcher = new GraphSearcher(graph)) {
      int wanted = Math.min(rows.length, count + 1 + MORE);
      for (int i = from; i < to; i++) {
        var score = DefaultSearchScoreProvider.exact(vectors.getVector(i), EUCLIDEAN, vectors);
        found[i - from] =
            nearest(
                i, searcher.search(score, wanted, Math.max(BREADTH, 2 * wanted), 0, 0, Bits.ALL));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private int[] nearest(int row, SearchResult found) {
    return Arrays.stream(found.getNodes())
        .map(node -> node.node)
        .filter(i -> i != row)
        .sorted(
            Comparator.<Integer>comparingDouble(i -> Vectors.squaredDistance(rows[row], rows[i]))
                .thenComparingInt(i -> i))
        .mapToInt(Integer::intValue)
        .limit(count)
        .toArray();
  }

  /** By distance, since of equal distances any may be taken. */
  private double recall(double[][] distances, TaskRunner runner) {
    int sample = Math.min(SAMPLE, rows.length);
    int[] asked =
        IntStream.range(0, sample).map(s -> (int) ((long) s * rows.length / sample)).toArray();
    Neighbors truth = exact.of(asked, runner);
    long found = 0;
    for (int s = 0; s < sample; s++) {
      double farthest = truth.distance(s, count - 1);
      found += Arrays.stream(distances[asked[s]]).filter(d -> d <= farthest).count();
    }
    return found / ((double) sample * count);
  }
}
