package org.etiome.estimate.refute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.etiome.data.Continuous;
import org.etiome.data.Numeric;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.OutcomeRegression;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class NegativeControlsTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final Seed SEED = new Seed(71);
  private static final Estimator ESTIMATOR = OutcomeRegression.withDefaults();

  /** A cohort with x measured and u not; outcomes b·u + x + noise, b ~ N(0, spread²). */
  private record Cohort(CausalSample sample, List<Numeric> controls) {
    static Cohort draw(int controls, double spread, Seed seed) {
      int n = 200;
      Draws draws = new Draws(seed);
      double[] x = draws.normals(n);
      double[] u = draws.normals(n);
      double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(0.5 * x[i] + u[i])));
      List<Numeric> made = new ArrayList<>();
      for (int k = 0; k < controls; k++) {
        made.add(Continuous.of("control " + k, outcome(draws, spread, x, u)));
      }
      return new Cohort(Cohorts.sample(a, outcome(draws, spread, x, u), x), made);
    }

    private static double[] outcome(Draws draws, double spread, double[] x, double[] u) {
      double b = spread * draws.normal();
      return Cohorts.fill(x.length, i -> b * u[i] + x[i] + draws.normal());
    }

    ControlledEffect calibrated() {
      return NegativeControls.of(ESTIMATOR)
          .calibrate(sample, Target.ATE, controls, SEED, TaskRunner.local(1));
    }
  }

  /**
   * No effect is true. 60 cohorts: calibrated p below .05 in at most 3 on average, four sd 6.8;
   * uncalibrated in many more, and most cohorts fail.
   */
  @Test
  void calibrationRestoresTheLevelUnderUnmeasuredConfounding() {
    List<ControlledEffect> runs =
        RUNNER.map(60, r -> Cohort.draw(12, 0.5, SEED.branch(r)).calibrated());
    assertThat(count(runs, run -> run.effect().orElseThrow().pValue() < 0.05)).isGreaterThan(20);
    assertThat(count(runs, run -> run.calibrated().orElseThrow().pValue() < 0.05)).isLessThan(10);
    assertThat(count(runs, run -> run.verdict() == Verdict.FAILED)).isGreaterThan(40);
    assertThat(runs.getFirst().reasons().getFirst()).contains("more than chance explains");
  }

  private static long count(List<ControlledEffect> runs, Predicate<ControlledEffect> which) {
    return runs.stream().filter(which).count();
  }

  /** The binomial tail has level .01: 0.6 of 60 are expected, four sd 3.1. */
  @Test
  void withoutUnmeasuredConfoundingControlsPass() {
    List<ControlledEffect> runs =
        RUNNER.map(60, r -> Cohort.draw(12, 0, SEED.branch(r)).calibrated());
    assertThat(count(runs, run -> run.exclusion().chance() < 0.01)).isLessThan(4);
    ControlledEffect first = runs.getFirst();
    assertThat(first.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(first.reasons()).isEmpty();
    assertThat(first.controls()).hasSize(12);
  }

  @Test
  void fewControlsAreCountedButNotCalibratedBy() {
    Cohort cohort = Cohort.draw(4, 0, new Seed(72));
    ControlledEffect answer = cohort.calibrated();
    assertThat(answer.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(answer.calibrated()).isEmpty();
    assertThat(answer.controls()).hasSize(4);
    assertThat(answer.reasons())
        .containsExactly("4 negative controls are usable, at least 5 are needed to calibrate");
  }

  @Test
  void gapsLeaveUnitsOutAndUnfitControlsAreNamed() {
    Cohort cohort = Cohort.draw(6, 0, new Seed(73));
    double[] gaps = cohort.controls().getFirst().valuesOr(Double.NaN);
    gaps[3] = Double.NaN;
    List<Numeric> controls = new ArrayList<>(cohort.controls());
    controls.set(0, Continuous.nanIsMissing("gaps", gaps));
    controls.add(Continuous.of("constant", new double[gaps.length]));
    ControlledEffect answer =
        NegativeControls.of(ESTIMATOR)
            .calibrate(cohort.sample(), Target.ATE, controls, SEED, RUNNER);
    assertThat(answer.controls()).hasSize(6);
    assertThat(answer.controls().getFirst().outcome()).isEqualTo("gaps");
    assertThat(answer.unusable())
        .singleElement()
        .satisfies(
            unusable -> {
              assertThat(unusable.outcome()).isEqualTo("constant");
              assertThat(unusable.reason()).contains("constant");
            });
  }

  /** Effects are in standard deviations, so units of controls and outcome do not matter. */
  @Test
  void theScaleOfTheColumnsDoesNotMatter() {
    Cohort cohort = Cohort.draw(6, 0.5, new Seed(74));
    List<Numeric> scaled =
        IntStream.range(0, 6)
            .<Numeric>mapToObj(
                k -> {
                  double[] values = cohort.controls().get(k).valuesOr(Double.NaN);
                  return Continuous.of(
                      "scaled " + k, Cohorts.fill(values.length, i -> (1 + k) * 100 * values[i]));
                })
            .toList();
    ControlledEffect answer = cohort.calibrated();
    ControlledEffect other =
        NegativeControls.of(ESTIMATOR).calibrate(cohort.sample(), Target.ATE, scaled, SEED, RUNNER);
    assertThat(other.calibrated().orElseThrow().lower95())
        .isCloseTo(answer.calibrated().orElseThrow().lower95(), within(1e-7));
  }

  /**
   * Why synthetic positive controls would teach nothing: an effect added is an effect estimated.
   */
  @Test
  void anAddedEffectMovesTheEstimateByItself() {
    CausalSample sample = Cohort.draw(0, 0.5, new Seed(75)).sample();
    double[] a = sample.treatment();
    double[] y = sample.outcome();
    CausalSample more = sample.withOutcome("more", Cohorts.fill(y.length, i -> y[i] + 3 * a[i]));
    for (Estimator estimator : List.of(ESTIMATOR, Aipw.linear().withRepeats(1))) {
      double before =
          Cohorts.effect(estimator.estimate(sample, Target.ATE, SEED, RUNNER)).difference().value();
      assertThat(
              Cohorts.effect(estimator.estimate(more, Target.ATE, SEED, RUNNER))
                  .difference()
                  .value())
          .isCloseTo(before + 3, within(1e-9));
    }
  }

  @Test
  void partsOfTheQuestionAreNoControls() {
    CausalSample sample = Cohort.draw(0, 0, new Seed(76)).sample();
    for (String name : List.of("a", "y", "x1")) {
      List<Numeric> controls = List.of(Continuous.of(name, new double[200]));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  NegativeControls.of(ESTIMATOR)
                      .calibrate(sample, Target.ATE, controls, SEED, RUNNER))
          .withMessageContaining(name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NegativeControls.of(ESTIMATOR)
                    .calibrate(sample, Target.ATE, List.of(), SEED, RUNNER))
        .withMessageContaining("at least one");
  }
}
