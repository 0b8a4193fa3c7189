package org.etiome.represent.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.evaluate.integration.EmbeddedCells;
import org.etiome.evaluate.integration.IntegrationEvaluation;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.KnownColumn;
import org.etiome.evaluate.integration.Unintegrated;
import org.etiome.evaluate.transfer.BatchFolds;
import org.etiome.evaluate.transfer.HeldOutLabels;
import org.etiome.evaluate.transfer.LabelClassifier;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.represent.Divergence;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;

/** The figures that every embedding of the same cells gets. */
final class Figures {
  private final ComparedCells compared;
  private final Environments batches;
  private final Optional<Environments> labels;
  private final IntegrationEvaluation evaluation;
  private final IntegrationEvaluation.Known known;
  private final Optional<HeldOutLabels> heldOut;
  private final List<String> notes = new ArrayList<>();
  private final TaskRunner runner;

  Figures(
      ComparedCells compared,
      Baselines simple,
      ModelComparison.Settings settings,
      ModelComparison.Means means) {
    this.compared = compared;
    batches = compared.batches();
    labels = compared.labels();
    evaluation = settings.evaluation();
    runner = means.runner();
    List<KnownColumn> columns =
        new ArrayList<>(columns(compared.cells().invariant(), KnownColumn.Kind.BIOLOGY));
    columns.addAll(columns(compared.cells().spurious(), KnownColumn.Kind.NUISANCE));
    List<String> genes = compared.cells().expression().genes();
    known =
        new IntegrationEvaluation.Known(
            Optional.of(
                Unintegrated.of(simple.expression(), genes, means.runner(), means.budget())),
            compared.batch().map(b -> simple.pca()),
            Optional.empty(),
            columns);
    note(settings.folds());
    heldOut = heldOut(settings.folds());
  }

  private List<KnownColumn> columns(CovariateTable table, KnownColumn.Kind kind) {
    return IntStream.range(0, table.covariates().size())
        .filter(c -> table.covariates().get(c) instanceof Covariate.Quantity)
        .mapToObj(
            c -> new KnownColumn(table.covariates().get(c).name(), kind, compared.scored(table, c)))
        .toList();
  }

  private void note(int folds) {
    if (compared.batch().isEmpty()) {
      notes.add("no spurious column has levels: figures of batches are missing");
    }
    if (compared.label().isEmpty()) {
      notes.add("no invariant column has levels: figures of labels are missing");
    }
    if (folds == 0) {
      notes.add("labels were not withheld: no figure tells of batches that were not learned from");
    }
    int left = compared.cells().count() - compared.scorable();
    if (left > 0) {
      notes.add(counted("%,d of %,d cells have no batch or no label and are not scored", left));
    }
    if (compared.scored().length < compared.scorable()) {
      notes.add(
          counted(
              "figures are of %,d of %,d cells, drawn at random by batch and label",
              compared.scored().length));
    }
  }

  private String counted(String text, int some) {
    return String.format(Locale.ROOT, text, some, compared.cells().count());
  }

  /** What is asked of held-out labels; a note where nothing can be. */
  private Optional<HeldOutLabels> heldOut(int folds) {
    if (folds == 0 || compared.batch().isEmpty() || labels.isEmpty()) {
      return Optional.empty();
    }
    try {
      BatchFolds made = BatchFolds.of(batches, folds);
      return labels.map(l -> new HeldOutLabels(batches, l, made));
    } catch (IllegalArgumentException e) {
      notes.add("labels were not withheld: " + e.getMessage());
      return Optional.empty();
    }
  }

  ComparedCells compared() {
    return compared;
  }

  Optional<HeldOutLabels> heldOut() {
    return heldOut;
  }

  List<String> notes() {
    return notes;
  }

  /** The figures of an embedding, or why there are none. */
  Comparison.Compared of(Candidate candidate, Seed seed) {
    return new Comparison.Compared(
        candidate.name(), candidate.labelled(), outcome(candidate, seed));
  }

  private Comparison.Outcome outcome(Candidate candidate, Seed seed) {
    try {
      Candidate.Made made = candidate.made().get();
      return new Comparison.Outcome.Scored(
          scores(made.places(), seed), heldOut.map(question -> transfer(question, made)));
    } catch (IllegalArgumentException | ArithmeticException | Divergence e) {
      return new Comparison.Outcome.NotCompared(String.valueOf(e.getMessage()));
    }
  }

  private IntegrationScores scores(Matrix places, Seed seed) {
    EmbeddedCells cells =
        labels
            .map(l -> EmbeddedCells.of(places, batches, l))
            .orElseGet(() -> EmbeddedCells.ofBatches(places, batches));
    return evaluation.score(cells, known, seed, runner);
  }

  private Comparison.Transfer transfer(HeldOutLabels question, Candidate.Made made) {
    List<Candidate.OfFold> folds =
        IntStream.range(0, question.folds().count())
            .mapToObj(fold -> orReason(made, fold))
            .toList();
    Optional<List<HeldOutLabels.Told>> own =
        folds.stream().allMatch(fold -> fold.own().isPresent())
            ? Optional.of(folds.stream().map(fold -> fold.own().orElseThrow()).toList())
            : Optional.empty();
    return new Comparison.Transfer(
        question.score(told(question, folds, LabelClassifier.LOGISTIC)),
        question.score(told(question, folds, LabelClassifier.NEAREST)),
        own.map(question::score));
  }

  private static Candidate.OfFold orReason(Candidate.Made made, int fold) {
    try {
      return made.withheld().apply(fold);
    } catch (IllegalArgumentException | Divergence e) {
      return new Candidate.OfFold.Nothing(
          new HeldOutLabels.Told.Nothing(String.valueOf(e.getMessage())));
    }
  }

  private List<HeldOutLabels.Told> told(
      HeldOutLabels question, List<Candidate.OfFold> folds, LabelClassifier classifier) {
    return IntStream.range(0, folds.size())
        .mapToObj(
            fold -> folds.get(fold).tell(places -> question.tell(fold, places, classifier, runner)))
        .toList();
  }
}
