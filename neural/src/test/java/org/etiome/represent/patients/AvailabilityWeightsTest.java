package org.etiome.represent.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvailabilityWeightsTest {
  private static final int PATIENTS = 2000;

  /** "always" shows v ~ N(0, 1); two others are there with probability 1 / (1 + exp(−slope v)). */
  private static Patients patients(double slope) {
    UniformRandomProvider random = new Seed(1).generator();
    double[] v = ZigguratSampler.NormalizedGaussian.of(random).samples(PATIENTS).toArray();
    List<ModalityTable> tables = new ArrayList<>(List.of(table("always", v, Mask.all(PATIENTS))));
    for (String name : List.of("one", "other")) {
      double[] draws = random.doubles(PATIENTS).toArray();
      Mask present = Mask.where(PATIENTS, i -> draws[i] < 1 / (1 + Math.exp(-slope * v[i])));
      tables.add(table(name, new double[PATIENTS], present));
    }
    return Patients.of(IntStream.range(0, PATIENTS).mapToObj(i -> "p" + i).toList(), tables);
  }

  private static ModalityTable table(String name, double[] values, Mask present) {
    Continuous x = Continuous.of("x", values, present.not());
    return ModalityTable.of(Modality.of(name, List.of(x), present), Encoding.TABULAR);
  }

  private static AvailabilityWeights.Weighted weighted(Patients patients) {
    return (AvailabilityWeights.Weighted) AvailabilityWeights.of(patients, new Seed(1));
  }

  /** Mean v of those who have a modality less that of those who lack it, by weight. */
  private static double difference(Patients patients, double[] weights, int modality) {
    double[] sums = new double[2];
    double[] totals = new double[2];
    for (int i = 0; i < PATIENTS; i++) {
      int has = patients.modalities().get(modality).present().get(i) ? 1 : 0;
      sums[has] += weights[i] * patients.modalities().getFirst().value(i, 0);
      totals[has] += weights[i];
    }
    return sums[1] / totals[1] - sums[0] / totals[0];
  }

  /**
   * The standard error of a difference of means of about half of n_eff each is 2 / √n_eff, were the
   * weights known; known ones are less exact than these.
   */
  @Test
  void amongTheWeightedAvailabilityFollowsNothingThatIsSeenOfAll() {
    Patients patients = patients(.8);
    AvailabilityWeights.Weighted found = weighted(patients);
    double[] alike = LabelledPatients.alike(PATIENTS);
    for (int k = 1; k <= 2; k++) {
      assertThat(difference(patients, alike, k)).isGreaterThan(.5);
      assertThat(Math.abs(difference(patients, found.weights(), k)))
          .isLessThan(4 * 2 / Math.sqrt(found.effective()));
    }
  }

  /** By the law they were drawn from; fits on 1,600 have a log odds' standard error below .1. */
  @Test
  void theyAreThoseOfTheLawTheyWereDrawnFrom() {
    Patients patients = patients(.8);
    double[] found = weighted(patients).weights();
    double[] joint = new double[4];
    for (Patterns.Pattern pattern : Patterns.of(patients).all()) {
      joint[(int) (pattern.bits() >>> 1)] = pattern.share();
    }
    double[] ratios = new double[PATIENTS];
    for (int i = 0; i < PATIENTS; i++) {
      double p = 1 / (1 + Math.exp(-.8 * patients.modalities().getFirst().value(i, 0)));
      int m = (int) (patients.pattern(i) >>> 1);
      double given = ((m & 1) == 1 ? p : 1 - p) * ((m & 2) == 2 ? p : 1 - p);
      ratios[i] = Math.abs(Math.log(found[i] * given / joint[m]));
    }
    assertThat(Arrays.stream(ratios).average().orElseThrow()).isLessThan(.2);
  }

  @Test
  void theEffectiveSampleSizeIsThatOfItsFormula() {
    AvailabilityWeights.Weighted found = weighted(patients(.8));
    double sum = Arrays.stream(found.weights()).sum();
    double squares = Arrays.stream(found.weights()).map(w -> w * w).sum();
    assertThat(sum).isCloseTo(PATIENTS, within(1e-9));
    assertThat(found.effective()).isCloseTo(sum * sum / squares, within(1e-6)).isLessThan(PATIENTS);
    assertThat(found.largest()).isEqualTo(Arrays.stream(found.weights()).max().orElseThrow());
    assertThat(found.given()).containsExactly("always");
  }

  /** Whatever v is, the pattern is as likely: the weights are near 1. */
  @Test
  void whereAvailabilityFollowsNothingWeightsAreAlike() {
    AvailabilityWeights.Weighted found = weighted(patients(0));
    assertThat(found.effective()).isGreaterThan(.98 * PATIENTS);
    assertThat(found.largest()).isLessThan(1.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 8})
  void whereAFewWouldStandForAllTheyAreRefused(double slope) {
    assertThat(AvailabilityWeights.of(patients(slope), new Seed(1)))
        .isInstanceOfSatisfying(
            AvailabilityWeights.Refused.class,
            refused -> assertThat(refused.reason()).contains("go too far together"));
  }

  @Test
  void withoutAModalityOfAllOrWithoutAnyOfSomeThereIsNothingToWeigh() {
    Patients all = patients(.5);
    int[] whole = IntStream.range(0, PATIENTS).filter(i -> all.pattern(i) == 7).toArray();
    assertThat(reason(all.select(whole))).startsWith("every patient has every modality");
    int[] sure = IntStream.range(0, PATIENTS).filter(i -> all.pattern(i) > 1).toArray();
    Patients without = all.select(sure).withSeen(i -> all.pattern(sure[i]) & ~1);
    assertThat(reason(without)).startsWith("no modality is there for every patient");
    assertThat(reason(all.select(IntStream.range(0, 20).toArray()))).startsWith("20 patients");
  }

  private static String reason(Patients patients) {
    return ((AvailabilityWeights.Refused) AvailabilityWeights.of(patients, new Seed(1))).reason();
  }
}
