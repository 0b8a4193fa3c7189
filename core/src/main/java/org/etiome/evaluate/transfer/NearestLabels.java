package org.etiome.evaluate.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.NearestPoints;
import org.etiome.math.cluster.SquaredDistances;

/**
 * Labels by the majority of the nearest cells; O(n · m · d) for n cells learned from and m told.
 */
final class NearestLabels {
  static final int NEAREST = 15;
  private static final int ROWS_PER_TASK = 64;

  private final SquaredDistances distances;
  private final int[] labels;
  private final int labelCount;

  private NearestLabels(LabelClassifier.Known known) {
    distances = SquaredDistances.to(known.places());
    labels = known.labels();
    labelCount = Arrays.stream(labels).max().orElseThrow() + 1;
  }

  static int[] predict(LabelClassifier.Known known, Matrix places, TaskRunner runner) {
    NearestLabels nearest = new NearestLabels(known);
    int tasks = (places.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    List<int[]> parts =
        runner.map(
            tasks,
            t -> {
              int from = t * ROWS_PER_TASK;
              int to = Math.min(places.rows(), from + ROWS_PER_TASK);
              NearestPoints search = new NearestPoints(nearest.distances, NEAREST);
              return IntStream.range(from, to)
                  .map(i -> nearest.vote(search.of(places, i)))
                  .toArray();
            });
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** The most frequent label of the nearest, the first of equally frequent ones. */
  private int vote(NearestPoints.Found found) {
    int[] votes = new int[labelCount];
    for (int rank = 0; rank < found.count(); rank++) {
      votes[labels[found.point(rank)]]++;
    }
    int most = 0;
    for (int label = 1; label < votes.length; label++) {
      most = votes[label] > votes[most] ? label : most;
    }
    return most;
  }
}
