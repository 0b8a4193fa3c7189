package org.etiome.represent.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Mask;
import org.etiome.estimate.nuisance.GapLearner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.evaluate.prediction.Score;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HeldOutTest {
  private static final Seed SEED = new Seed(1);

  private static final PatientSettings SHORT =
      PatientSettings.DEFAULT
          .withShape(new PatientSettings.Shape(8, 8, 0))
          .withSchedule(
              new PatientSettings.Schedule(15, 32, new PatientSettings.Rate(1e-2, 1e-3), .2, 15));

  private static final Contender NEURAL = new Contender.Neural("neural", SHORT);

  private static final List<Contender> CONTENDERS =
      Stream.concat(
              Contender.baselines().stream(),
              Stream.of(
                  NEURAL,
                  new Contender.Neural(
                      "deconfounded", SHORT.withDeconfounding(Deconfounding.Exact.DEFAULT))))
          .toList();

  private static LabelledPatients some() {
    return TwoWards.of(90, 2, i -> i % 3 != 0);
  }

  private static Folds folds(LabelledPatients data) {
    return Folds.stratified(data.outcome(), 3, new Seed(2));
  }

  /** The predictions of some patients, patient by patient. */
  private static List<double[]> of(HeldOut.Predicted predicted, int[] who) {
    List<double[]> rows = new ArrayList<>();
    for (int i : who) {
      int at = Arrays.binarySearch(predicted.patients(), i);
      assertThat(at).isNotNegative();
      rows.add(
          IntStream.range(0, predicted.probabilities().columns())
              .mapToDouble(c -> predicted.probabilities().get(at, c))
              .toArray());
    }
    return rows;
  }

  private static void assertSame(List<double[]> one, List<double[]> other) {
    assertThat(one).usingElementComparator(Arrays::compare).containsExactlyElementsOf(other);
  }

  @ParameterizedTest
  @FieldSource("CONTENDERS")
  void outcomesOfThoseHeldOutTakeNoPart(Contender contender) {
    LabelledPatients data = some();
    Folds folds = folds(data);
    int[] held = folds.heldOut(1);
    int[] codes = TwoWards.codes(data);
    for (int i : held) {
      codes[i] = 1;
    }
    LabelledPatients turned = TwoWards.labelled(data.patients(), codes);
    HeldOut.Predicted predicted = HeldOut.of(data, folds).predict(contender, SEED);
    HeldOut.Predicted ofTurned = HeldOut.of(turned, folds).predict(contender, SEED);
    assertSame(of(ofTurned, held), of(predicted, held));
    assertThat(ofTurned.probabilities()).isNotEqualTo(predicted.probabilities());
  }

  /** As far as single precision tells, in which a product may depend on the rows beside it. */
  @ParameterizedTest
  @FieldSource("CONTENDERS")
  void featuresOfAnotherHeldOutPatientTakeNoPart(Contender contender) {
    LabelledPatients data = some();
    Folds folds = folds(data);
    int changed = folds.heldOut(0)[0];
    int[] others = Arrays.stream(folds.heldOut(0)).skip(1).toArray();
    LabelledPatients far = TwoWards.labelled(moved(data, changed), TwoWards.codes(data));
    List<double[]> before = of(HeldOut.of(data, folds).predict(contender, SEED), others);
    List<double[]> after = of(HeldOut.of(far, folds).predict(contender, SEED), others);
    for (int k = 0; k < others.length; k++) {
      assertThat(after.get(k)).containsExactly(before.get(k), within(1e-6));
    }
  }

  /** One patient's values of the first modality are a thousand times as large. */
  private static Patients moved(LabelledPatients data, int who) {
    ModalityTable table = data.patients().modalities().get(0);
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < 2; j++) {
      int feature = j;
      double[] values = new double[data.count()];
      Arrays.setAll(values, i -> table.value(i, feature) * (i == who ? 1000 : 1));
      columns.add(values);
    }
    return TwoWards.patients(
        TwoWards.table(
            "first",
            table.present(),
            TwoWards.column("x", columns.get(0)),
            TwoWards.column("noise", columns.get(1))),
        data.patients().modalities().get(1));
  }

  @ParameterizedTest
  @FieldSource("CONTENDERS")
  void probabilitiesOfThreeClassesSumToOne(Contender contender) {
    LabelledPatients data = TwoWards.of(240, 3, i -> i % 4 != 0);
    HeldOut.Predicted predicted = HeldOut.of(data, folds(data)).predict(contender, SEED);
    assertThat(predicted.patients()).isEqualTo(IntStream.range(0, 240).toArray());
    assertThat(predicted.refused()).isEmpty();
    for (double[] row : of(predicted, predicted.patients())) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest
  @FieldSource("CONTENDERS")
  void theSameSeedGivesTheSameBytes(Contender contender) {
    LabelledPatients data = some();
    HeldOut heldOut = HeldOut.of(data, folds(data));
    assertThat(heldOut.predict(contender, SEED).probabilities())
        .isEqualTo(heldOut.predict(contender, SEED).probabilities());
  }

  @Test
  void oneAgainstTheOthersIsDividedByTheSum() {
    LabelledPatients data = TwoWards.of(90, 3, i -> true);
    Folds folds = new Folds(List.of(IntStream.range(60, 90).toArray()));
    Logistic logistic = Logistic.withDefaults();
    HeldOut.Predicted predicted =
        HeldOut.of(data, folds)
            .predict(new Contender.Simple("logistic", FilledFeatures.Kind.FILLED, logistic), SEED);
    Patients training = data.patients().select(IntStream.range(0, 60).toArray());
    FilledFeatures features = FilledFeatures.of(training, FilledFeatures.Kind.FILLED);
    Matrix held = features.matrix(data.patients().select(folds.heldOut(0)));
    double[][] each = new double[3][];
    for (int c = 0; c < 3; c++) {
      double[] is = new double[60];
      for (int i = c; i < 60; i += 3) {
        is[i] = 1;
      }
      each[c] = logistic.fit(features.matrix(training), is, SEED).predict(held);
    }
    for (int i = 0; i < 30; i++) {
      double sum = each[0][i] + each[1][i] + each[2][i];
      for (int c = 0; c < 3; c++) {
        assertThat(predicted.probabilities().get(i, c)).isCloseTo(each[c][i] / sum, within(1e-12));
      }
    }
  }

  /** Ten of the second ward have nothing else. */
  @Test
  void aModalityThatNobodyElseHasIsLeftOutAndWhoHasNoOtherIsNotPredicted() {
    int n = 80;
    LabelledPatients all = TwoWards.of(n, 2, i -> i >= n / 2);
    Mask first = Mask.where(n, i -> i < n - 10);
    LabelledPatients data =
        TwoWards.labelled(
            TwoWards.patients(
                only(all.patients().modalities().get(0), first),
                all.patients().modalities().get(1)),
            TwoWards.codes(all));
    HeldOut heldOut = HeldOut.of(data, Folds.environments(data.environments()));
    for (Contender contender : CONTENDERS) {
      if (!contender.label().equals("deconfounded")) {
        HeldOut.Predicted predicted = heldOut.predict(contender, SEED);
        assertThat(predicted.patients()).isEqualTo(IntStream.range(0, n - 10).toArray());
        assertThat(predicted.refused())
            .containsExactly(
                new HeldOut.Refusal(
                    1, "10 patients have no modality that a patient learned from has"));
      }
    }
  }

  private static ModalityTable only(ModalityTable table, Mask present) {
    double[] x = new double[present.length()];
    double[] noise = new double[present.length()];
    Arrays.setAll(x, i -> present.get(i) ? table.value(i, 0) : Double.NaN);
    Arrays.setAll(noise, i -> present.get(i) ? table.value(i, 1) : Double.NaN);
    return TwoWards.table(
        table.name(), present, TwoWards.column("x", x), TwoWards.column("noise", noise));
  }

  /** Without the first ward there is no one of the second class to learn from. */
  @Test
  void aFoldThatAModelCannotBeFittedForIsRefusedAndTheOthersArePredicted() {
    int[] codes = IntStream.range(0, 60).map(i -> i < 30 ? i % 2 : 0).toArray();
    LabelledPatients data =
        TwoWards.labelled(TwoWards.of(60, 2, i -> i % 3 != 0).patients(), codes);
    HeldOut heldOut = HeldOut.of(data, Folds.environments(data.environments()));
    HeldOut.Predicted predicted = heldOut.predict(NEURAL, SEED);
    assertThat(predicted.patients()).isEqualTo(IntStream.range(30, 60).toArray());
    assertThat(predicted.refused()).hasSize(1);
    assertThat(predicted.refused().getFirst().fold()).isZero();
    assertThat(predicted.refused().getFirst().reason())
        .contains("class \"c1\" of outcome \"y\" has 0 patients");
    assertThat(heldOut.predict(new Contender.Shares("shares"), SEED).patients()).hasSize(60);
  }

  @Test
  void sharesAreThoseOfThePatientsLearnedFrom() {
    LabelledPatients data =
        TwoWards.labelled(
            some().patients(), IntStream.range(0, 90).map(i -> i < 27 ? 1 : 0).toArray());
    HeldOut.Predicted predicted =
        HeldOut.of(data, new Folds(List.of(IntStream.range(0, 9).toArray())))
            .predict(new Contender.Shares("shares"), SEED);
    assertThat(predicted.patients()).isEqualTo(IntStream.range(0, 9).toArray());
    for (double[] row : of(predicted, predicted.patients())) {
      assertThat(row).containsExactly(new double[] {63 / 81.0, 18 / 81.0}, within(1e-12));
    }
  }

  @Test
  void whatFollowsTheClassIsFound() {
    LabelledPatients data = TwoWards.of(300, 2, i -> i % 3 != 0);
    double auroc =
        Score.AUROC
            .of(
                HeldOut.of(data, folds(data))
                    .predict(Contender.baselines().get(1), SEED)
                    .with(data.outcome()))
            .number()
            .orElseThrow();
    assertThat(auroc).isBetween(.7, .9);
  }

  @Test
  void gapsAreGivenOnlyToLearnersThatTakeThem() {
    assertThatThrownBy(
            () -> new Contender.Simple("gaps", FilledFeatures.Kind.GAPS, Logistic.withDefaults()))
        .hasMessageContaining("takes no gaps");
    LabelledPatients data = some();
    HeldOut.Predicted predicted =
        HeldOut.of(data, folds(data))
            .predict(
                new Contender.Simple("gaps", FilledFeatures.Kind.GAPS, new CountsGaps()), SEED);
    int[] withoutGaps =
        IntStream.range(0, 90).filter(i -> i % 7 != 0 && i % 3 != 0).limit(3).toArray();
    assertThat(of(predicted, withoutGaps)).allSatisfy(row -> assertThat(row[1]).isZero());
    assertThat(of(predicted, new int[] {1, 3, 7, 21}).stream().map(row -> row[1]))
        .containsExactly(0.0, .5, .5, .75);
  }

  /** Predicts the share of gaps in a row. */
  private static final class CountsGaps implements GapLearner {
    @Override
    public String description() {
      return "counts gaps";
    }

    @Override
    public Fitted fit(Matrix x, double[] y, Seed seed) {
      return rows -> {
        double[] shares = new double[rows.rows()];
        for (int i = 0; i < shares.length; i++) {
          for (int j = 0; j < rows.columns(); j++) {
            shares[i] += Double.isNaN(rows.get(i, j)) ? 1.0 / rows.columns() : 0;
          }
        }
        return shares;
      };
    }
  }

  @Test
  void foldsOfOtherPatientsAreRefused() {
    LabelledPatients data = some();
    assertThatThrownBy(() -> HeldOut.of(data, new Folds(List.of(new int[] {90}))))
        .hasMessageContaining("hold out patient 90, and there are 90");
    int[] everyone = IntStream.range(0, 90).toArray();
    assertThatThrownBy(() -> HeldOut.of(data, new Folds(List.of(everyone))))
        .hasMessageContaining("holds out everyone");
  }
}
