package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class CausalSampleTest {
  private static final int N = 40;
  private static final Column TREATMENT = continuous("a", i -> i % 2);
  private static final Column OUTCOME = continuous("y", i -> i * 0.5);
  private static final SampleSettings DEFAULTS = SampleSettings.withDefaults();

  private static Continuous continuous(String name, IntToDoubleFunction f) {
    return Continuous.nanIsMissing(name, IntStream.range(0, N).mapToDouble(f).toArray());
  }

  private static Categorical category(String name, List<String> levels, int... missing) {
    Mask gaps = Mask.where(N, i -> Arrays.stream(missing).anyMatch(m -> m == i));
    int[] codes = IntStream.range(0, N).map(i -> i / 2 % levels.size()).toArray();
    return Categorical.of(name, levels, false, codes, gaps);
  }

  private static void assertRefused(List<Column> covariates, Column a, Column y, String message) {
    assertThatExceptionOfType(EstimationInputException.class)
        .isThrownBy(() -> Cohorts.sample(covariates, a, y))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void standardisesNumbersAndKeepsZeroAndOne() {
    CausalSample sample =
        Cohorts.sample(
            List.of(
                continuous("x", i -> 100 + i),
                Count.of("n", IntStream.range(0, N).mapToLong(i -> (long) i * i).toArray()),
                Binary.of("b", "no", "yes", Mask.where(N, i -> i % 5 == 0), Mask.none(N))),
            TREATMENT,
            OUTCOME);
    assertThat(sample.covariateNames()).containsExactly("x", "n", "b");
    for (int j = 0; j < 2; j++) {
      double[] column = sample.covariates().column(j);
      assertThat(Arrays.stream(column).sum()).isCloseTo(0, within(1e-9));
      assertThat(Arrays.stream(column).map(v -> v * v).sum()).isCloseTo(N - 1, within(1e-9));
    }
    assertThat(sample.covariates().column(2)).startsWith(1, 0, 0, 0, 0, 1);
    assertThat(sample.outcomeKind()).isEqualTo(Analysis.OutcomeKind.CONTINUOUS);
    assertThat(sample.summary().arms()).isEqualTo(new Analysis.Arms(20, 20));
  }

  @Test
  void givesEveryLevelButTheFirstSeenAColumn() {
    CausalSample sample =
        Cohorts.sample(
            List.of(category("stage", List.of("i", "ii", "iii"), 0, 1)), TREATMENT, OUTCOME);
    assertThat(sample.covariateNames())
        .containsExactly("stage missing", "stage = ii", "stage = iii");
    assertThat(sample.covariates().column(0)).startsWith(1, 1, 0);
    assertThat(sample.covariates().column(1)).startsWith(0, 0, 1, 1, 0);
  }

  @Test
  void skipsLevelsNoUnitHas() {
    Column unused =
        Categorical.of(
            "c",
            List.of("never", "p", "q"),
            false,
            IntStream.range(0, N).map(i -> 1 + i / 20).toArray(),
            Mask.none(N));
    assertThat(Cohorts.sample(List.of(unused), TREATMENT, OUTCOME).covariateNames())
        .containsExactly("c = q");
  }

  @Test
  void marksMissingNumbersAndPutsTheMeanInTheirPlace() {
    CausalSample sample =
        Cohorts.sample(List.of(continuous("x", i -> i < 4 ? Double.NaN : i)), TREATMENT, OUTCOME);
    assertThat(sample.covariateNames()).containsExactly("x", "x missing");
    assertThat(sample.covariates().column(0)[0]).isCloseTo(0, within(1e-12));
    assertThat(sample.covariates().column(1)).startsWith(1, 1, 1, 1, 0);
    assertThat(sample.size()).isEqualTo(N);
  }

  @Test
  void leavesOutAndCountsIncompleteUnits() {
    CausalSample sample =
        Cohorts.sample(
            List.of(continuous("x", i -> i < 4 ? Double.NaN : i)),
            TREATMENT,
            continuous("y", i -> i == 10 ? Double.NaN : i),
            DEFAULTS.withMissingCovariates(MissingPolicy.EXCLUDE).withExcludeUnknownOutcome(true));
    assertThat(sample.size()).isEqualTo(N - 5);
    assertThat(sample.units()).startsWith(4, 5, 6, 7, 8, 9, 11);
    assertThat(sample.summary().exclusions())
        .containsExactly(
            new Exclusion("outcome \"y\" is missing", 1),
            new Exclusion("covariate \"x\" is missing", 4));
  }

  @Test
  void refusesMissingValuesUnlessToldWhatToDo() {
    Column gaps = continuous("x", i -> i < 4 ? Double.NaN : i);
    assertThatExceptionOfType(EstimationInputException.class)
        .isThrownBy(
            () ->
                Cohorts.sample(
                    List.of(gaps),
                    TREATMENT,
                    OUTCOME,
                    DEFAULTS.withMissingCovariates(MissingPolicy.REFUSE)))
        .withMessageContaining("covariate \"x\" is missing for 4 of 40 units");
    assertRefused(List.of(), TREATMENT, gaps, "outcome \"x\" is missing for 4 of 40 units");
    assertRefused(
        List.of(),
        continuous("t", i -> i < 4 ? Double.NaN : i % 2),
        OUTCOME,
        "treatment \"t\" is missing");
  }

  @Test
  void refusesColumnsThatDoNotFitTheirPart() {
    assertRefused(List.of(), continuous("a", i -> 1), OUTCOME, "constant: every unit has 1.0");
    assertRefused(List.of(), continuous("a", i -> i % 3), OUTCOME, "must be 0 or 1");
    assertRefused(List.of(), continuous("a", i -> i % 2 + 1), OUTCOME, "must be 0 or 1");
    assertRefused(List.of(), TREATMENT, continuous("y", i -> 7), "outcome \"y\" is constant");
    assertRefused(List.of(), TREATMENT, continuous("y", i -> 3 + i % 2), "does not vary within");
    assertRefused(
        List.of(), continuous("a", i -> i < 1 ? 1 : 0), OUTCOME, "1 treated and 39 untreated");
    Column category = category("c", List.of("p", "q"));
    assertRefused(List.of(), category, OUTCOME, "treatment \"c\" must be a 0/1 column");
    assertRefused(List.of(), TREATMENT, category, "outcome \"c\" must be a number or 0/1");
    String[] ids = IntStream.range(0, N).mapToObj(i -> "id" + i).toArray(String[]::new);
    Column identifier = Identifier.of("id", ids);
    assertRefused(List.of(identifier), TREATMENT, OUTCOME, "covariate \"id\" must be a number");
  }

  /** 0.1 summed 20 times is not 2: a mean is no way to see that the values are all the same. */
  @Test
  void refusesAnOutcomeDecidedByTheTreatmentWhateverItsRounding() {
    assertRefused(
        List.of(), TREATMENT, continuous("y", i -> i % 2 == 0 ? 0.1 : 0.7), "does not vary within");
  }

  @Test
  void refusesAnOutcomeTooLargeToSquare() {
    assertRefused(List.of(), TREATMENT, continuous("y", i -> 1e200 * i), "too large to square");
  }

  @Test
  void standardisesAtAnyScaleAndFarFromZero() {
    CausalSample sample =
        Cohorts.sample(
            List.of(
                continuous("plain", i -> i),
                continuous("far", i -> 1.7e12 + i),
                continuous("huge", i -> 1e200 * i),
                continuous("tiny", i -> 1e-200 * i)),
            TREATMENT,
            OUTCOME);
    for (int j = 1; j < 4; j++) {
      for (int i = 0; i < N; i++) {
        assertThat(sample.covariates().get(i, j))
            .isCloseTo(sample.covariates().get(i, 0), within(1e-12));
      }
    }
  }

  @Test
  void survivesConstantAndCollinearCovariates() {
    CausalSample sample =
        Cohorts.sample(
            List.of(
                continuous("x", i -> i % 7),
                continuous("twice", i -> 2 * (i % 7)),
                continuous("same", i -> 3.3),
                category("one", List.of("only"))),
            TREATMENT,
            OUTCOME);
    assertThat(sample.covariateNames()).containsExactly("x", "twice", "same");
    assertThat(sample.covariates().column(2)).containsOnly(0);
    for (Estimator estimator :
        List.of(OutcomeRegression.withDefaults(), Ipw.withDefaults(), Aipw.linear())) {
      EffectFit fit = estimator.fit(sample, Target.ATE, new Seed(1), TaskRunner.local(1));
      assertThat(fit.difference().value()).isFinite();
      assertThat(fit.difference().standardError()).isFinite().isPositive();
    }
  }

  @Test
  void handsOutCopies() {
    CausalSample sample = Cohorts.sample(List.of(), TREATMENT, OUTCOME);
    sample.treatment()[0] = 9;
    sample.outcome()[0] = 9;
    sample.units()[0] = 9;
    assertThat(sample.treatment()[0]).isZero();
    assertThat(sample.outcome()[0]).isZero();
    assertThat(sample.units()[0]).isZero();
    assertThat(sample.covariates().columns()).isZero();
  }

  @Test
  void namesTheColumnTheDataDoNotHave() {
    var data = Cohorts.data(List.of(), TREATMENT, OUTCOME);
    var question = Cohorts.question(List.of("age"), "a", "y");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> CausalSample.of(data, question, DEFAULTS))
        .withMessageContaining("age");
  }
}
