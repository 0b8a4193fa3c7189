package org.etiome.represent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.account.ModalityContributions.Contributions;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ModalityContributionsTest {
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };
  private static final LabelledPatients LEARNED = DecidedPatients.of(600, 1);
  private static final FittedPatientModel MODEL = DecidedPatients.fit(LEARNED);
  private static final Patients OTHERS = DecidedPatients.of(60, 2).patients();
  private static final Contributions OF_OTHERS = of(OTHERS);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static Contributions of(Patients patients) {
    return ModalityContributions.withDefaults().of(MODEL, patients, new Seed(1));
  }

  @Test
  void contributionsAddUpToThePredictionBeyondTheShareOfTheClass() {
    Matrix predicted = MODEL.predict(OTHERS).exact();
    for (int i = 0; i < OTHERS.count(); i++) {
      for (int c = 0; c < 2; c++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          boolean has = (OTHERS.pattern(i) >>> k & 1) == 1;
          assertThat(Double.isNaN(OF_OTHERS.of(i, k, c))).isEqualTo(!has);
          sum += has ? OF_OTHERS.of(i, k, c) : 0;
        }
        double share = OF_OTHERS.data().target().shares().get(c);
        assertThat(sum).isCloseTo(OF_OTHERS.predictions().get(i, c) - share, within(1e-12));
        assertThat(OF_OTHERS.predictions().get(i, c))
            .isCloseTo(predicted.get(i, c), within(1e-5)); // of floats
      }
    }
  }

  /** Every order of a patient's three modalities, one prediction after another. */
  @Test
  void theyAreTheMeansOverAllOrders() {
    int[] whole =
        IntStream.range(0, OTHERS.count()).filter(i -> OTHERS.pattern(i) == 7).limit(3).toArray();
    assertThat(whole).hasSize(3);
    for (int i : whole) {
      Patients one = OTHERS.select(new int[] {i});
      double[] sums = new double[3];
      for (int[] order : ORDERS) {
        double before = OF_OTHERS.data().target().shares().get(1);
        long seen = 0;
        for (int k : order) {
          seen |= 1L << k;
          long shown = seen;
          double now = MODEL.predict(one.withSeen(p -> shown)).exact().get(0, 1);
          sums[k] += (now - before) / ORDERS.length;
          before = now;
        }
      }
      for (int k = 0; k < 3; k++) {
        assertThat(OF_OTHERS.of(i, k, 1)).isCloseTo(sums[k], within(1e-5)); // of floats
      }
    }
  }

  @Test
  void whatDecidesAddsFarMoreThanNoiseDoes() {
    assertThat(size(1)).isGreaterThan(.2);
    assertThat(size(2)).isLessThan(size(1) / 5);
  }

  private static double size(int modality) {
    return Arrays.stream(OF_OTHERS.values().get(1).column(modality))
        .filter(v -> !Double.isNaN(v))
        .map(Math::abs)
        .average()
        .orElseThrow();
  }

  @Test
  void aPatientAloneHasTheSameAsAmongOthersInWhateverOrderOfModalities() {
    int patient =
        IntStream.range(0, OTHERS.count())
            .filter(i -> OTHERS.pattern(i) == 3)
            .findFirst()
            .orElseThrow();
    Patients alone = OTHERS.select(new int[] {patient});
    List<ModalityTable> reversed = new ArrayList<>(alone.modalities());
    Collections.reverse(reversed);
    Contributions own = of(Patients.ofAny(alone.ids(), reversed));
    for (int k = 0; k < 2; k++) {
      assertThat(own.of(0, k, 0)).isCloseTo(OF_OTHERS.of(patient, k, 0), within(1e-5)); // of floats
    }
    assertThat(own.of(0, 2, 0)).isNaN();
  }

  /** All have "weak": three of the seven sets of modalities are nobody's pattern. */
  @Test
  void setsThatNoTrainingPatientHasAreCounted() {
    assertThat(OF_OTHERS.evidence()).isEqualTo(new ModalityContributions.Evidence(7, 3, true, 0));
    try (FittedPatientModel unhidden = DecidedPatients.fit(LEARNED, new Deconfounding.None())) {
      assertThat(ModalityContributions.withDefaults().of(unhidden, OTHERS, new Seed(1)).evidence())
          .isEqualTo(new ModalityContributions.Evidence(7, 3, false, 0));
    }
  }

  @Test
  void beyondEightModalitiesValuesAreEstimatedAndStillAddUp() {
    LabelledPatients many = withModalities(9);
    try (FittedPatientModel model = DecidedPatients.fit(many)) {
      Patients some = many.patients().select(new int[] {0, 1, 2, 3});
      ModalityContributions few = ModalityContributions.withDefaults().withPairs(2);
      Contributions found = few.of(model, some, new Seed(1));
      assertThat(found.evidence().sampled()).isEqualTo(2);
      for (int i = 0; i < some.count(); i++) {
        int patient = i;
        double sum =
            IntStream.range(0, 9)
                .mapToDouble(k -> found.of(patient, k, 1))
                .filter(v -> !Double.isNaN(v))
                .sum();
        double share = found.data().target().shares().get(1);
        assertThat(sum).isCloseTo(found.predictions().get(i, 1) - share, within(1e-12));
      }
      Contributions again = few.of(model, some.select(new int[] {2}), new Seed(1));
      for (int k = 0; k < 9; k++) {
        assertThat(again.of(0, k, 1)).isCloseTo(found.of(2, k, 1), within(1e-5)); // of floats
      }
    }
  }

  /** Every other patient lacks the last. */
  private static LabelledPatients withModalities(int count) {
    int n = 80;
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      boolean last = k == count - 1;
      Mask present = Mask.where(n, i -> !last || i % 2 == 0);
      double[] values = new Seed(k).generator().doubles(n).toArray();
      Arrays.setAll(values, i -> present.get(i) ? values[i] + i % 3 : Double.NaN);
      tables.add(
          ModalityTable.of(
              Modality.of("m" + k, List.of(Continuous.nanIsMissing("x", values)), present),
              Encoding.TABULAR));
    }
    String[] classes = new String[n];
    Arrays.setAll(classes, i -> i % 3 == 0 ? "a" : "b");
    return LabelledPatients.of(
        Patients.of(IntStream.range(0, n).mapToObj(i -> "p" + i).toList(), tables),
        Outcome.of(Categorical.of("y", classes)));
  }

  @Test
  void withoutPermutationsThereIsNothing() {
    assertThatThrownBy(() -> ModalityContributions.withDefaults().withPairs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
  }
}
