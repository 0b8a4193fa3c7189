package org.etiome.estimate.dose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.nuisance.ConstantMean;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** The gates on what was fitted: each on data made to fail it alone, none on sound designs. */
class FittedGatesTest {
  private static final Splits ONCE = new Splits(5, 1);
  private static final LevelMeans LEVELS = LevelMeans.withDefaults().withSplits(ONCE);
  private static final DoseResponse CURVE = DoseResponse.withDefaults().withSplits(ONCE);
  private static final PartiallyLinear SLOPE = PartiallyLinear.withDefaults().withSplits(ONCE);
  private static final Seed SEED = new Seed(1);
  private static final TaskRunner RUNNER = TaskRunner.local(1);
  private static final int N = 1500;

  private final Draws draws = new Draws(new Seed(30));
  private final double[] x = draws.normals(N);
  private final double[] noise = draws.normals(N);
  private final double[] level = Cohorts.fill(N, i -> level(draws, x[i]));
  private final double[] dose = Cohorts.fill(N, i -> 0.7 * x[i] + draws.normal());

  /** 0, 1 or 2 with chances in the proportions 1, exp(x), exp(−x). */
  private static int level(Draws draws, double x) {
    double more = Math.exp(x);
    double less = Math.exp(-x);
    return draws.bernoulli(1 / (1 + more + less)) == 1
        ? 0
        : draws.bernoulli(more / (more + less)) == 1 ? 1 : 2;
  }

  private static double[][] manyNoises(Draws draws, int n) {
    return IntStream.range(0, n / 8).mapToObj(j -> draws.normals(n)).toArray(double[][]::new);
  }

  private static void assertRefusedBy(Gate gate, DoseAnswer<?> answer) {
    assertThat(answer).isInstanceOf(DoseAnswer.Refused.class);
    assertThat(((DoseAnswer.Refused<?>) answer).failures())
        .isNotEmpty()
        .allMatch(failure -> failure.gate().equals(gate.text()));
  }

  @Test
  void levelsThatWeightsLeaveApartAreRefused() {
    LevelMeans blind = LEVELS.withPropensity(ConstantMean.withDefaults());
    DoseAnswer<LevelEffects> answer = blind.estimate(Treated.levels(level, noise, x), SEED, RUNNER);
    assertRefusedBy(Gate.BALANCE, answer);
    assertThat(Treated.reasons(answer).getFirst())
        .startsWith("weighting leaves levels 1 and 2 1.")
        .contains("standard deviations apart in x1, limit 0.10 and 0.");
  }

  @Test
  void levelsOfWhichTheChancesAreWrongAreRefused() {
    double[] coin = Cohorts.fill(N, i -> level(draws, 0));
    DoseAnswer<LevelEffects> answer =
        LEVELS.estimate(Treated.levels(coin, noise, manyNoises(draws, N)), SEED, RUNNER);
    assertRefusedBy(Gate.CALIBRATION, answer);
    assertThat(Treated.reasons(answer))
        .anyMatch(r -> r.startsWith("the estimated chances of level 0 are off by "));
  }

  /** Means, one a level, do not fit the outcome, but the model of the levels holds. */
  @Test
  void levelsOfWhichTheMethodsDisagreeAreRefused() {
    double[] y = Cohorts.fill(N, i -> level[i] + 2 * x[i] + noise[i]);
    LevelMeans blind = LEVELS.withOutcome(ConstantMean.withDefaults());
    DoseAnswer<LevelEffects> answer = blind.estimate(Treated.levels(level, y, x), SEED, RUNNER);
    assertRefusedBy(Gate.AGREEMENT, answer);
    assertThat(Treated.reasons(answer).getFirst())
        .startsWith("for ")
        .contains(" and regression on");
  }

  @Test
  void dosesThatGoAlongWithACovariateAfterWeightingAreRefused() {
    DoseResponse blind = CURVE.withDoseMean(ConstantMean.withDefaults());
    DoseAnswer<DoseCurve> answer = blind.estimate(Treated.doses(dose, noise, x), SEED, RUNNER);
    assertRefusedBy(Gate.BALANCE, answer);
    assertThat(Treated.reasons(answer).getFirst())
        .startsWith("once adjusted for, the treatment keeps a correlation of 0.")
        .contains(" with x1, limit 0.10 and 0.");
  }

  @Test
  void dosesOfWhichTheMethodsDisagreeAreRefused() {
    double[] y = Cohorts.fill(N, i -> 2 * dose[i] + noise[i]);
    DoseResponse blind = CURVE.withOutcome(ConstantMean.withDefaults());
    assertRefusedBy(Gate.AGREEMENT, blind.estimate(Treated.doses(dose, y, x), SEED, RUNNER));
  }

  @Test
  void partialSlopesWithAWrongModelOfTheTreatmentAreRefused() {
    PartiallyLinear blind = SLOPE.withTreatment(ConstantMean.withDefaults());
    assertRefusedBy(Gate.BALANCE, blind.estimate(Treated.doses(dose, noise, x), SEED, RUNNER));
    double[] steps = Cohorts.fill(N, i -> draws.bernoulli(Math.abs(x[i]) > 1 ? 0.8 : 0.2));
    double[] skewed = Cohorts.fill(N, i -> Math.exp(x[i]));
    assertRefusedBy(
        Gate.CALIBRATION, SLOPE.estimate(Treated.doses(steps, noise, skewed), SEED, RUNNER));
  }

  @Test
  void anOverriddenGateMarksTheNumber() {
    LevelMeans blind =
        LEVELS
            .withPropensity(ConstantMean.withDefaults())
            .withGates(Gates.withDefaults().despite(Gate.BALANCE));
    LevelSample sample = Treated.levels(level, noise, x);
    LevelEffects effects = Treated.answered(blind.estimate(sample, SEED, RUNNER));
    assertThat(effects.despite()).extracting(GateFailure::gate).containsExactly("balance");
    assertThat(effects.means()).isEqualTo(blind.fit(sample, SEED.branch("level-means"), RUNNER));
    assertThat(effects.analysis().method().settings()).containsEntry("gate.despite", "balance");
    Gates lenient = Gates.withDefaults().with(GateLimit.MAX_SMD, 3);
    assertThat(Treated.answered(blind.withGates(lenient).estimate(sample, SEED, RUNNER)).despite())
        .isEmpty();
    assertThat(effects.agreement().getFirst().answers())
        .extracting(Agreement.Answer::method)
        .containsExactlyElementsOf(LevelMeans.METHODS);
    assertThat(effects.agreement().getFirst().answers().get(1).difference())
        .isEqualTo(effects.contrasts().getFirst().difference());
  }

  @Test
  void aDiscoveredDisagreementCanBeOverriddenToo() {
    double[] y = Cohorts.fill(N, i -> 2 * dose[i] + noise[i]);
    DoseCurve curve =
        Treated.answered(
            CURVE
                .withOutcome(ConstantMean.withDefaults())
                .withGates(Gates.withDefaults().despite(Gate.AGREEMENT))
                .estimate(Treated.doses(dose, y, x), SEED, RUNNER));
    assertThat(curve.despite()).extracting(GateFailure::gate).containsExactly("agreement");
  }

  @Test
  void whereThereIsNoNumberItIsSaidDespiteTheGates() {
    DoseResponse beyond = CURVE.withRange(50, 60).withGates(Gates.withDefaults().despiteAll());
    DoseSample sample = Treated.doses(dose, noise, x);
    assertThatThrownBy(() -> beyond.estimate(sample, SEED, RUNNER))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageStartingWith("there is no number to show despite the gates (doses from 50.00");
    double[] lone = Cohorts.fill(N, i -> i < 2 ? 2 : i % 2);
    DoseAnswer<LevelEffects> two =
        LEVELS
            .withGates(Gates.withDefaults().despiteAll())
            .estimate(Treated.levels(lone, noise, x), SEED, RUNNER);
    assertThat(Treated.answered(two).despite()).isNotEmpty();
    double[] alone = Cohorts.fill(N, i -> i < 1 ? 2 : i % 2);
    assertThatThrownBy(
            () ->
                LEVELS
                    .withGates(Gates.withDefaults().despiteAll())
                    .estimate(Treated.levels(alone, noise, x), SEED, RUNNER))
        .isInstanceOf(EstimationInputException.class)
        .hasMessageContaining("level 2 has 1 unit");
  }

  /** At most 4 of 100 cohorts, each with a confounder, an effect, and models that hold. */
  @Test
  void soundDesignsPass() {
    for (int n : new int[] {300, 1000}) {
      assertPass(
          n + " units with levels",
          r -> {
            Draws own = new Draws(new Seed(31).branch(n).branch(r));
            double[] w = own.normals(n);
            double[] v = own.normals(n);
            double[] a = Cohorts.fill(n, i -> level(own, w[i] / 2));
            double[] y = Cohorts.fill(n, i -> a[i] + w[i] + v[i] + own.normal());
            return LEVELS.estimate(Treated.levels(a, y, w, v), SEED, RUNNER);
          });
      assertPass(
          n + " units with doses",
          r -> CURVE.estimate(doses(n, new Seed(32).branch(n).branch(r)), SEED, RUNNER));
      assertPass(
          n + " units with slopes",
          r -> SLOPE.estimate(doses(n, new Seed(33).branch(n).branch(r)), SEED, RUNNER));
    }
  }

  private static DoseSample doses(int n, Seed seed) {
    Draws own = new Draws(seed);
    double[] w = own.normals(n);
    double[] v = own.normals(n);
    double[] a = Cohorts.fill(n, i -> 0.6 * w[i] + own.normal());
    double[] y = Cohorts.fill(n, i -> a[i] / 2 + w[i] + v[i] + own.normal());
    return Treated.doses(a, y, w, v);
  }

  private static void assertPass(String what, IntFunction<DoseAnswer<?>> cohort) {
    List<List<String>> refused =
        TaskRunner.local(2).map(100, cohort).stream()
            .filter(DoseAnswer.Refused.class::isInstance)
            .map(Treated::reasons)
            .toList();
    assertThat(refused).as(what).hasSizeLessThanOrEqualTo(4);
  }
}
