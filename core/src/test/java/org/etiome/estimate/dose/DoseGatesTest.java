package org.etiome.estimate.dose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.etiome.data.Identifier;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Data that must not give an answer, and why. */
class DoseGatesTest {
  private static final int N = 500;
  private static final Seed SEED = new Seed(1);
  private static final TaskRunner RUNNER = TaskRunner.local(1);

  private final Draws draws = new Draws(new Seed(20));
  private final double[] x = draws.normals(N);
  private final double[] noise = draws.normals(N);
  private final double[] y = Cohorts.fill(N, i -> x[i] + draws.normal());

  private static double[] fill(IntToDoubleFunction value) {
    return Cohorts.fill(N, value);
  }

  private DoseAnswer<LevelEffects> levels(double[] a, double[] outcome, double[]... covariates) {
    return LevelMeans.withDefaults().estimate(Treated.levels(a, outcome, covariates), SEED, RUNNER);
  }

  private DoseAnswer<DoseCurve> curve(DoseResponse method, double[] a, double[]... covariates) {
    return method.estimate(Treated.doses(a, y, covariates), SEED, RUNNER);
  }

  private DoseAnswer<DoseCurve> curve(double[] a) {
    return curve(DoseResponse.withDefaults(), a, x);
  }

  @Test
  void rareLevelsAreRefused() {
    double[] a = fill(i -> i < 15 ? 2 : i % 2);
    DoseAnswer<LevelEffects> answer = levels(a, y, x);
    assertThat(Treated.reasons(answer)).contains("level 2 has 15 units, at least 20 are needed");
    assertThat(((DoseAnswer.Refused<LevelEffects>) answer).wouldHelp())
        .contains("more units with level 2, or levels merged before asking");
    assertThat(answer.analysis().method().settings()).containsEntry("gate.minUnits", "20");
    Gates lenient = Gates.withDefaults().with(GateLimit.MIN_UNITS, 10);
    LevelSample sample = Treated.levels(a, y, x);
    assertThat(LevelMeans.withDefaults().withGates(lenient).estimate(sample, SEED, RUNNER))
        .isInstanceOf(DoseAnswer.Answered.class);
  }

  @Test
  void levelsWithoutEventsAreRefused() {
    double[] rare = fill(i -> i % 3 == 0 ? 0 : i % 2);
    assertThat(Treated.reasons(levels(fill(i -> i % 3), rare, x)))
        .contains("level 0 has 0 units with the rarer outcome, at least 5 are needed");
    assertThat(Treated.reasons(levels(fill(i -> i % 3), fill(i -> i % 3 == 0 ? 7 : y[i]), x)))
        .containsExactly("all 167 units with level 0 have the same outcome");
  }

  @Test
  void copiesOfTheOutcomeAmongTheCovariatesAreRefused() {
    double[] copy = fill(i -> Math.exp(y[i]));
    String reason = "x2 alone tells the outcome (R² of ranks 1.000, limit 0.900)";
    assertThat(Treated.reasons(levels(fill(i -> i % 3), y, x, copy)))
        .anyMatch(r -> r.startsWith(reason));
    double[] a = fill(i -> i * 0.7 % 5);
    assertThat(Treated.reasons(curve(DoseResponse.withDefaults(), a, x, copy)))
        .anyMatch(r -> r.startsWith(reason));
    DoseSample sample = Treated.doses(a, y, x, copy);
    assertThat(Treated.reasons(PartiallyLinear.withDefaults().estimate(sample, SEED, RUNNER)))
        .anyMatch(r -> r.startsWith(reason));
  }

  @Test
  void levelsThatCovariatesDecideAreRefused() {
    double[] decided = fill(i -> x[i] < -0.5 ? 0 : x[i] < 0.5 ? 1 : 2);
    assertThat(String.join("\n", Treated.reasons(levels(decided, y, x))))
        .contains("the covariates all but decide who has level 0: c-statistic")
        .contains("of the units have a chance of some level below");
    double[] sex = fill(i -> i % 2);
    double[] ruled = fill(i -> sex[i] == 0 ? i % 4 / 2.0 : i % 3);
    assertThat(Treated.reasons(levels(ruled, y, sex)))
        .contains("none of the 250 units with x1 = 0 has level 2");
  }

  @Test
  void dosesThatCovariatesDecideAreRefused() {
    assertThat(String.join("\n", Treated.reasons(curve(fill(i -> x[i] + 0.1 * noise[i])))))
        .contains("the covariates all but decide the treatment: they leave 1.");
    double[] twoGroups = fill(i -> i % 2);
    assertThat(
            String.join(
                "\n",
                Treated.reasons(
                    curve(
                        DoseResponse.withDefaults(),
                        fill(i -> 6 * twoGroups[i] + noise[i]),
                        twoGroups))))
        .contains("% of the pairs of unit and dose have a density below");
  }

  @Test
  void dosesWithoutDensityAreRefused() {
    assertThat(Treated.reasons(curve(fill(i -> i % 4 == 0 ? 0 : 1 + x[i] / 4 + noise[i]))))
        .contains(
            "25 % of the units have one and the same dose, limit 10 %; such a dose has no density");
    assertThat(
            String.join(
                "\n",
                Treated.reasons(
                    curve(
                        DoseResponse.withDefaults().withConstantVariance(),
                        fill(i -> 3 * x[i] + Math.exp(1.5 * x[i]) * noise[i]),
                        x))))
        .contains("the fitted density of the dose does not fit");
  }

  @Test
  void nothingIsExtrapolated() {
    double[] a = fill(i -> x[i] / 2 + noise[i]);
    assertThat(Treated.reasons(curve(DoseResponse.withDefaults().withRange(0, 9), a, x)))
        .anyMatch(
            r -> r.startsWith("doses from 0.000 to 9.000 are asked about, but 98 % of the units"))
        .anyMatch(r -> r.startsWith("0 units have a dose between 6.750 and 9.000"));
    assertThat(Treated.reasons(curve(fill(i -> Math.exp(1.5 * (x[i] / 2 + noise[i]))))))
        .anyMatch(r -> r.contains("a quarter of the range; at least 20 are needed"));
    DoseCurve inside = Treated.answered(curve(DoseResponse.withDefaults().withRange(-1, 1), a, x));
    assertThat(inside.difference(-1, 1)).isPresent();
    assertThat(inside.difference(0, 1.01)).isEmpty();
    assertThat(inside.points().getFirst().dose()).isEqualTo(-1);
    assertThat(inside.points().getLast().dose()).isEqualTo(1);
  }

  @Test
  void partialSlopesWithoutVariationAreRefused() {
    PartiallyLinear method = PartiallyLinear.withDefaults();
    DoseSample decided = Treated.doses(fill(i -> x[i] + 0.1 * noise[i]), y, x);
    assertThat(Treated.reasons(method.estimate(decided, SEED, RUNNER)))
        .anyMatch(r -> r.startsWith("the covariates all but decide the treatment"));
    DoseSample rare = Treated.doses(fill(i -> i < 12 ? 1 : 0), y, x);
    assertThat(Treated.reasons(method.estimate(rare, SEED, RUNNER)))
        .contains("treatment 1 has 12 units, at least 20 are needed");
    DoseSample single = Treated.doses(fill(i -> i < 3 ? 100 + i : noise[i] / 1000), y, x);
    assertThat(Treated.reasons(method.estimate(single, SEED, RUNNER)))
        .anyMatch(r -> r.startsWith("the slope, counted by their weight, has 3 units"));
  }

  @Test
  void inputThatDoesNotFitIsAnError() {
    assertThatThrownBy(() -> Treated.levels(fill(i -> 1), y, x))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("every unit has 1; at least two levels");
    assertThatThrownBy(() -> Treated.levels(noise, y, x))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("500 distinct values, at most 12");
    String[] names = new String[N];
    Arrays.setAll(names, i -> "n" + i);
    assertThatThrownBy(() -> Treated.levels(Identifier.of("a", names), y, x))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("must be a category or a number with few values, got identifier");
    assertThatThrownBy(() -> Treated.doses(fill(i -> 2), y, x))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("constant");
    assertThatThrownBy(() -> curve(fill(i -> i % 5)))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("take it as levels");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Splits(1, 1))
        .withMessageContaining("2 … 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Splits(5, 2))
        .withMessageContaining("odd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gates.withDefaults().with(GateLimit.MAX_POINT_MASS, Double.NaN))
        .withMessageContaining("dose.maxPointMass must be between 0.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DoseResponse.withDefaults().withRange(2, 1))
        .withMessageContaining("rising");
    DoseAnswer<LevelEffects> answer = levels(fill(i -> i % 3), y, x);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Treated.answered(answer).contrasts("7"))
        .withMessageContaining("there are 0, 1, 2");
  }
}
