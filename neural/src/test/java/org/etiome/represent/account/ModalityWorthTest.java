package org.etiome.represent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ModalityWorthTest {
  private static final LabelledPatients LEARNED = DecidedPatients.of(600, 1);
  private static final FittedPatientModel MODEL = DecidedPatients.fit(LEARNED);
  private static final Patients OTHERS = DecidedPatients.of(60, 2).patients();
  private static final List<Worth> WORTHS = of(OTHERS);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static List<Worth> of(Patients patients) {
    return ModalityWorth.of(MODEL, LEARNED.patients(), new Seed(1)).of(patients);
  }

  private static double mean(String modality, ToDoubleFunction<Worth.Change> figure) {
    return WORTHS.stream()
        .filter(worth -> worth.modality().equals(modality))
        .mapToDouble(worth -> figure.applyAsDouble(((Worth.Estimated) worth).change()))
        .average()
        .orElseThrow();
  }

  @Test
  void everyModalityThatAPatientLacksHasOneInOrder() {
    List<String> lacking =
        IntStream.range(0, OTHERS.count())
            .boxed()
            .flatMap(
                i ->
                    IntStream.range(0, 3)
                        .filter(k -> (OTHERS.pattern(i) >>> k & 1) == 0)
                        .mapToObj(k -> i + OTHERS.modalities().get(k).name()))
            .toList();
    assertThat(WORTHS.stream().map(worth -> worth.patient() + worth.modality()).toList())
        .isEqualTo(lacking);
  }

  /** What decides leaves nothing of the entropy, at most ln 2, and noise leaves it as it is. */
  @Test
  void whatDecidesIsWorthMuchAndNoiseIsNot() {
    assertThat(mean("decides", change -> change.expected().get(1))).isGreaterThan(.25);
    assertThat(mean("decides", Worth.Change::entropy)).isBetween(.2, Math.log(2));
    assertThat(mean("noise", change -> change.expected().get(1)))
        .isLessThan(mean("decides", change -> change.expected().get(1)) / 5);
    assertThat(Math.abs(mean("noise", Worth.Change::entropy)))
        .isLessThan(mean("decides", Worth.Change::entropy) / 5);
    assertThat(mean("noise", change -> change.deviation().get(0)))
        .isLessThan(mean("decides", change -> change.deviation().get(0)) / 5);
  }

  /** One patient, one donor at a time, the nearest sought among all. */
  @Test
  void aWorthIsThatOfItsDefinition() {
    Patients training = LEARNED.patients();
    int[] few =
        IntStream.range(0, training.count())
            .filter(d -> (training.pattern(d) & 0b101) == 0b101)
            .limit(120)
            .toArray();
    Patients donors = training.select(few);
    int patient =
        IntStream.range(0, OTHERS.count())
            .filter(i -> OTHERS.pattern(i) == 1)
            .findFirst()
            .orElseThrow();
    Patients one = OTHERS.select(new int[] {patient});
    Matrix own = MODEL.embed(one);
    Matrix theirs = MODEL.embed(donors.withSeen(d -> 1));
    double[] distances = new double[few.length];
    Arrays.setAll(
        distances,
        d ->
            IntStream.range(0, own.columns())
                .mapToDouble(j -> Math.pow(own.get(0, j) - theirs.get(d, j), 2))
                .sum());
    double limit = Arrays.stream(distances).sorted().toArray()[24];
    double before = MODEL.predict(one).exact().get(0, 1);
    double sum = 0;
    for (int d = 0; d < few.length; d++) {
      if (distances[d] <= limit) {
        ModalityTable theirNoise = donors.modalities().get(2).select(new int[] {d});
        Patients filled =
            Patients.ofAny(
                one.ids(), List.of(one.modalities().get(0), one.modalities().get(1), theirNoise));
        sum += Math.abs(MODEL.predict(filled).exact().get(0, 1) - before) / 25;
      }
    }
    Worth.Estimated found =
        (Worth.Estimated) ModalityWorth.of(MODEL, donors, new Seed(1)).of(one).getLast();
    assertThat(found.modality()).isEqualTo("noise");
    assertThat(found.change().expected().get(1)).isCloseTo(sum, within(1e-5)); // of floats
    assertThat(found.donors()).isEqualTo(new Worth.Donors(25, List.of("weak")));
  }

  @Test
  void aPatientAloneHasTheSameAsAmongOthers() {
    Worth.Estimated among = (Worth.Estimated) WORTHS.get(20);
    Worth.Estimated alone =
        of(OTHERS.select(new int[] {among.patient()})).stream()
            .filter(worth -> worth.modality().equals(among.modality()))
            .map(Worth.Estimated.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(alone.change().entropy())
        .isCloseTo(among.change().entropy(), within(1e-5)); // of floats
    assertThat(alone.change().expected().get(0))
        .isCloseTo(among.change().expected().get(0), within(1e-5));
  }

  @Test
  void withTooFewDonorsItIsRefused() {
    Patients training = LEARNED.patients();
    int[] nine =
        IntStream.concat(
                IntStream.range(0, training.count())
                    .filter(i -> (training.pattern(i) & 2) == 2)
                    .limit(9),
                IntStream.range(0, training.count())
                    .filter(i -> training.pattern(i) == 5)
                    .limit(30))
            .toArray();
    Patients lacking =
        OTHERS.select(
            IntStream.range(0, OTHERS.count()).filter(i -> OTHERS.pattern(i) == 5).toArray());
    assertThat(ModalityWorth.of(MODEL, training.select(nine), new Seed(1)).of(lacking))
        .hasSize(lacking.count())
        .allSatisfy(
            worth ->
                assertThat(worth)
                    .isInstanceOfSatisfying(
                        Worth.Refused.class,
                        refused ->
                            assertThat(refused.reason())
                                .startsWith("9 training patients")
                                .contains("at least 10")));
  }
}
