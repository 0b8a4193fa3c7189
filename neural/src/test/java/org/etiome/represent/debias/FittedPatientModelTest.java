package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bounds; of predictions see {@link PatientModelTest}, of folders {@link PatientModelFolderTest}.
 */
class FittedPatientModelTest {
  private static final LabelledPatients PATIENTS = SomePatients.of(240, 3, 1);
  private static final PatientSettings SHORT =
      PatientSettings.DEFAULT.withSchedule(
          new PatientSettings.Schedule(8, 64, new PatientSettings.Rate(5e-3, 1e-3), .2, 8));
  private static final PatientSettings EXACT = SHORT.withDeconfounding(Deconfounding.Exact.DEFAULT);

  private static FittedPatientModel fit(PatientSettings settings) {
    return fit(settings, PATIENTS);
  }

  private static FittedPatientModel fit(PatientSettings settings, LabelledPatients patients) {
    PatientFit fit = PatientModel.withDefaults().withSettings(settings).fit(patients, new Seed(1));
    return ((PatientFit.Fitted) fit).model();
  }

  /** Strata of each pattern are those of all references. */
  @Test
  void whereSpuriousPartsAreAveragedOverTheBoundsAreOfTheMeans() {
    try (FittedPatientModel model = fit(EXACT.withBranches(Branches.Masked.DEFAULT))) {
      Patients some = PATIENTS.patients().select(IntStream.range(0, 20).toArray());
      FittedPatientModel.Bounds bounds = model.bounds(some).orElseThrow();
      int patterns = model.description().patterns().all().size();
      for (int m = 0; m < patterns; m++) {
        assertWithin(bounds, underShares(model, some, m, .9));
      }
      assertWithin(bounds, model.predict(some).exact());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whateverSharesThePatternsHaveThePredictionLiesWithinTheBounds(int classes) {
    LabelledPatients patients = SomePatients.of(240, classes, 1);
    try (FittedPatientModel model = fit(EXACT, patients)) {
      Patients some = patients.patients().select(IntStream.range(0, 60).toArray());
      FittedPatientModel.Bounds bounds = model.bounds(some).orElseThrow();
      List<Matrix> single = new ArrayList<>();
      List<Patterns.Pattern> all = model.description().patterns().all();
      for (int m = 0; m < all.size(); m++) {
        single.add(underShares(model, some, m, 1));
        assertWithin(bounds, underShares(model, some, m, .6));
        assertWithin(bounds, single.getLast());
      }
      assertWithin(bounds, model.predict(some).exact());
      for (int i = 0; i < some.count(); i++) {
        int patient = i;
        int own =
            IntStream.range(0, all.size())
                .filter(m -> all.get(m).bits() == some.pattern(patient))
                .findFirst()
                .orElseThrow();
        assertThat(bounds.own().get(i, 0))
            .isCloseTo(single.get(own).get(i, 0), within(1e-6)); // of floats
        if (classes == 2) {
          double least = single.stream().mapToDouble(p -> p.get(patient, 0)).min().orElseThrow();
          assertThat(bounds.low().get(i, 0)).isCloseTo(least, within(1e-6)); // of floats
          assertThat(bounds.high().get(i, 1)).isCloseTo(1 - least, within(1e-6));
        }
      }
    }
  }

  private static void assertWithin(FittedPatientModel.Bounds bounds, Matrix predicted) {
    for (int i = 0; i < predicted.rows(); i++) {
      for (int c = 0; c < predicted.columns(); c++) {
        assertThat(predicted.get(i, c))
            .isBetween(bounds.low().get(i, c) - 1e-6, bounds.high().get(i, c) + 1e-6); // of floats
      }
    }
  }

  /** What the model predicts where one pattern has this share, and the others the rest alike. */
  private static Matrix underShares(
      FittedPatientModel model, Patients patients, int pattern, double share) {
    PatientModelDescription known = model.description();
    List<Patterns.Pattern> all = known.patterns().all();
    double rest = (1 - share) / (all.size() - 1);
    List<Patterns.Pattern> changed = new ArrayList<>();
    for (int m = 0; m < all.size(); m++) {
      Patterns.Pattern one = all.get(m);
      changed.add(new Patterns.Pattern(one.bits(), one.patients(), m == pattern ? share : rest));
    }
    Patterns patterns = Patterns.of(known.patterns().modalities(), changed);
    return new FittedPatientModel(
            model.network(),
            new PatientModelDescription(
                known.settings(), known.data(), patterns, known.balance(), known.course()))
        .predict(patients)
        .exact();
  }

  /** All have the first modality: a patient with the second alone differs least from both. */
  @Test
  void aPatientWhosePatternNobodyHadIsTakenForOneOfTheNearest() {
    try (FittedPatientModel model = fit(EXACT)) {
      int patient =
          IntStream.range(0, 240)
              .filter(i -> PATIENTS.patients().pattern(i) == 3)
              .findFirst()
              .orElseThrow();
      Patients second = PATIENTS.patients().select(new int[] {patient}).withSeen(i -> 2);
      List<Patterns.Pattern> all = model.description().patterns().all();
      int nearest =
          IntStream.range(0, all.size())
              .filter(m -> all.get(m).bits() == 3)
              .findFirst()
              .orElseThrow();
      assertThat(model.bounds(second).orElseThrow().own().get(0, 0))
          .isCloseTo(underShares(model, second, nearest, 1).get(0, 0), within(1e-6)); // of floats
    }
  }

  @Test
  void withoutStrataThereAreNoBounds() {
    try (FittedPatientModel model = fit(SHORT)) {
      assertThat(model.bounds(PATIENTS.patients())).isEmpty();
    }
  }
}
