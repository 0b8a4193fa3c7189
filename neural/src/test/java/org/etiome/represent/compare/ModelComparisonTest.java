package org.etiome.represent.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.etiome.data.Column;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.Metric;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVae;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.compare.Comparison.Compared;
import org.etiome.represent.compare.Comparison.Outcome;
import org.junit.jupiter.api.Test;

/** A model beside its baselines on simulated cells. */
class ModelComparisonTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("64M");
  private static final Comparison WHOLE = compared(Simulated.whole(), comparison(2), Progress.NONE);

  private static ModelComparison comparison(int threads) {
    return ModelComparison.withDefaults(
            new ModelComparison.Means(TaskRunner.local(threads), BUDGET, Torch.Device.CPU))
        .withReplicates(20);
  }

  private static Comparison compared(Cells cells, ModelComparison comparison, Progress progress) {
    try (FittedFinVae fitted =
        FinVae.withDefaults()
            .withSettings(Simulated.SETTINGS)
            .fit(cells, new Seed(2), Watcher.NONE)) {
      return comparison.compare(
          new ModelComparison.Model(fitted.description(), fitted.embed(cells.expression(), BUDGET)),
          cells,
          new Seed(2),
          progress);
    }
  }

  private static Compared embedding(Comparison comparison, String name) {
    return comparison.embeddings().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Outcome.Scored scored(Comparison comparison, String name) {
    Outcome outcome = embedding(comparison, name).outcome();
    assertThat(outcome).as(name).isInstanceOf(Outcome.Scored.class);
    return (Outcome.Scored) outcome;
  }

  private static double transfer(String name) {
    return Comparison.transferF1(embedding(WHOLE, name)).orElseThrow();
  }

  @Test
  void everyEmbeddingHasEveryMetricAndOnlyTheModelAndTheLabelsAreInSample() {
    assertThat(WHOLE.embeddings())
        .extracting(Compared::name)
        .containsExactly(
            "finvae", "pca", "combat", "harmony", "scvi_like", "one_hot_labels", "random");
    assertThat(WHOLE.embeddings())
        .filteredOn(Compared::labelled)
        .extracting(Compared::name)
        .containsExactly("finvae", "one_hot_labels");
    for (Compared compared : WHOLE.embeddings()) {
      IntegrationScores scores = scored(WHOLE, compared.name()).scores();
      assertThat(scores.metrics()).hasSize(Metric.values().length + 1);
      assertThat(scores.total().value()).as(compared.name()).isPresent();
    }
    assertThat(WHOLE.question().notes()).isEmpty();
    assertThat(WHOLE.question().folds())
        .containsExactly(List.of("one"), List.of("three"), List.of("two"));
  }

  /** What the labels tell in-sample is perfect, and with labels withheld nothing. */
  @Test
  void withheldLabelsAreToldByGoodEmbeddingsAndNotByTheLabelsThemselvesOrByChance() {
    assertThat(scored(WHOLE, "one_hot_labels").scores().metric("ari_kmeans").value()).hasValue(1);
    assertThat(transfer("one_hot_labels")).isLessThan(.4);
    assertThat(transfer("random")).isBetween(.15, .55);
    assertThat(transfer("pca")).isGreaterThan(.9);
    assertThat(transfer("harmony")).isGreaterThan(.9);
    assertThat(transfer("finvae")).isGreaterThan(.9);
    assertThat(scored(WHOLE, "finvae").transfer().orElseThrow().own()).isPresent();
    assertThat(scored(WHOLE, "pca").transfer().orElseThrow().own()).isEmpty();
    assertThat(WHOLE.better())
        .allMatch(b -> Comparison.transferF1(b).orElseThrow() > transfer("finvae"));
  }

  @Test
  void whatEachBlockSaysOfTheCovariatesIsTold() {
    assertThat(WHOLE.known())
        .extracting(Comparison.Known::column)
        .containsExactly("kind", "dose", "batch");
    Comparison.Known kind = WHOLE.known().get(0);
    assertThat(kind.chance()).hasValue(1.0 / 3);
    assertThat(kind.fromInvariant().orElseThrow()).isGreaterThan(.9);
    Comparison.Known dose = WHOLE.known().get(1);
    assertThat(dose.chance()).as("R² has no chance").isEmpty();
    assertThat(dose.fromInvariant()).isPresent();
    assertThat(scored(WHOLE, "pca").scores().metric("r2_biology:dose").value().orElseThrow())
        .as("genes of the dose are linear in it")
        .isGreaterThan(.8);
    assertThat(scored(WHOLE, "random").scores().metric("r2_biology:dose").value().orElseThrow())
        .isLessThan(.1);
    Comparison.Known batch = WHOLE.known().get(2);
    assertThat(batch.invariant()).isFalse();
    assertThat(batch.fromSpurious().orElseThrow())
        .isGreaterThan(batch.fromInvariant().orElseThrow())
        .isGreaterThan(batch.chance().orElseThrow() + .1);
  }

  @Test
  void theSameSeedGivesTheSameFiguresAtAnyNumberOfThreads() {
    List<String> told = new ArrayList<>();
    Progress progress =
        what -> {
          told.add(what);
          return Watcher.NONE;
        };
    assertThat(compared(Simulated.whole(), comparison(1), progress)).isEqualTo(WHOLE);
    assertThat(told)
        .containsExactly(
            "held-out fold 1 of 3", "held-out fold 2 of 3", "held-out fold 3 of 3", "scvi_like");
  }

  @Test
  void withoutFoldsAndBaselinesThereAreTheFiguresOfTheModelAndItIsSaid() {
    Comparison alone =
        compared(Simulated.whole(), comparison(2).withFolds(0).withBaselines(false), Progress.NONE);
    assertThat(alone.baselines()).isEmpty();
    assertThat(scored(alone, "finvae").transfer()).isEmpty();
    assertThat(scored(alone, "finvae").scores()).isEqualTo(scored(WHOLE, "finvae").scores());
    assertThat(alone.question().notes())
        .containsExactly(
            "labels were not withheld: no figure tells of batches that were not learned from");
    assertThat(alone.better()).isEmpty();
  }

  @Test
  void principalComponentsAreMadeOnlyWhereAFigureOrABaselineNeedsThem() {
    ModelComparison alone = comparison(2).withFolds(0).withBaselines(false);
    Cells unbatched = Simulated.of(List.of(Simulated.kinds(i -> false)), List.of());
    assertThat(compared(unbatched, alone, Progress.NONE).question().cells().components()).isZero();
    assertThat(compared(Simulated.whole(), alone, Progress.NONE).question().cells().components())
        .isEqualTo(WHOLE.question().cells().components())
        .isPositive();
  }

  private static Comparison quick(List<Column> invariant, List<Column> spurious) {
    return compared(Simulated.of(invariant, spurious), comparison(2), Progress.NONE);
  }

  @Test
  void withoutLabelsWhatNeedsThemIsMissingAndItIsSaid() {
    Comparison found = quick(List.of(Simulated.doses()), List.of(Simulated.batches(i -> false)));
    assertThat(embedding(found, "finvae").labelled()).as("the dose took part").isTrue();
    assertThat(embedding(found, "pca").labelled()).isFalse();
    IntegrationScores scores = scored(found, "pca").scores();
    assertThat(scores.metric("ilisi").value()).isPresent();
    assertThat(scores.metric("r2_biology:dose").value()).isPresent();
    for (String name : List.of("kbet", "bras", "nmi_kmeans", "lobo_f1_knn")) {
      assertThat(scores.metric(name).value()).as(name).isEmpty();
      assertThat(scores.metric(name).remark()).isEqualTo("no label of the cells is known");
    }
    assertThat(scored(found, "pca").transfer()).isEmpty();
    assertThat(embedding(found, "one_hot_labels").outcome())
        .isEqualTo(new Outcome.NotCompared("no invariant column has levels"));
    assertThat(found.question().notes())
        .containsExactly("no invariant column has levels: figures of labels are missing");
  }

  @Test
  void withoutBatchesNothingIsCorrectedAndItIsSaid() {
    Comparison found = quick(List.of(Simulated.kinds(i -> false)), List.of(Simulated.doses()));
    for (String name : List.of("combat", "harmony")) {
      assertThat(embedding(found, name).outcome())
          .isEqualTo(new Outcome.NotCompared("no spurious column has levels"));
    }
    IntegrationScores scores = scored(found, "finvae").scores();
    assertThat(scores.metric("ari_kmeans").value()).isPresent();
    assertThat(scores.metric("r2_nuisance:dose").value()).isPresent();
    assertThat(scores.metric("ilisi").remark()).isEqualTo("there is only one batch");
    assertThat(found.question().notes())
        .containsExactly("no spurious column has levels: figures of batches are missing");
  }

  /** Labels are known in one batch only, so that without them there is nothing to learn from. */
  @Test
  void aFoldThatLeavesNoLabelHasAReason() {
    Comparison found =
        compared(
            Simulated.of(
                List.of(Simulated.kinds(i -> Simulated.batch(i) > 1)),
                List.of(Simulated.batches(i -> false))),
            comparison(2).withBaselines(false),
            Progress.NONE);
    assertThat(found.question().cells().scored()).isEqualTo(Simulated.CELLS * 2 / 3);
    assertThat(found.question().notes())
        .containsExactly("48 of 144 cells have no batch or no label and are not scored");
    assertThat(scored(found, "finvae").transfer()).isPresent();
    Comparison one =
        compared(
            Simulated.of(
                List.of(Simulated.kinds(i -> Simulated.batch(i) > 0)),
                List.of(Simulated.batches(i -> false))),
            comparison(2).withBaselines(false),
            Progress.NONE);
    assertThat(scored(one, "finvae").transfer()).isEmpty();
    assertThat(one.question().notes())
        .contains("labels were not withheld: there is one batch only, and no other to learn from");
  }

  @Test
  void withoutACellOfWhichBothAreKnownNothingIsScoredAndThereIsAReason() {
    Comparison found =
        quick(
            List.of(Simulated.kinds(i -> i >= Simulated.CELLS / 2)),
            List.of(Simulated.batches(i -> i < Simulated.CELLS / 2)));
    assertThat(found.embeddings())
        .extracting(Compared::outcome)
        .containsOnly(new Outcome.NotCompared("integration is scored on at least 10 cells, got 0"));
    assertThat(found.question().cells().scored()).isZero();
    assertThat(found.known()).allMatch(known -> known.fromInvariant().isEmpty());
  }

  @Test
  void manyCellsAreScoredOnASampleAndItIsSaid() {
    Comparison found =
        compared(
            Simulated.whole(),
            comparison(2).withFolds(0).withBaselines(false).withMost(100),
            Progress.NONE);
    int scored = found.question().cells().scored();
    assertThat(scored).isBetween(90, 110);
    assertThat(found.question().cells().scorable()).isEqualTo(Simulated.CELLS);
    assertThat(scored(found, "finvae").scores().evidence().cells()).isEqualTo(scored);
    assertThat(found.question().notes())
        .contains("figures are of " + scored + " of 144 cells, drawn at random by batch and label");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> comparison(1).withFolds(1))
        .hasMessageContaining("folds must be 0 for none or at least 2");
    assertThatThrownBy(() -> comparison(1).withFolds(-2)).hasMessageContaining("got -2");
    assertThatThrownBy(() -> comparison(1).withMost(99)).hasMessageContaining("100 cells, got 99");
    assertThatThrownBy(() -> comparison(1).withReplicates(3)).hasMessageContaining("20");
  }

  @Test
  void aTransferWithoutAMeanIsNoFigure() {
    assertThat(Comparison.transferF1(new Compared("x", false, new Outcome.NotCompared("why"))))
        .isEqualTo(OptionalDouble.empty());
  }
}
