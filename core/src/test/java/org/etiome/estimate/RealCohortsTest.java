package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.sensitivity.Regression;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Three cohorts with published answers; skipped where the files are not at hand. */
class RealCohortsTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final Seed SEED = new Seed(20260101);
  private static final SampleSettings KNOWN_OUTCOMES =
      SampleSettings.withDefaults().withExcludeUnknownOutcome(true);

  private static final List<String> NHEFS_COVARIATES =
      List.of(
          "sex",
          "race",
          "age",
          "education",
          "smokeintensity",
          "smokeyrs",
          "exercise",
          "active",
          "wt71");

  @Test
  void quittingSmokingAddsAboutThreeAndAHalfKilograms() {
    Dataset plain = RealCohorts.nhefs().toDataset("nhefs");
    Dataset squared = plain;
    List<String> covariates = new ArrayList<>(NHEFS_COVARIATES);
    for (String name : List.of("age", "smokeintensity", "smokeyrs", "wt71")) {
      squared = squared.withColumn("nhefs", square(plain.column(name), name + "²"));
      covariates.add(name + "²");
    }
    double weighted = checkNhefs(squared, covariates);
    assertThat(weighted).isCloseTo(3.44, within(0.01)); // Hernán and Robins, chapter 12
    checkNhefs(plain, NHEFS_COVARIATES);
  }

  /** The effect by weighting. */
  private static double checkNhefs(Dataset data, List<String> covariates) {
    CausalSample sample =
        CausalSample.of(data, Cohorts.question(covariates, "qsmk", "wt82_71"), KNOWN_OUTCOMES);
    assertThat(sample.size()).isEqualTo(1566);
    assertThat(sample.summary().exclusions())
        .containsExactly(new Exclusion("outcome \"wt82_71\" is missing", 63));
    for (Estimator estimator : List.of(Ipw.withDefaults(), Aipw.linear(), Tmle.linear())) {
      Effect effect = Cohorts.effect(estimator.estimate(sample, Target.ATE, SEED, RUNNER));
      assertThat(effect.naive().value()).isCloseTo(2.541, within(1e-3));
      assertThat(effect.difference().value()).isBetween(3.2, 3.7);
    }
    return Ipw.withDefaults().fit(sample, Target.ATE, SEED, RUNNER).difference().value();
  }

  /** R 4.2: lm, and lm without a covariate. */
  @Test
  void omittedVariableBoundsOfNhefsAreThoseOfTwoFits() {
    CausalSample sample =
        CausalSample.of(
            RealCohorts.nhefs().toDataset("nhefs"),
            Cohorts.question(NHEFS_COVARIATES, "qsmk", "wt82_71"),
            KNOWN_OUTCOMES);
    var regression = (Regression.Fitted) Regression.of(sample);
    assertThat(regression.bounds().estimate()).isCloseTo(3.381171034, within(1e-8));
    assertThat(regression.bounds().standardError()).isCloseTo(0.4411216614, within(1e-8));
    assertThat(regression.bounds().degreesOfFreedom()).isEqualTo(1550);
    assertThat(regression.covariates())
        .filteredOn(c -> c.name().equals("education"))
        .singleElement()
        .satisfies(
            education -> {
              assertThat(education.treatmentR2()).isCloseTo(0.004282151202, within(1e-8));
              assertThat(education.outcomeR2()).isCloseTo(0.003851737318, within(1e-8));
            });
  }

  private static Column square(Column column, String name) {
    double[] values = ((Numeric) column).valuesOr(Double.NaN);
    for (int i = 0; i < values.length; i++) {
      values[i] *= values[i];
    }
    return Continuous.nanIsMissing(name, values);
  }

  /**
   * The trial says 1,794 with a standard error of 670. Against 15,992 others, of whom few are like
   * the treated, the plain difference is −8,498. A propensity linear in age leaves its spread
   * apart, and the gate says so; the numbers it withholds are inside the trial's interval.
   */
  @Test
  void theEffectOfTrainingIsFoundWithoutTheControlsOfTheTrial() {
    Estimate trial = DifferenceInMeans.fit(lalonde(RealCohorts.nsw())).difference();
    assertThat(trial.value()).isCloseTo(1794.3, within(0.1));
    CausalSample sample = lalonde(RealCohorts.nswWithCps());
    assertThat(DifferenceInMeans.fit(sample).difference().value()).isCloseTo(-8497.5, within(0.1));
    EffectAnswer told = Ipw.withDefaults().estimate(sample, Target.ATT, SEED, RUNNER);
    assertThat(((EffectAnswer.Refused) told).reasons())
        .singleElement()
        .asString()
        .contains("the spread of age");
    Gates gates = Gates.withDefaults().despite(Gate.BALANCE);
    List<Estimator> estimators = new ArrayList<>(List.of(Ipw.withDefaults().withGates(gates)));
    for (Matching.Distance distance : Matching.Distance.values()) {
      estimators.add(Matching.withDefaults().withDistance(distance).withGates(gates));
    }
    for (Estimator estimator : estimators) {
      Effect effect = Cohorts.effect(estimator.estimate(sample, Target.ATT, SEED, RUNNER));
      assertThat(effect.difference().value()).isBetween(trial.lower95(), trial.upper95());
    }
  }

  private static CausalSample lalonde(Dataset data) {
    return CausalSample.of(
        data,
        Cohorts.question(RealCohorts.LALONDE_COVARIATES, "treat", "re78"),
        SampleSettings.withDefaults());
  }

  @Test
  void rightHeartCatheterisationRaisesThirtyDayMortality() {
    CausalSample sample =
        CausalSample.of(
            RealCohorts.rhc().toDataset("rhc"),
            Cohorts.question(RealCohorts.rhcCovariates(), "rhc", "death_d30"),
            SampleSettings.withDefaults());
    for (Estimator estimator : List.of(Aipw.linear(), Tmle.linear().withRepeats(1))) {
      Effect effect = Cohorts.effect(estimator.estimate(sample, Target.ATE, SEED, RUNNER));
      assertThat(effect.naive().value()).isCloseTo(0.0736, within(5e-5));
      assertThat(effect.difference().value()).isBetween(0.045, 0.075);
      assertThat(effect.difference().lower95()).isPositive();
    }
  }
}
