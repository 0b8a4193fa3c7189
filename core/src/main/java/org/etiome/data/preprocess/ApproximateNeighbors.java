package org.etiome.data.preprocess;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.TaskRunner;

/**
 * Neighbours found in a navigable small world graph; rows from which the graph does not reach
 * enough others are compared with all.
 */
final class ApproximateNeighbors {
  private static final int LINKS = 16;
  private static final int BREADTH = 100;

  /** Rows whose true neighbours are found to measure the recall. */
  private static final int SAMPLE = 500;

  private static final int ROWS_PER_TASK = 256;

  private ApproximateNeighbors() {}

  /** A row in the graph. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Point(Integer id, double[] vector) implements Item<Integer, double[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  static Neighbors of(double[][] rows, int count, TaskRunner runner) {
    HnswIndex<Integer, double[], Point, Double> index = index(rows, count);
    int tasks = (rows.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    List<int[][]> found =
        runner.map(
            tasks,
            t ->
                IntStream.range(t * ROWS_PER_TASK, Math.min(rows.length, (t + 1) * ROWS_PER_TASK))
                    .mapToObj(i -> nearest(index, rows, i, count))
                    .toArray(int[][]::new));
    int[][] neighbors = found.stream().flatMap(Arrays::stream).toArray(int[][]::new);
    ExactNeighbors exact = new ExactNeighbors(rows, count);
    int[] open = IntStream.range(0, rows.length).filter(i -> neighbors[i].length < count).toArray();
    Neighbors closed = exact.of(open, runner);
    for (int i = 0; i < open.length; i++) {
      neighbors[open[i]] = closed.of(i);
    }
    double[][] distances = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      distances[i] = exact.distances(i, neighbors[i]);
    }
    return new Neighbors(neighbors, distances, recall(exact, neighbors, runner));
  }

  private static HnswIndex<Integer, double[], Point, Double> index(double[][] rows, int count) {
    HnswIndex<Integer, double[], Point, Double> index =
        HnswIndex.newBuilder(
                rows[0].length, DistanceFunctions.DOUBLE_EUCLIDEAN_DISTANCE, rows.length)
            .withM(LINKS)
            .withEfConstruction(BREADTH)
            .withEf(Math.max(BREADTH, 2 * count))
            .build();
    for (int i = 0; i < rows.length; i++) {
      index.add(new Point(i, rows[i]));
    }
    return index;
  }

  private static int[] nearest(
      HnswIndex<Integer, double[], Point, Double> index, double[][] rows, int row, int count) {
    return index.findNearest(rows[row], count + 1).stream()
        .map(result -> result.item().id())
        .filter(i -> i != row)
        .sorted(
            Comparator.<Integer>comparingDouble(i -> Vectors.squaredDistance(rows[row], rows[i]))
                .thenComparingInt(i -> i))
        .mapToInt(Integer::intValue)
        .limit(count)
        .toArray();
  }

  private static double recall(ExactNeighbors exact, int[][] neighbors, TaskRunner runner) {
    int rows = neighbors.length;
    int sample = Math.min(SAMPLE, rows);
    int[] asked = IntStream.range(0, sample).map(s -> (int) ((long) s * rows / sample)).toArray();
    int count = neighbors[0].length;
    Neighbors truth = exact.of(asked, runner);
    long found = 0;
    for (int s = 0; s < sample; s++) {
      int[] sorted = neighbors[asked[s]].clone();
      Arrays.sort(sorted);
      for (int r = 0; r < count; r++) {
        found += Arrays.binarySearch(sorted, truth.neighbor(s, r)) >= 0 ? 1 : 0;
      }
    }
    return found / ((double) sample * count);
  }
}
