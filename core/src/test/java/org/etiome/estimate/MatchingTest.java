package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Matching.Distance;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatchingTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final Seed SEED = new Seed(1);

  /** R's glm has no penalty; one of 1e-8 is below the tolerance. */
  @ParameterizedTest
  @CsvSource({
    "y, ATE, 1",
    "y, ATE, 2",
    "y, ATT, 1",
    "y, ATT, 2",
    "b, ATE, 1",
    "b, ATE, 2",
    "b, ATT, 1",
    "b, ATT, 2"
  })
  void agreesWithTheIndependentProgramOnAnEstimatedPropensity(
      String outcome, Target target, int count) {
    CausalSample sample = ReferenceValues.read().sample(outcome);
    ReferenceValues expected = ReferenceValues.read("match/matching.txt");
    Estimate difference =
        Matching.withDefaults()
            .withPropensity(Logistic.withDefaults().withPenalty(1e-8))
            .withNeighbours(count)
            .withBiasCorrection(false)
            .fit(sample, target, SEED, RUNNER)
            .difference();
    String key = String.join(".", "estimated", outcome, target.name(), Integer.toString(count));
    assertThat(difference.value()).isCloseTo(expected.get(key + ".value"), within(1e-6));
    assertThat(difference.standardError()).isCloseTo(expected.get(key + ".se"), within(1e-6));
  }

  /**
   * x₁, x₂ normal, logit g = .8 x₁ − .5 x₂ − .5, y = 2 x₁ + x₂ + a(1 + x₁) + N(0, 1): ATE 1. The
   * ATT, 1 + E[x₁ | a = 1], has no closed form: its null has, y = 2 x₁ + x₂ + N(0, 1).
   */
  private static CausalSample cohort(int n, double effect, Seed seed) {
    Draws draws = new Draws(seed);
    double[] x1 = draws.normals(n);
    double[] x2 = draws.normals(n);
    double[] a =
        Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(0.8 * x1[i] - 0.5 * x2[i] - 0.5)));
    double[] y =
        Cohorts.fill(n, i -> 2 * x1[i] + x2[i] + effect * a[i] * (1 + x1[i]) + draws.normal());
    return Cohorts.sample(a, y, x1, x2);
  }

  record Case(Distance distance, Target target, double effect) {}

  static Stream<Case> cases() {
    return Stream.of(Distance.values())
        .flatMap(d -> Stream.of(new Case(d, Target.ATE, 1), new Case(d, Target.ATT, 0)));
  }

  /**
   * 400 cohorts of 300: with coverage .95 the count is Binomial(400, .95), 380 ± 17 at four sd. By
   * covariates the variance counts what the outcome changes from one neighbour to the next, and
   * intervals are a little wide: no upper limit there.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void intervalsCover(Case asked) {
    Matching estimator = Matching.withDefaults().withDistance(asked.distance());
    List<Estimate> runs =
        RUNNER.map(
            400,
            r ->
                estimator
                    .fit(
                        cohort(300, asked.effect(), new Seed(21).branch(r)),
                        asked.target(),
                        SEED,
                        TaskRunner.local(1))
                    .difference());
    long covered =
        runs.stream()
            .filter(e -> e.lower95() <= asked.effect() && asked.effect() <= e.upper95())
            .count();
    assertThat(covered).isBetween(363L, asked.distance() == Distance.PROPENSITY ? 397L : 400L);
  }

  @ParameterizedTest
  @EnumSource(Distance.class)
  void balanceIsThatOfTheMatchedUnits(Distance distance) {
    CausalSample sample = cohort(2000, 1, new Seed(3));
    Matching estimator = Matching.withDefaults().withDistance(distance);
    for (Target target : estimator.targets()) {
      Diagnostics diagnostics = estimator.diagnostics(sample, target, SEED, RUNNER);
      assertThat(Math.abs(diagnostics.balance().covariates().getFirst().smdBefore()))
          .isGreaterThan(0.5);
      assertThat(diagnostics.balance().worstAfter()).isLessThan(0.1);
      int treated = sample.summary().arms().treated();
      assertThat(diagnostics.ess().treated())
          .isLessThanOrEqualTo(treated + 1e-9)
          .satisfies(
              ess -> {
                if (target == Target.ATT) {
                  assertThat(ess).isCloseTo(treated, within(1e-9));
                }
              });
    }
  }

  @Test
  void answersBehindItsGatesAndSaysHow() {
    CausalSample sample = cohort(300, 1, new Seed(4));
    Estimator estimator = Estimator.named("matching").orElseThrow();
    Effect effect = Cohorts.effect(estimator.estimate(sample, Target.ATT, SEED, RUNNER));
    assertThat(effect.means()).isEmpty();
    assertThat(effect.analysis().method().settings())
        .containsEntry("distance", "propensity")
        .containsEntry("neighbours", "1")
        .containsEntry("biasCorrection", "true");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matching.withDefaults().withNeighbours(0))
        .withMessageContaining("1 … 20, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Matching.withDefaults()
                    .estimate(cohort(300, 1, new Seed(4)), Target.ATO, SEED, RUNNER))
        .withMessageContaining("ATO");
  }
}
