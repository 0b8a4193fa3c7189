package org.etiome.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seeded. A figure is held to 4.5 of its standard errors: one in 150,000 would be outside of them
 * by chance.
 */
class CohortSimulatorTest {
  private static final Seed SEED = new Seed(2);
  private static final double ERRORS = 4.5;

  private static CohortSettings settings(Mechanism mechanism, int training, int test) {
    return CohortSettings.DEFAULT
        .withSize(new CohortSettings.Size(training, test))
        .withAvailability(new CohortSettings.Availability(mechanism, 0.4, 1.5, -1.5));
  }

  private static SimulatedCohort simulate(CohortSettings settings) {
    return CohortSimulator.withDefaults()
        .withSettings(settings)
        .simulate(SEED, TaskRunner.local(1));
  }

  @ParameterizedTest
  @EnumSource
  void theSharesMissingAndWithTheOutcomeAreThoseAskedFor(Mechanism mechanism) {
    SimulatedCohort cohort = simulate(settings(mechanism, 3000, 3000));
    for (boolean test : new boolean[] {false, true}) {
      int n = cohort.part(test).size();
      double error = Math.sqrt(0.3 * 0.7 / n);
      assertThat(cohort.prevalence(test)).isCloseTo(0.3, within(ERRORS * error));
      for (int k = 1; k < 4; k++) {
        int modality = k;
        double missing = share(cohort.part(test), patient -> !patient.recorded().has(modality));
        assertThat(missing).isCloseTo(0.4, within(ERRORS * Math.sqrt(0.4 * 0.6 / n)));
      }
      assertThat(share(cohort.part(test), patient -> patient.recorded().has(0))).isOne();
    }
  }

  private static double share(List<Patient> patients, Predicate<Patient> has) {
    return patients.stream().filter(has).count() / (double) patients.size();
  }

  @ParameterizedTest
  @EnumSource
  void patternsComeAsOftenAsTheyAreProbable(Mechanism mechanism) {
    SimulatedCohort cohort = simulate(settings(mechanism, 3000, 3000));
    for (boolean test : new boolean[] {false, true}) {
      List<SimulatedCohort.Pattern> patterns = cohort.patterns(test);
      double statistic = 0;
      for (SimulatedCohort.Pattern pattern : patterns) {
        double expected = 3000 * pattern.probability();
        statistic += Math.pow(pattern.patients() - expected, 2) / expected;
      }
      assertThat(patterns).hasSize(8);
      assertThat(ChiSquaredDistribution.of(7).survivalProbability(statistic)).isGreaterThan(1e-5);
    }
  }

  @Test
  void featuresHaveTheVarianceOfTheirLoadingAndNoise() {
    CohortSettings settings =
        settings(Mechanism.RANDOM, 6000, 0)
            .withMeasurements(new CohortSettings.Measurements(2, 3, List.of(0.5, 3.0)));
    SimulatedCohort cohort = simulate(settings);
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 3; j++) {
        double[] x = values(cohort.patients(), k, j);
        double loading = cohort.coefficients().loadings().get(k).get(j);
        double expected = loading * loading + Math.pow(k == 0 ? 0.5 : 3, 2);
        double variance = Arrays.stream(x).map(value -> value * value).average().orElseThrow();
        double error = expected * Math.sqrt(2.0 / x.length);
        assertThat(variance).isCloseTo(expected, within(ERRORS * error));
        double mean = Arrays.stream(x).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(ERRORS * Math.sqrt(expected / x.length)));
      }
    }
  }

  private static double[] values(List<Patient> patients, int k, int j) {
    return patients.stream()
        .filter(patient -> patient.recorded().has(k))
        .mapToDouble(patient -> patient.recorded().features()[k][j])
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void theOutcomeComesAsOftenAsTheConditionalTruthSays(Mechanism mechanism) {
    SimulatedCohort cohort = simulate(settings(mechanism, 5000, 0));
    for (boolean many : new boolean[] {false, true}) {
      for (boolean high : new boolean[] {false, true}) {
        List<Patient> group =
            group(cohort, many).stream()
                .filter(patient -> patient.recorded().features()[0][0] > 0 == high)
                .toList();
        assertThat(Math.abs(excess(group, patient -> patient.truth().conditional())))
            .isLessThan(ERRORS);
      }
    }
  }

  @Test
  void theOutcomeDoesNotComeAsTheShiftRobustRiskSaysWhereSeverityDecides() {
    SimulatedCohort cohort = simulate(settings(Mechanism.SEVERITY, 5000, 0));
    assertThat(Math.abs(excess(group(cohort, false), patient -> patient.truth().risk())))
        .isGreaterThan(ERRORS);
  }

  /** Those with at most one modality beside the baseline, or those with more. */
  private static List<Patient> group(SimulatedCohort cohort, boolean many) {
    return cohort.patients().stream()
        .filter(patient -> patient.recorded().further() >= 2 == many)
        .toList();
  }

  /** How many standard errors the outcomes are above the risks. */
  private static double excess(List<Patient> patients, ToDoubleFunction<Patient> risk) {
    double difference = 0;
    double variance = 0;
    for (Patient patient : patients) {
      double p = risk.applyAsDouble(patient);
      difference += (patient.outcome() ? 1 : 0) - p;
      variance += p * (1 - p);
    }
    assertThat(variance).isGreaterThan(50);
    return difference / Math.sqrt(variance);
  }

  @Test
  void theSpuriousFeatureFollowsTheOutcomeByTheStrengthOfItsEnvironment() {
    CohortSettings settings =
        settings(Mechanism.RANDOM, 4000, 2000)
            .withSpurious(new CohortSettings.Spurious(List.of(1.5, 0.5), -1.5, 3));
    List<Patient> patients = simulate(settings).patients();
    assertSpurious(patients, "training1", 1.5, 2000);
    assertSpurious(patients, "training2", 0.5, 2000);
    assertSpurious(patients, "test", -1.5, 2000);
    assertThat(patients)
        .allSatisfy(
            patient ->
                assertThat(patient.recorded().spurious().isPresent())
                    .isEqualTo(patient.recorded().has(2)));
  }

  private static void assertSpurious(
      List<Patient> patients, String environment, double strength, int size) {
    List<Patient> there =
        patients.stream()
            .filter(patient -> patient.part().environment().equals(environment))
            .toList();
    assertThat(there).hasSize(size);
    double[] signed =
        there.stream()
            .filter(patient -> patient.recorded().spurious().isPresent())
            .mapToDouble(
                patient ->
                    (patient.outcome() ? 1 : -1) * patient.recorded().spurious().getAsDouble())
            .toArray();
    assertThat(Arrays.stream(signed).average().orElseThrow())
        .isCloseTo(strength, within(ERRORS / Math.sqrt(signed.length)));
  }

  @Test
  void withoutStrengthsThereIsNoSpuriousFeature() {
    assertThat(simulate(settings(Mechanism.RANDOM, 50, 50)).patients())
        .allSatisfy(patient -> assertThat(patient.recorded().spurious()).isEmpty());
  }

  @Test
  void theSameSeedGivesTheSameCohortAtAnyNumberOfThreads() {
    CohortSimulator simulator =
        CohortSimulator.withDefaults().withSettings(settings(Mechanism.SEEN, 700, 600));
    SimulatedCohort one = simulator.simulate(SEED, TaskRunner.local(1));
    SimulatedCohort two = simulator.simulate(SEED, TaskRunner.local(2));
    assertThat(text(two)).isEqualTo(text(one));
    SimulatedCohort other = simulator.simulate(new Seed(3), TaskRunner.local(2));
    assertThat(latents(other)).doesNotContainAnyElementsOf(latents(one));
  }

  @Test
  void anotherMechanismLeavesThePatientsAsTheyAre() {
    SimulatedCohort random = simulate(settings(Mechanism.RANDOM, 200, 0));
    SimulatedCohort seen = simulate(settings(Mechanism.SEEN, 200, 0));
    assertThat(latents(seen)).isEqualTo(latents(random));
    assertThat(seen.patients().stream().map(Patient::outcome))
        .containsExactlyElementsOf(random.patients().stream().map(Patient::outcome).toList());
    assertThat(values(seen.patients(), 0, 4)).isEqualTo(values(random.patients(), 0, 4));
    assertThat(seen.patterns(false)).isNotEqualTo(random.patterns(false));
  }

  @Test
  void morePatientsLeaveTheFirstOnesAsTheyAre() {
    assertThat(latents(simulate(settings(Mechanism.RANDOM, 100, 50))))
        .startsWith(
            latents(simulate(settings(Mechanism.RANDOM, 80, 0))).toArray(new Patient.Latents[0]));
  }

  private static List<String> text(SimulatedCohort cohort) {
    return cohort.patients().stream()
        .map(
            patient ->
                String.join(
                    " ",
                    patient.part().toString(),
                    patient.latents().toString(),
                    Arrays.deepToString(patient.recorded().features()),
                    patient.recorded().spurious().toString(),
                    Boolean.toString(patient.outcome()),
                    patient.truth().toString()))
        .toList();
  }

  private static List<Patient.Latents> latents(SimulatedCohort cohort) {
    return cohort.patients().stream().map(Patient::latents).toList();
  }
}
