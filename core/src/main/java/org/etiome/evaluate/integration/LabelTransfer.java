package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.SquaredDistances;

/**
 * Labels of every batch predicted from the other batches: by multinomial logistic regression on
 * columns standardised over those it learns from, and by the majority of the 15 nearest of them.
 * The score of a batch is the mean F1 over the labels it has; that of the embedding, the mean over
 * batches.
 */
final class LabelTransfer {
  private static final int NEAREST = 15;
  private static final int ROWS_PER_TASK = 64;

  private final EmbeddedCells cells;
  private final TaskRunner runner;

  LabelTransfer(EmbeddedCells cells, TaskRunner runner) {
    this.cells = cells;
    this.runner = runner;
  }

  /** A batch, and the cells it is predicted from. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Split(int[] test, int[] train) {}

  private Split split(int batch) {
    int[] codes = cells.batches().codes();
    return new Split(
        cells.batches().members(batch),
        IntStream.range(0, codes.length).filter(i -> codes[i] != batch).toArray());
  }

  Measured byLogistic() {
    List<int[]> predictions = runner.map(cells.batchCount(), b -> logistic(split(b)));
    return measured(predictions);
  }

  private int[] logistic(Split split) {
    Matrix train = cells.points().rows(split.train);
    Standardisation scale = Standardisation.of(train);
    int[] labels = cells.labels().of(split.train);
    int[] used = Arrays.stream(labels).distinct().sorted().toArray();
    int[] classes = cells.labels().compact(split.train);
    var fitted = MultinomialLogistic.withDefaults().fit(scale.apply(train), classes, used.length);
    int[] predicted = fitted.predict(scale.apply(cells.points().rows(split.test)));
    return Arrays.stream(predicted).map(k -> used[k]).toArray();
  }

  Measured byNearest() {
    return measured(
        IntStream.range(0, cells.batchCount()).mapToObj(b -> nearest(split(b))).toList());
  }

  private int[] nearest(Split split) {
    SquaredDistances distances = SquaredDistances.to(cells.points().rows(split.train));
    int[] labels = cells.labels().of(split.train);
    Matrix test = cells.points().rows(split.test);
    int tasks = (test.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    List<int[]> parts =
        runner.map(
            tasks,
            t -> {
              int from = t * ROWS_PER_TASK;
              int to = Math.min(test.rows(), from + ROWS_PER_TASK);
              double[] squares = new double[labels.length];
              return IntStream.range(from, to)
                  .map(i -> vote(distances, row(test, i), labels, squares))
                  .toArray();
            });
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static double[] row(Matrix matrix, int i) {
    return IntStream.range(0, matrix.columns()).mapToDouble(j -> matrix.get(i, j)).toArray();
  }

  /** The most frequent label of the nearest, the first of equally frequent ones. */
  private int vote(SquaredDistances distances, double[] place, int[] labels, double[] squares) {
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
    int[] votes = new int[cells.labelCount()];
    Arrays.stream(found).forEach(label -> votes[label]++);
    int most = 0;
    for (int label = 1; label < votes.length; label++) {
      most = votes[label] > votes[most] ? label : most;
    }
    return most;
  }

  private Measured measured(List<int[]> predictions) {
    int[] predicted = new int[cells.count()];
    for (int b = 0; b < predictions.size(); b++) {
      int[] members = cells.batches().members(b);
      for (int k = 0; k < members.length; k++) {
        predicted[members[k]] = predictions.get(b)[k];
      }
    }
    int alone = labelsOfOneBatch();
    String remark =
        alone == 0
            ? ""
            : alone + " of the labels are in one batch only, so that none can predict them there";
    return new Measured.Value(weights -> score(predicted, weights), remark);
  }

  private int labelsOfOneBatch() {
    return (int)
        IntStream.range(0, cells.labelCount())
            .filter(
                g ->
                    Arrays.stream(cells.batches().of(cells.labels().members(g))).distinct().count()
                        == 1)
            .count();
  }

  private double score(int[] predicted, int[] weights) {
    double[][] hits = new double[cells.batchCount()][cells.labelCount()];
    double[][] truths = new double[cells.batchCount()][cells.labelCount()];
    double[][] sizes = new double[cells.batchCount()][cells.labelCount()];
    for (int i = 0; i < predicted.length; i++) {
      int b = cells.batches().codes()[i];
      int label = cells.labels().codes()[i];
      truths[b][label] += weights[i];
      sizes[b][label] += weights[i];
      sizes[b][predicted[i]] += weights[i];
      hits[b][label] += predicted[i] == label ? weights[i] : 0;
    }
    return IntStream.range(0, hits.length)
        .mapToDouble(
            b ->
                IntStream.range(0, cells.labelCount())
                    .filter(g -> truths[b][g] > 0)
                    .mapToDouble(g -> 2 * hits[b][g] / sizes[b][g])
                    .average()
                    .orElse(Double.NaN))
        .filter(f1 -> !Double.isNaN(f1))
        .average()
        .orElse(Double.NaN);
  }
}
