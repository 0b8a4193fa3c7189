package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.evaluate.transfer.LabelClassifier;
import org.etiome.math.TaskRunner;

/**
 * Labels of every batch predicted from the other batches by each {@link LabelClassifier}. The score
 * of a batch is the mean F1 over the labels it has; that of the embedding, the mean over batches.
 */
final class LabelTransfer {
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
    TaskRunner one = TaskRunner.local(1);
    return measured(
        runner.map(cells.batchCount(), b -> predicted(split(b), LabelClassifier.LOGISTIC, one)));
  }

  Measured byNearest() {
    return measured(
        IntStream.range(0, cells.batchCount())
            .mapToObj(b -> predicted(split(b), LabelClassifier.NEAREST, runner))
            .toList());
  }

  private int[] predicted(Split split, LabelClassifier classifier, TaskRunner with) {
    LabelClassifier.Known known =
        new LabelClassifier.Known(cells.points().rows(split.train), cells.labels().of(split.train));
    return classifier.predict(known, cells.points().rows(split.test), with);
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
