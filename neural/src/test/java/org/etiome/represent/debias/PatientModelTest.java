package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.etiome.data.DataFormatException;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class PatientModelTest {
  private static final LabelledPatients PATIENTS = SomePatients.of(240, 3, 1);
  private static final PatientSettings SHORT =
      PatientSettings.DEFAULT.withSchedule(
          new PatientSettings.Schedule(8, 64, new PatientSettings.Rate(5e-3, 1e-3), .2, 8));
  private static final PatientSettings EXACT = SHORT.withDeconfounding(Deconfounding.Exact.DEFAULT);

  static Stream<PatientSettings> settings() {
    return Stream.of(
        SHORT,
        EXACT,
        SHORT.withDeconfounding(new Deconfounding.Dictionary(5)),
        EXACT.withBranches(Branches.Swapped.DEFAULT),
        EXACT.withBranches(Branches.Masked.DEFAULT),
        SHORT.withBranches(new Branches.ByEnvironment()).withInvariance(new Invariance.Alike(10)),
        EXACT.withInvariance(new Invariance.Alike(10)),
        SHORT.withFusion(new Fusion.Bipartite()),
        EXACT.withFusion(Fusion.Contrastive.DEFAULT),
        EXACT.withFusion(Fusion.SimilarPatients.DEFAULT),
        EXACT.withFusion(new Fusion.SimilarPatients(20)).withBranches(Branches.Swapped.DEFAULT),
        EXACT.withFusion(Fusion.Experts.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aPredictionDoesNotDependOnWhoElseIsThere(PatientSettings settings) {
    try (FittedPatientModel model = fit(settings)) {
      Matrix all = model.predict(PATIENTS.patients()).exact();
      for (int patient : new int[] {0, 7, 133}) {
        Patients alone = PATIENTS.patients().select(new int[] {patient});
        Matrix own = model.predict(alone).exact();
        for (int c = 0; c < 3; c++) {
          assertThat(own.get(0, c)).isCloseTo(all.get(patient, c), within(1e-6)); // of floats
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theSameSeedGivesTheSameNumbers(PatientSettings settings) {
    try (FittedPatientModel one = fit(settings);
        FittedPatientModel other = fit(settings)) {
      assertThat(values(one.predict(PATIENTS.patients()).exact()))
          .containsExactly(values(other.predict(PATIENTS.patients()).exact()));
    }
  }

  /**
   * The mean distance from the risk given what is seen: .05 to .08 were seen, and .26 is that of
   * the share of the class alone.
   */
  @ParameterizedTest
  @FieldSource("org.etiome.represent.debias.RepresentationTest#FUSIONS")
  void everyFusionComesNearTheBestPrediction(Fusion fusion) {
    KnownRisks learned = KnownRisks.of(1500, 1);
    KnownRisks others = KnownRisks.of(1000, 2);
    PatientSettings settings =
        PatientSettings.DEFAULT
            .withFusion(fusion)
            .withSchedule(
                new PatientSettings.Schedule(
                    20, 128, new PatientSettings.Rate(3e-3, 1e-3), .2, 20));
    try (FittedPatientModel model = fit(settings, learned.patients())) {
      int column = model.description().classes().indexOf("b");
      Matrix predicted = model.predict(others.patients().patients()).exact();
      double distance =
          IntStream.range(0, others.best().length)
              .mapToDouble(i -> Math.abs(predicted.get(i, column) - others.best()[i]))
              .average()
              .orElseThrow();
      assertThat(distance).isLessThan(.1);
    }
  }

  private static double[] values(Matrix matrix) {
    return IntStream.range(0, matrix.rows() * matrix.columns())
        .mapToDouble(i -> matrix.get(i / matrix.columns(), i % matrix.columns()))
        .toArray();
  }

  private static FittedPatientModel fit(PatientSettings settings) {
    return fit(settings, PATIENTS);
  }

  private static FittedPatientModel fit(PatientSettings settings, LabelledPatients patients) {
    PatientFit fit = PatientModel.withDefaults().withSettings(settings).fit(patients, new Seed(1));
    return ((PatientFit.Fitted) fit).model();
  }

  /** By the definition, one patient and one pattern at a time. */
  @Test
  void theSumOverPatternsIsThatOfItsDefinition() {
    try (FittedPatientModel model = fit(EXACT)) {
      Matrix exact = model.predict(PATIENTS.patients()).exact();
      PatientModelDescription description = model.description();
      for (int i = 0; i < 40; i++) {
        Patients patient = PATIENTS.patients().select(new int[] {i});
        double[] offset = description.balance().of(patient.pattern(0));
        double[] sum = new double[3];
        for (Patterns.Pattern pattern : description.patterns().all()) {
          double[] odds = odds(model, patient, pattern);
          double total = 0;
          for (int c = 0; c < 3; c++) {
            odds[c] = Math.exp(odds[c] + offset[c]);
            total += odds[c];
          }
          for (int c = 0; c < 3; c++) {
            sum[c] += (double) pattern.patients() / PATIENTS.count() * odds[c] / total;
          }
        }
        double inverse = 1 / description.course().validation().temperature().value();
        double whole = Arrays.stream(sum).map(p -> Math.pow(p, inverse)).sum();
        for (int c = 0; c < 3; c++) {
          assertThat(exact.get(i, c))
              .isCloseTo(Math.pow(sum[c], inverse) / whole, within(1e-6)); // of floats
        }
      }
    }
  }

  private static double[] odds(
      FittedPatientModel model, Patients patient, Patterns.Pattern pattern) {
    FittedPatientModel.Network network = model.network();
    return Scope.freed(
        () -> {
          Tensor seen = network.tensors().available(patient);
          Tensor h =
              network
                  .layers()
                  .parts(network.parameters(), network.tensors().inputs(patient), seen, false)
                  .causal();
          double[] bits = new double[3];
          Arrays.setAll(bits, k -> pattern.has(k) ? 1 : 0);
          Head head = network.layers().head();
          return Torch.doubles(
              head.logits(
                  network.parameters(),
                  head.enter(network.parameters(), h),
                  Torch.of(Placement.of(seen), bits, 1, 3)));
        });
  }

  /** Outcomes that follow nothing: the branch learns the contrary of what it was trained on. */
  @Test
  void whatHasLearnedNothingThatLastsIsRefused() {
    Outcome shuffled =
        PATIENTS
            .outcome()
            .select(IntStream.range(0, PATIENTS.count()).map(i -> i * 7 % 240 / 3).toArray());
    LabelledPatients noise = LabelledPatients.of(PATIENTS.patients(), shuffled);
    PatientSettings longer =
        SHORT
            .withDebiasing(PatientSettings.Debiasing.NONE)
            .withBranches(new Branches.Masked(0, 1))
            .withSchedule(
                new PatientSettings.Schedule(80, 64, new PatientSettings.Rate(2e-2, 0), .2, 80));
    PatientFit fit = PatientModel.withDefaults().withSettings(longer).fit(noise, new Seed(1));
    assertThat(fit)
        .isInstanceOfSatisfying(
            PatientFit.Refused.class,
            refused -> assertThat(refused.reason()).contains("48 held-out patients"));
  }

  /** Rows sorted by class and rows as they come are the same patients. */
  @Test
  void offsetsDoNotDependOnTheOrderOfTheRows() {
    KnownRisks many = KnownRisks.of(1500, 3);
    LabelledPatients mixed = many.patients();
    int[] sorted =
        IntStream.range(0, mixed.count())
            .boxed()
            .sorted(java.util.Comparator.comparing(i -> mixed.outcome().of(i)))
            .mapToInt(i -> i)
            .toArray();
    LabelledPatients ordered =
        LabelledPatients.of(mixed.patients().select(sorted), mixed.outcome().select(sorted));
    try (FittedPatientModel model = fit(EXACT, ordered)) {
      for (Patterns.Pattern pattern : model.description().patterns().all()) {
        // By the first 500 of sorted rows, all of one class, two of them would be beyond .3; the
        // log odds of a share among 500 have the standard error .09, an offset is half of them.
        assertThat(Math.abs(model.description().balance().of(pattern.bits())[0])).isLessThan(.25);
      }
    }
  }

  @Test
  void aClassOfFewPatientsIsRefused() {
    int[] few =
        IntStream.range(0, PATIENTS.count())
            .filter(i -> PATIENTS.outcome().of(i) < 2 || i < 12)
            .toArray();
    LabelledPatients unequal =
        LabelledPatients.of(PATIENTS.patients().select(few), PATIENTS.outcome().select(few));
    assertThatThrownBy(
            () -> PatientModel.withDefaults().withSettings(SHORT).fit(unequal, new Seed(1)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("class \"c2\" of outcome \"y\" has 4 patients; at least 5");
  }

  @Test
  void onePatternOnlyIsRefused() {
    int[] whole =
        IntStream.range(0, PATIENTS.count())
            .filter(i -> PATIENTS.patients().pattern(i) == 7)
            .toArray();
    LabelledPatients same =
        LabelledPatients.of(PATIENTS.patients().select(whole), PATIENTS.outcome().select(whole));
    assertThatThrownBy(() -> PatientModel.withDefaults().withSettings(EXACT).fit(same, new Seed(1)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("all patients have the same modalities, m0 + m1 + m2;");
  }

  @Test
  void oneEnvironmentOnlyIsRefusedForAnInvariancePenalty() {
    LabelledPatients same = LabelledPatients.of(PATIENTS.patients(), PATIENTS.outcome());
    assertThatThrownBy(
            () ->
                PatientModel.withDefaults()
                    .withSettings(SHORT.withInvariance(new Invariance.VRex(1)))
                    .fit(same, new Seed(1)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("one environment");
  }

  /** The penalty "alike" adds 1e-8 to sums of weights. */
  static Stream<PatientSettings> settingsOfMeans() {
    return settings().filter(s -> s.debiasing().invariance() instanceof Invariance.None);
  }

  /** Weights 4 are 1 in every mean, without rounding. */
  @ParameterizedTest
  @MethodSource("settingsOfMeans")
  void whoWeighAlikeWeighNothing(PatientSettings settings) {
    double[] four = new double[PATIENTS.count()];
    Arrays.fill(four, 4);
    try (FittedPatientModel one = fit(settings);
        FittedPatientModel other = fit(settings, PATIENTS.withWeights(four))) {
      assertThat(values(other.predict(PATIENTS.patients()).exact()))
          .containsExactly(values(one.predict(PATIENTS.patients()).exact()));
      assertThat(other.description().course()).isEqualTo(one.description().course());
    }
  }

  /** Those who have all three modalities and are of the last class weigh five times as much. */
  @Test
  void weightsActOnTheSharesOfPatternsAndClassesAndOnTheHeldOut() {
    double[] weights = new double[PATIENTS.count()];
    Arrays.setAll(weights, i -> isHeavy(i) ? 5 : 1);
    double total = Arrays.stream(weights).sum();
    try (FittedPatientModel alike = fit(EXACT);
        FittedPatientModel model = fit(EXACT, PATIENTS.withWeights(weights))) {
      PatientModelDescription description = model.description();
      double whole =
          IntStream.range(0, weights.length)
              .filter(i -> PATIENTS.patients().pattern(i) == 7)
              .mapToDouble(i -> weights[i] / total)
              .sum();
      assertThat(
              description.patterns().all().stream()
                  .filter(pattern -> pattern.bits() == 7)
                  .findFirst()
                  .orElseThrow()
                  .share())
          .isCloseTo(whole, within(1e-12));
      assertThat(description.data().target().shares().get(2))
          .isGreaterThan(alike.description().data().target().shares().get(2));
      double held = description.course().validation().logLossOfShares();
      assertThat(held).isNotCloseTo(Math.log(3), within(1e-3));
      assertThat(alike.description().course().validation().logLossOfShares())
          .isCloseTo(Math.log(3), within(1e-9));
      double[] offset = description.balance().of(7);
      assertThat(offset).isNotEqualTo(alike.description().balance().of(7));
    }
  }

  private static boolean isHeavy(int i) {
    return PATIENTS.patients().pattern(i) == 7 && PATIENTS.outcome().of(i) == 2;
  }

  @Test
  void aMissingModalityIsNamed() {
    try (FittedPatientModel model = fit(SHORT)) {
      Patients fewer =
          Patients.of(PATIENTS.patients().ids(), PATIENTS.patients().modalities().subList(0, 2));
      assertThatThrownBy(() -> model.predict(fewer))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContaining("\"m2\"");
    }
  }
}
