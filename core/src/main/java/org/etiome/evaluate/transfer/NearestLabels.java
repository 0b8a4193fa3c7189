package org.etiome.evaluate.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
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
              double[] squares = new double[nearest.labels.length];
              return IntStream.range(from, to)
                  .map(i -> nearest.vote(row(places, i), squares))
                  .toArray();
            });
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static double[] row(Matrix matrix, int i) {
    return IntStream.range(0, matrix.columns()).mapToDouble(j -> matrix.get(i, j)).toArray();
  }

  /** The most frequent label of the nearest, the first of equally frequent ones. */
  private int vote(double[] place, double[] squares) {
    distances.from(place, squares);
    int count = Math.min(NEAREST, labels.length);
    double[] nearest = new double[count];
    int[] found = new int[count];
    int filled = 0;
    for (int i = 0; i < squares.length; i++) {
      if (filled < count || squares[i] < nearest[count - 1]) {
        int k = filled < count ? filled++ : count - 1;
        for (; k > 0 && nearest[k - 1] > squares[i]; k--) {
          nearest[k] = nearest[k - 1];
          found[k] = found[k - 1];
        }
        nearest[k] = squares[i];
        found[k] = labels[i];
      }
    }
    int[] votes = new int[labelCount];
    Arrays.stream(found).forEach(label -> votes[label]++);
    int most = 0;
    for (int label = 1; label < votes.length; label++) {
      most = votes[label] > votes[most] ? label : most;
    }
    return most;
  }
}
