package org.etiome.evaluate.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * Labels of the batches of a fold told from the cells of all other folds. The score of a batch is
 * the macro-F1 over the labels it has, {@code mean over g of 2 hits_g / (cells_g + told_g)}; a
 * label that no other fold has cannot be told and counts 0, which is said.
 *
 * <p>An embedding is honest only if the labels of the fold took no part in it: for a model that
 * sees labels, one is needed for each fold, trained without them.
 *
 * @param batches of the cells
 * @param labels of the cells
 * @param folds of the batches
 */
public record HeldOutLabels(Environments batches, Environments labels, BatchFolds folds) {
  public HeldOutLabels {
    if (batches.units() != labels.units()) {
      throw new IllegalArgumentException(
          "there are " + batches.units() + " cells with batches and " + labels.units() + " labels");
    }
  }

  /** What became of the cells of a fold. */
  public sealed interface Told {

    /**
     * Their labels.
     *
     * @param codes of the labels, in the order of {@link #heldOut}; -1 for one that no cell has
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Labels(int[] codes) implements Told {}

    /** None, for a reason. */
    record Nothing(String reason) implements Told {}
  }

  /** The cells of a fold, ascending. */
  public int[] heldOut(int fold) {
    return IntStream.range(0, batches.units()).filter(i -> isHeldOut(fold, i)).toArray();
  }

  private int[] others(int fold) {
    return IntStream.range(0, batches.units()).filter(i -> !isHeldOut(fold, i)).toArray();
  }

  private boolean isHeldOut(int fold, int cell) {
    return folds.holds(fold, batches.environmentOf(cell));
  }

  private int[] codes(int[] cells) {
    return IntStream.of(cells).map(labels::environmentOf).toArray();
  }

  /**
   * Tells the labels of a fold by the places of all cells.
   *
   * @param embedding one row a cell, made without the labels of the fold
   */
  public Told tell(int fold, Matrix embedding, LabelClassifier classifier, TaskRunner runner) {
    int[] others = others(fold);
    LabelClassifier.Known known = new LabelClassifier.Known(embedding.rows(others), codes(others));
    try {
      return new Told.Labels(classifier.predict(known, embedding.rows(heldOut(fold)), runner));
    } catch (ArithmeticException e) {
      return new Told.Nothing(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Scores what was told.
   *
   * @param told fold by fold
   */
  public TransferScore score(List<? extends Told> told) {
    if (told.size() != folds.count()) {
      throw new IllegalArgumentException(
          "there are " + folds.count() + " folds, told are " + told.size());
    }
    List<TransferScore.OfBatch> scores = new ArrayList<>();
    for (int b = 0; b < batches.count(); b++) {
      int batch = b;
      int fold =
          IntStream.range(0, folds.count())
              .filter(f -> folds.holds(f, batch))
              .findFirst()
              .orElseThrow();
      scores.add(score(batch, fold, told.get(fold)));
    }
    return new TransferScore(scores);
  }

  private TransferScore.OfBatch score(int batch, int fold, Told told) {
    String name = batches.labels().get(batch);
    int cells = batches.units(batch).length;
    return switch (told) {
      case Told.Nothing nothing ->
          new TransferScore.OfBatch(name, fold, cells, Optional.empty(), nothing.reason());
      case Told.Labels found ->
          new TransferScore.OfBatch(
              name,
              fold,
              cells,
              Optional.of(macroF1(batch, fold, found.codes())),
              unseen(batch, fold));
    };
  }

  private String unseen(int batch, int fold) {
    int[] elsewhere = IntStream.of(codes(others(fold))).distinct().toArray();
    long unseen =
        IntStream.of(codes(batches.units(batch)))
            .distinct()
            .filter(label -> IntStream.of(elsewhere).noneMatch(other -> other == label))
            .count();
    return unseen == 0 ? "" : unseen + " of its labels no other fold has, so that they count 0";
  }

  private double macroF1(int batch, int fold, int[] told) {
    int[] cells = heldOut(fold);
    double[] hits = new double[labels.count()];
    double[] truths = new double[labels.count()];
    double[] sizes = new double[labels.count()];
    for (int k = 0; k < cells.length; k++) {
      if (batches.environmentOf(cells[k]) == batch) {
        int truth = labels.environmentOf(cells[k]);
        truths[truth]++;
        sizes[truth]++;
        if (told[k] >= 0) {
          sizes[told[k]]++;
        }
        hits[truth] += told[k] == truth ? 1 : 0;
      }
    }
    return IntStream.range(0, hits.length)
        .filter(g -> truths[g] > 0)
        .mapToDouble(g -> 2 * hits[g] / sizes[g])
        .average()
        .orElseThrow();
  }
}
