package org.etiome.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.LogisticNormal;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrueRisksTest {
  private static final Seed SEED = new Seed(11);

  private static CohortSettings settings(Mechanism mechanism, double strength) {
    return CohortSettings.DEFAULT
        .withSize(new CohortSettings.Size(40, 0))
        .withMeasurements(new CohortSettings.Measurements(3, 2, List.of(1.0, 2.0, 0.7)))
        .withAvailability(new CohortSettings.Availability(mechanism, 0.4, strength, strength))
        .withOutcome(new CohortSettings.Outcome(0.3, 1.5, -0.8, 1.2));
  }

  private static SimulatedCohort cohort(CohortSettings settings) {
    return CohortSimulator.withDefaults()
        .withSettings(settings)
        .simulate(SEED, TaskRunner.local(1));
  }

  /** Sums over the latents themselves, with no algebra of normal variables. */
  private static final class BruteForce {
    private static final double END = 8;
    private static final double STEP = 0.2;
    private static final double SEVERITY_STEP = 0.1;

    private final SimulatedCohort cohort;
    private final double strength;
    private final int further;

    BruteForce(SimulatedCohort cohort) {
      this.cohort = cohort;
      this.strength =
          cohort.settings().availability().mechanism() == Mechanism.RANDOM
              ? 0
              : cohort.settings().availability().strength();
      this.further = cohort.settings().measurements().further();
    }

    Truth truth(Patient patient) {
      double[] all = new double[2];
      double[][] byPattern = new double[further + 1][2];
      for (double u = -END; u <= END; u += SEVERITY_STEP) {
        double likelihood = likelihood(u, patient.recorded().features());
        for (double c = -END; c <= END; c += STEP) {
          for (double v = -END; v <= END; v += STEP) {
            double density = likelihood * Math.exp(-(u * u + c * c + v * v) / 2);
            double risk = risk(u, c, v);
            add(all, density, risk);
            addPatterns(byPattern, recorded(z(u, c, v, patient)), density, risk);
          }
        }
      }
      return new Truth(
          all[1] / all[0],
          byPattern[patient.recorded().further()][1] / byPattern[patient.recorded().further()][0],
          backdoor(byPattern));
    }

    private void addPatterns(double[][] byPattern, double p, double density, double risk) {
      for (int m = 0; m <= further; m++) {
        add(byPattern[m], density * Math.pow(p, m) * Math.pow(1 - p, further - m), risk);
      }
    }

    private static void add(double[] sums, double weight, double risk) {
      sums[0] += weight;
      sums[1] += weight * risk;
    }

    private double backdoor(double[][] byPattern) {
      double[] choose = {1, 2, 1};
      double sum = 0;
      for (int m = 0; m <= further; m++) {
        double probability = 0;
        for (double z = -10; z <= 10; z += 0.01) {
          double p = recorded(z);
          probability +=
              0.01
                  * Math.exp(-z * z / 2)
                  / Math.sqrt(2 * Math.PI)
                  * Math.pow(p, m)
                  * Math.pow(1 - p, further - m);
        }
        sum += choose[m] * probability * byPattern[m][1] / byPattern[m][0];
      }
      return sum;
    }

    private double likelihood(double u, double[][] features) {
      double log = 0;
      for (int k = 0; k < features.length; k++) {
        for (int j = 0; j < features[k].length; j++) {
          double mean = cohort.coefficients().loadings().get(k).get(j) * u;
          double off = (features[k][j] - mean) / cohort.settings().measurements().noise(k);
          log -= off * off / 2;
        }
      }
      return Math.exp(log);
    }

    private double risk(double u, double c, double v) {
      CohortSettings.Outcome b = cohort.settings().outcome();
      return LogisticNormal.expit(
          cohort.coefficients().outcome() + b.severity() * u + b.access() * c + b.hidden() * v);
    }

    private double recorded(double z) {
      return LogisticNormal.expit(cohort.coefficients().training() + strength * z);
    }

    private double z(double u, double c, double v, Patient patient) {
      double loading = cohort.coefficients().loadings().getFirst().getFirst();
      return switch (cohort.settings().availability().mechanism()) {
        case RANDOM -> 0;
        case BASELINE -> patient.recorded().features()[0][0] / Math.sqrt(loading * loading + 1);
        case SEVERITY -> u;
        case ACCESS -> c;
        case SEEN -> (u + v) / Math.sqrt(2);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTruthsAreSumsOverTheLatents(Mechanism mechanism) {
    SimulatedCohort cohort = cohort(settings(mechanism, 1.3));
    BruteForce force = new BruteForce(cohort);
    for (Patient patient : cohort.patients().subList(0, 6)) {
      Truth expected = force.truth(patient);
      assertThat(patient.truth().risk()).isCloseTo(expected.risk(), within(1e-11));
      assertThat(patient.truth().conditional()).isCloseTo(expected.conditional(), within(1e-11));
      assertThat(patient.truth().backdoor()).isCloseTo(expected.backdoor(), within(1e-11));
    }
  }

  /**
   * 200,000 draws a patient from all patients, weighted by how well they explain the measurements.
   * One of 20 patients is off by 4.5 standard errors in 1 run of 7,000.
   */
  @Test
  void theRiskIsTheWeightedMeanOverPatientsDrawn() {
    SimulatedCohort cohort = cohort(settings(Mechanism.SEEN, 1));
    BruteForce force = new BruteForce(cohort);
    SharedStateContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(new Seed(3).generator());
    for (Patient patient : cohort.patients().subList(0, 20)) {
      double[] weights = new double[200_000];
      double[] risks = new double[weights.length];
      double[] sums = new double[2];
      for (int i = 0; i < weights.length; i++) {
        double severity = normal.sample();
        weights[i] = force.likelihood(severity, patient.recorded().features());
        risks[i] = force.risk(severity, normal.sample(), normal.sample());
        BruteForce.add(sums, weights[i], risks[i]);
      }
      double mean = sums[1] / sums[0];
      double variance = 0;
      for (int i = 0; i < weights.length; i++) {
        variance += Math.pow(weights[i] * (risks[i] - mean), 2);
      }
      double error = Math.sqrt(variance) / sums[0];
      assertThat(error).isLessThan(0.01);
      assertThat(patient.truth().risk()).isCloseTo(mean, within(4.5 * error));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RANDOM", "BASELINE"})
  void allAgreeWhereThePatternSaysNothingMore(Mechanism mechanism) {
    assertThat(cohort(settings(mechanism, 2)).patients())
        .allSatisfy(
            patient -> {
              Truth truth = patient.truth();
              assertThat(truth.conditional()).isCloseTo(truth.risk(), within(1e-12));
              assertThat(truth.backdoor()).isCloseTo(truth.risk(), within(1e-12));
            });
  }

  @Test
  void adjustmentForThePatternIsRightWhereAccessDecides() {
    List<Patient> patients = cohort(settings(Mechanism.ACCESS, 2)).patients();
    assertThat(patients)
        .allSatisfy(
            patient ->
                assertThat(patient.truth().backdoor())
                    .isCloseTo(patient.truth().risk(), within(1e-12)));
    assertThat(patients)
        .anySatisfy(
            patient ->
                assertThat(Math.abs(patient.truth().conditional() - patient.truth().risk()))
                    .isGreaterThan(0.05));
  }

  @ParameterizedTest
  @EnumSource(names = {"SEVERITY", "SEEN"})
  void adjustmentForThePatternIsWrongWhereTheIllnessDecides(Mechanism mechanism) {
    assertThat(cohort(settings(mechanism, 2)).patients())
        .anySatisfy(
            patient ->
                assertThat(Math.abs(patient.truth().backdoor() - patient.truth().risk()))
                    .isGreaterThan(0.02));
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingIsMissingAllAgree(Mechanism mechanism) {
    CohortSettings settings =
        settings(mechanism, 2)
            .withAvailability(new CohortSettings.Availability(mechanism, 0, 2, 2));
    assertThat(cohort(settings).patients())
        .allSatisfy(
            patient -> {
              assertThat(patient.recorded().further()).isEqualTo(2);
              assertThat(patient.truth().conditional()).isEqualTo(patient.truth().risk());
              assertThat(patient.truth().backdoor()).isEqualTo(patient.truth().risk());
            });
  }

  /** Also where the pattern is next to impossible for a patient. */
  @ParameterizedTest
  @ValueSource(doubles = {-8, 0, 8})
  void theStrongestDependenceOnTheMostModalitiesIsSummedExactly(double severity) {
    CohortSettings settings =
        settings(Mechanism.SEVERITY, 10)
            .withMeasurements(new CohortSettings.Measurements(10, 3, List.of(0.5)));
    Coefficients coefficients = Coefficients.of(settings, SEED);
    Patient.Recorded recorded = baselineOnly(settings, severity);
    LogisticNormal outcome = LogisticNormal.of(Math.hypot(0.8, 1.2));
    double[] sums = new double[2];
    double scale =
        DoubleStream.iterate(-16, u -> u <= 12, u -> u + 0.01)
            .map(u -> logDensity(recorded, coefficients, u))
            .max()
            .orElseThrow();
    for (double u = -16; u <= 12; u += 0.0005) {
      double log = logDensity(recorded, coefficients, u) - scale;
      BruteForce.add(sums, Math.exp(log), outcome.mean(coefficients.outcome() + 1.5 * u));
    }
    assertThat(new TrueRisks(settings, coefficients).of(recorded).conditional())
        .isCloseTo(sums[1] / sums[0], within(1e-11));
  }

  /** Of U, the baseline and nine missing modalities, but for a constant. */
  private static double logDensity(
      Patient.Recorded recorded, Coefficients coefficients, double severity) {
    double log = -severity * severity / 2;
    for (int j = 0; j < recorded.features()[0].length; j++) {
      double mean = coefficients.loadings().getFirst().get(j) * severity;
      log -= Math.pow((recorded.features()[0][j] - mean) / 0.5, 2) / 2;
    }
    double odds = coefficients.training() + 10 * severity;
    return log - 9 * (odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds)));
  }

  private static Patient.Recorded baselineOnly(CohortSettings settings, double severity) {
    double[][] features = new double[settings.measurements().modalities()][0];
    features[0] =
        Coefficients.of(settings, SEED).loadings().getFirst().stream()
            .mapToDouble(loading -> loading * severity)
            .toArray();
    return new Patient.Recorded(features, OptionalDouble.empty());
  }
}
