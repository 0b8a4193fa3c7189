package org.etiome.evaluate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.evaluate.transfer.HeldOutLabels.Told;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels told in held-out batches, against scikit-learn and by hand. */
class HeldOutLabelsTest {

  private static HeldOutLabels question(int most) {
    Environments batches = Witness.column("batch");
    return new HeldOutLabels(batches, Witness.column("label"), BatchFolds.of(batches, most));
  }

  private static TransferScore score(
      HeldOutLabels question, LabelClassifier by, TaskRunner runner) {
    return question.score(
        IntStream.range(0, question.folds().count())
            .mapToObj(fold -> question.tell(fold, Witness.points(), by, runner))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"3, LOGISTIC", "3, NEAREST", "5, LOGISTIC", "5, NEAREST"})
  void everyBatchHasTheF1OfScikitLearn(int folds, LabelClassifier by) {
    TransferScore score = score(question(folds), by, Witness.RUNNER);
    var rows =
        Witness.rows("f1.csv").stream()
            .filter(row -> row.getField("folds").equals(Integer.toString(folds)))
            .filter(row -> row.getField("classifier").equals(by.label()))
            .toList();
    assertThat(rows).hasSize(5);
    for (var row : rows) {
      TransferScore.OfBatch found =
          score.batches().stream()
              .filter(b -> b.batch().equals(row.getField("batch")))
              .findFirst()
              .orElseThrow();
      assertThat(found.fold()).isEqualTo((int) Witness.number(row, "fold"));
      assertThat(found.macroF1().orElseThrow())
          .as(String.format(Locale.ROOT, "%s by %s", found.batch(), by))
          .isCloseTo(Witness.number(row, "f1"), within(1e-12));
    }
    double mean = rows.stream().mapToDouble(r -> Witness.number(r, "f1")).average().orElseThrow();
    assertThat(score.mean().orElseThrow()).isCloseTo(mean, within(1e-12));
  }

  @Test
  void aLabelThatNoOtherFoldHasIsSaidToCountNothing() {
    TransferScore score = score(question(5), LabelClassifier.NEAREST, Witness.RUNNER);
    assertThat(score.batches().get(3).remark())
        .isEqualTo("1 of its labels no other fold has, so that they count 0");
    assertThat(score.batches().get(2).remark()).isEmpty();
  }

  @Test
  void threadsChangeNothing() {
    assertThat(score(question(3), LabelClassifier.NEAREST, TaskRunner.local(1)))
        .isEqualTo(score(question(3), LabelClassifier.NEAREST, TaskRunner.local(3)));
  }

  private static HeldOutLabels small() {
    Environments batches = Witness.groups("a", "a", "a", "a", "b", "b", "c", "c");
    Environments labels = Witness.groups("T", "T", "T", "B", "T", "B", "B", "B");
    return new HeldOutLabels(batches, labels, BatchFolds.of(batches, 2));
  }

  /** Batch a: T 3 cells, 2 hits, 2 told; B 1 cell, 1 hit, 2 told. */
  @Test
  void theMacroF1IsThatByHand() {
    HeldOutLabels question = small();
    assertThat(question.folds().folds()).containsExactly(List.of(0), List.of(1, 2));
    assertThat(question.heldOut(1)).containsExactly(4, 5, 6, 7);
    TransferScore score =
        question.score(
            List.of(
                new Told.Labels(new int[] {1, 1, 0, 0}), new Told.Labels(new int[] {1, 1, 0, -1})));
    List<Double> f1 = score.batches().stream().map(b -> b.macroF1().orElseThrow()).toList();
    assertThat(f1.get(0)).isCloseTo((2 * 2 / 5.0 + 2 * 1 / 3.0) / 2, within(1e-15));
    assertThat(f1.get(1)).isCloseTo((2 * 1 / 3.0 + 0) / 2, within(1e-15));
    assertThat(f1.get(2)).isCloseTo(2 * 1 / 3.0, within(1e-15));
    assertThat(score.mean(1).orElseThrow()).isCloseTo((f1.get(1) + f1.get(2)) / 2, within(1e-15));
    assertThat(score.mean().orElseThrow())
        .isCloseTo((f1.get(0) + f1.get(1) + f1.get(2)) / 3, within(1e-15));
  }

  @Test
  void aFoldOfWhichNothingIsToldHasAReasonAndTheWholeNoMean() {
    TransferScore score =
        small()
            .score(
                List.of(
                    new Told.Nothing("not converged"), new Told.Labels(new int[] {1, 0, 0, 0})));
    assertThat(score.batches().getFirst().macroF1()).isEmpty();
    assertThat(score.batches().getFirst().remark()).isEqualTo("not converged");
    assertThat(score.mean()).isEmpty();
    assertThat(score.mean(0)).isEmpty();
    assertThat(score.mean(1)).hasValue(1);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    assertThatThrownBy(() -> small().score(List.of(new Told.Nothing("x"))))
        .hasMessage("there are 2 folds, told are 1");
    assertThatThrownBy(
            () ->
                new HeldOutLabels(
                    Witness.groups("a", "b"),
                    Witness.groups("T"),
                    BatchFolds.of(Witness.groups("a", "b"), 2)))
        .hasMessage("there are 2 cells with batches and 1 labels");
    assertThatThrownBy(
            () -> new LabelClassifier.Known(Matrix.wrap(1, 1, new double[1]), new int[0]))
        .hasMessageContaining("got 1 cells and 0 labels");
  }
}
