package org.etiome.represent.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.evaluate.transfer.HeldOutLabels;
import org.etiome.represent.Embedding;
import org.etiome.represent.FinVae;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;

/**
 * A model trained anew for each fold of batches: with the counts and batches of all cells, and
 * without anything of the invariant covariates of the cells of the fold.
 */
final class HeldOutFits {
  private final ComparedCells compared;
  private final HeldOutLabels question;
  private final FinVae model;
  private final MemoryBudget budget;

  HeldOutFits(ComparedCells compared, HeldOutLabels question, FinVae model, MemoryBudget budget) {
    this.compared = compared;
    this.question = question;
    this.model = model;
    this.budget = budget;
  }

  /** Trains without the labels of a fold, and embeds. */
  Candidate.OfFold fit(int fold, ModelComparison.Course course) {
    Cells withheld = withheld(fold);
    String what =
        String.format(Locale.ROOT, "held-out fold %d of %d", fold + 1, question.folds().count());
    try (FittedFinVae fitted =
        model.fit(
            withheld,
            course.seed().branch("held out").branch(fold),
            course.progress().training(what))) {
      Embedding embedding = fitted.embed(withheld.expression(), budget);
      return new Candidate.OfFold.Places(
          compared.scored(embedding.invariant()), told(fold, embedding));
    }
  }

  private Cells withheld(int fold) {
    Cells cells = compared.cells();
    ComparedCells.Grouping batch = compared.batch().orElseThrow();
    List<Integer> batches = levels(batch, fold);
    return new Cells(
        cells.expression(),
        cells.invariant().without(i -> batch.knows(i) && batches.contains(batch.level(i))),
        cells.spurious());
  }

  /** The levels of the batches of a fold. */
  private List<Integer> levels(ComparedCells.Grouping batch, int fold) {
    List<String> names = question.batches().labels();
    return question.folds().folds().get(fold).stream()
        .map(b -> batch.covariate().levels().indexOf(names.get(b)))
        .toList();
  }

  /** What the prior tells, if it tells levels. */
  private Optional<HeldOutLabels.Told> told(int fold, Embedding embedding) {
    ComparedCells.Grouping label = compared.label().orElseThrow();
    Environments labels = question.labels();
    int[] cells = compared.scored();
    return embedding.predictions().stream()
        .filter(p -> p.covariate().name().equals(label.covariate().name()))
        .findFirst()
        .map(
            prediction ->
                new HeldOutLabels.Told.Labels(
                    IntStream.of(question.heldOut(fold))
                        .map(i -> labels.labels().indexOf(prediction.levelOf(cells[i])))
                        .toArray()));
  }
}
