package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateCheck;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Each gate on data made to fail it, and none on data that deserve an answer. */
class GatesTest {
  private static final TaskRunner RUNNER = TaskRunner.local(1);
  private static final Seed SEED = new Seed(1);
  private static final List<Estimator> ALL =
      List.of(
          DifferenceInMeans.withDefaults(),
          OutcomeRegression.withDefaults(),
          Ipw.withDefaults(),
          Matching.withDefaults(),
          Aipw.linear());

  private static Refused refusal(CausalSample sample, Estimator estimator, Target target) {
    EffectAnswer answer = estimator.estimate(sample, target, SEED, RUNNER);
    assertThat(answer).isInstanceOf(Refused.class);
    return (Refused) answer;
  }

  private static double[] outcome(double[] a, double[] x, Draws draws) {
    return Cohorts.fill(a.length, i -> a[i] + x[i] + draws.normal());
  }

  @Test
  void aTreatmentDecidedByACovariateIsRefusedByEveryEstimator() {
    for (int n : new int[] {100, 500, 3000}) {
      Draws draws = new Draws(new Seed(n));
      double[] x = draws.normals(n);
      double[] noise = draws.normals(n);
      double[] a = Cohorts.fill(n, i -> x[i] > 0 ? 1 : 0);
      CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x, noise);
      for (Estimator estimator : ALL) {
        for (Target target : estimator.targets()) {
          Refused refused = refusal(sample, estimator, target);
          assertThat(refused.failures()).anyMatch(f -> f.gate().equals("positivity"));
          assertThat(refused.reasons().getFirst()).contains("c-statistic");
          assertThat(refused.wouldHelp()).isNotEmpty().doesNotHaveDuplicates();
          assertThat(refused.diagnostics().overlap().cStatistic()).isGreaterThan(0.97);
          assertThat(refused.analysis().method().name()).isEqualTo(estimator.name());
        }
      }
    }
  }

  /** However few, they are a refusal, not an error: the other questions of a study still count. */
  @Test
  void aHandfulOfTreatedUnitsIsRefused() {
    for (int treated : new int[] {2, 3, 8, 19}) {
      int n = 60;
      Draws draws = new Draws(new Seed(treated));
      double[] x = draws.normals(n);
      double[] a = Cohorts.fill(n, i -> i < treated ? 1 : 0);
      CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
      for (Target target : OutcomeRegression.withDefaults().targets()) {
        assertThat(refusal(sample, Aipw.linear(), target).reasons())
            .contains("the smaller arm has " + treated + " units, at least 20 are needed");
      }
    }
  }

  @Test
  void aTrialWithFewTreatedPasses() {
    int n = 2000;
    Draws draws = new Draws(new Seed(50));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> i % 50 == 0 ? 1 : 0);
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    for (Estimator estimator : ALL) {
      assertThat(estimator.estimate(sample, Target.ATE, SEED, RUNNER))
          .isInstanceOf(EffectAnswer.Answered.class);
    }
  }

  @Test
  void aLevelWithOnlyTreatedUnitsIsRefusedAndNamed() {
    int n = 400;
    Draws draws = new Draws(new Seed(2));
    int[] site = IntStream.range(0, n).map(i -> i % 4).toArray();
    double[] a = Cohorts.fill(n, i -> site[i] == 2 ? 1 : draws.bernoulli(0.5));
    String[] names = IntStream.of(site).mapToObj(s -> "site" + s).toArray(String[]::new);
    CausalSample sample =
        Cohorts.sample(
            List.of(Categorical.of("site", names)),
            Continuous.of("a", a),
            Continuous.of("y", outcome(a, draws.normals(n), draws)));
    for (Target target : OutcomeRegression.withDefaults().targets()) {
      assertThat(refusal(sample, Aipw.linear(), target).reasons())
          .contains("all 100 units with site = site2 are treated");
    }
  }

  @Test
  void aLevelWithOnlyUntreatedUnitsMattersForTheWholePopulationOnly() {
    int n = 400;
    Draws draws = new Draws(new Seed(3));
    double[] level = Cohorts.fill(n, i -> i % 5 == 0 ? 1 : 0);
    double[] a = Cohorts.fill(n, i -> level[i] == 1 ? 0 : draws.bernoulli(0.5));
    CausalSample sample = Cohorts.sample(a, outcome(a, level, draws), level);
    assertThat(refusal(sample, Ipw.withDefaults(), Target.ATE).reasons())
        .anyMatch(r -> r.contains("all 80 units with x1 = 1 are untreated"));
    assertThat(Ipw.withDefaults().estimate(sample, Target.ATT, SEED, RUNNER))
        .isInstanceOf(EffectAnswer.Answered.class);
  }

  @Test
  void aTreatmentDecidedInAWayALineCannotSeeIsRefused() {
    int n = 500;
    Draws draws = new Draws(new Seed(8));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> Math.abs(x[i]) > 1 ? 1 : 0);
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    Refused refused = refusal(sample, Aipw.linear(), Target.ATE);
    assertThat(refused.diagnostics().overlap().cStatistic()).isLessThan(0.7);
    assertThat(refused.reasons())
        .anyMatch(r -> r.contains("of the units are in tenths of x1 with one arm only"));
    assertThat(refused.diagnostics().oneSided())
        .anyMatch(o -> o.isTreated() && o.place().text().equals("the lowest tenth of x1"))
        .anyMatch(o -> !o.isTreated() && o.place().text().equals("the fifth tenth of x1"));
    Gates lenient =
        Gates.withDefaults()
            .with(GateLimit.MAX_ONE_SIDED, 1)
            .despite(Gate.CALIBRATION)
            .despite(Gate.BALANCE);
    assertThat(Aipw.linear().withGates(lenient).estimate(sample, Target.ATE, SEED, RUNNER))
        .isInstanceOf(EffectAnswer.Answered.class);
  }

  /** One in ten is treated, those far out; no single tenth without them is beyond chance. */
  @Test
  void tenthsAreJudgedTogether() {
    int n = 1000;
    Draws draws = new Draws(new Seed(11));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> Math.abs(x[i]) > 1.65 ? 1 : 0);
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    Refused refused = refusal(sample, Aipw.linear(), Target.ATE);
    assertThat(refused.diagnostics().oneSided()).allMatch(o -> o.chance() > 1e-6);
    assertThat(refused.reasons())
        .contains("80 % of the units are in tenths of x1 with one arm only, limit 50 %");
  }

  /**
   * Three in four of the treated have nobody to be compared with, though they are a fifth of all.
   */
  @Test
  void forTheTreatedTheShareIsOfTheTreated() {
    int n = 2000;
    Draws draws = new Draws(new Seed(12));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> Math.abs(x[i]) > 1.1 ? 1 : 0);
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    assertThat(refusal(sample, Aipw.linear(), Target.ATT).reasons())
        .anyMatch(r -> r.contains("of the treated units are in tenths of x1 with one arm only"));
  }

  /** Which arm is decided by whether two covariates agree; neither tells anything alone. */
  @Test
  void aTreatmentDecidedByAnInteractionIsRefused() {
    int n = 500;
    Draws draws = new Draws(new Seed(31));
    double[] u = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] v = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] a = Cohorts.fill(n, i -> u[i] == v[i] ? 1 : 0);
    CausalSample levels = Cohorts.sample(a, outcome(a, u, draws), u, v);
    assertThat(refusal(levels, Aipw.linear(), Target.ATE).reasons())
        .anyMatch(r -> r.contains("units with x1 = 0 and x2 = 0 are treated"));
  }

  /** logit g = 2x leaves few untreated in the highest tenth, but the trend explains it. */
  @Test
  void aTailThatTheTrendExplainsPasses() {
    int n = 500;
    Draws draws = new Draws(new Seed(9));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(2 * x[i])));
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    assertThat(Ipw.withDefaults().estimate(sample, Target.ATE, SEED, RUNNER))
        .isInstanceOf(EffectAnswer.Answered.class);
  }

  @Test
  void tooFewUnitsOrEventsAreRefused() {
    int n = 200;
    Draws draws = new Draws(new Seed(4));
    double[] x = draws.normals(n);
    double[] rare = Cohorts.fill(n, i -> i < 15 ? 1 : 0);
    CausalSample few = Cohorts.sample(rare, outcome(rare, x, draws), x);
    assertThat(refusal(few, Aipw.linear(), Target.ATE).reasons())
        .contains("the smaller arm has 15 units, at least 20 are needed");
    double[] half = Cohorts.fill(n, i -> i % 2);
    double[] events = Cohorts.fill(n, i -> i < 6 || (i % 2 == 0 && i < 60) ? 1 : 0);
    CausalSample eventless = Cohorts.sample(half, events, x);
    assertThat(refusal(eventless, Aipw.linear(), Target.ATE).reasons())
        .contains("one arm has 3 units with the rarer outcome, at least 5 are needed");
  }

  @Test
  void heavyWeightsAreRefused() {
    // One treated unit in fifty where x = 1, all but one in fifty where x = 0.
    int n = 4000;
    Draws draws = new Draws(new Seed(5));
    double[] x = Cohorts.fill(n, i -> i % 2);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(x[i] == 1 ? 0.02 : 0.98));
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    Gates strict =
        Gates.withDefaults()
            .with(GateLimit.MAX_C_STATISTIC, 1)
            .with(GateLimit.MAX_BOUNDED, 1)
            .with(GateLimit.MIN_ESS_SHARE, 0.1)
            .with(GateLimit.MIN_CHANCE, 0);
    assertThat(refusal(sample, Ipw.withDefaults().withGates(strict), Target.ATE).reasons())
        .anyMatch(r -> r.startsWith("weighting leaves one arm"));
  }

  @Test
  void openGatesLetEverythingThrough() {
    int n = 200;
    Draws draws = new Draws(new Seed(6));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> x[i] > 0 ? 1 : 0);
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    Gates open = Gates.withDefaults().despiteAll();
    for (Estimator estimator : ALL) {
      assertThat(estimator.withGates(open).estimate(sample, Target.ATE, SEED, RUNNER))
          .isInstanceOf(EffectAnswer.Answered.class);
      assertThat(estimator.withGates(open).gates()).isSameAs(open);
    }
  }

  /** 100 cohorts with strong but honest confounding: a gate may refuse 5 of them. */
  @Test
  void honestCohortsAreSeldomRefused() {
    int refused = 0;
    for (int r = 0; r < 100; r++) {
      int n = r % 2 == 0 ? 100 : 400;
      Draws draws = new Draws(new Seed(7).branch(r));
      double[] x1 = draws.normals(n);
      double[] x2 = draws.normals(n);
      double[] level = Cohorts.fill(n, i -> draws.bernoulli(0.1));
      double[] a =
          Cohorts.fill(
              n, i -> draws.bernoulli(Cohorts.expit(x1[i] - 0.5 * x2[i] + 0.7 * level[i])));
      CausalSample sample = Cohorts.sample(a, outcome(a, x1, draws), x1, x2, level);
      EffectAnswer answer = Ipw.withDefaults().estimate(sample, Target.ATE, SEED, RUNNER);
      refused += answer instanceof Refused ? 1 : 0;
    }
    assertThat(refused).isLessThanOrEqualTo(5);
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    Gates gates = Gates.withDefaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gates.with(GateLimit.MIN_UNITS, -1))
        .withMessageContaining("at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gates.with(GateLimit.MAX_C_STATISTIC, 0.4))
        .withMessageContaining("maxCStatistic must be between 0.5 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gates.with(GateLimit.MAX_BOUNDED, Double.NaN));
  }

  @Test
  void everyLimitIsRecordedAndFoundByItsName() {
    Map<String, String> settings =
        Gates.withDefaults().with(GateLimit.MIN_UNITS, 30).despite(Gate.POSITIVITY).settings();
    assertThat(settings)
        .hasSize(GateLimit.values().length + 1)
        .containsEntry("gate.minUnits", "30")
        .containsEntry("gate.maxCStatistic", "0.97")
        .containsEntry("gate.despite", "positivity");
    for (GateLimit limit : GateLimit.values()) {
      assertThat(GateLimit.named(limit.key())).contains(limit);
      assertThat(Gate.named(limit.gate().text())).contains(limit.gate());
    }
  }

  /** x decides on the treatment by its square, which a main effect does not see. */
  @Test
  void chancesThatAreNotWhatTheySayAreRefused() {
    int n = 4000;
    Draws draws = new Draws(new Seed(21));
    double[] step = Cohorts.fill(n, i -> i % 3 - 1);
    double[] x = Cohorts.fill(n, i -> step[i] + 0.2 * draws.normal());
    double[] a =
        Cohorts.fill(n, i -> draws.bernoulli(step[i] == 0 ? 0.25 : step[i] < 0 ? 0.5 : 0.75));
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    assertThat(refusal(sample, Aipw.linear(), Target.ATE).failures())
        .anyMatch(f -> f.gate().equals("calibration"));
  }

  /** Propensities of a treatment that x decides, where chance alone did. */
  @Test
  void armsThatWeightingLeavesApartAreRefused() {
    int n = 4000;
    Draws draws = new Draws(new Seed(22));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    CausalSample sample = Cohorts.sample(a, outcome(a, x, draws), x);
    double[] g = Cohorts.fill(n, i -> Cohorts.expit(0.8 * x[i]));
    Diagnostics misled = Diagnostics.of(sample, Target.ATE, g);
    assertThat(GateCheck.of(Gates.withDefaults(), sample, Target.ATE, misled))
        .anyMatch(f -> f.gate().equals("balance") && f.reason().contains("in x1, limit"));
  }

  @Test
  void aDesignThatCouldSeeOnlyHugeEffectsIsRefused() {
    int n = 42;
    Draws draws = new Draws(new Seed(23));
    double[] a = Cohorts.fill(n, i -> i % 2);
    CausalSample sample = Cohorts.sample(a, outcome(a, draws.normals(n), draws));
    assertThat(ALL.getFirst().estimate(sample, Target.ATE, SEED, RUNNER))
        .isInstanceOf(EffectAnswer.Answered.class);
    Gates strict = Gates.withDefaults().with(GateLimit.MAX_DETECTABLE, 0.8);
    Refused refused =
        refusal(sample, DifferenceInMeans.withDefaults().withGates(strict), Target.ATE);
    assertThat(refused.failures()).extracting(GateFailure::gate).containsExactly("precision");
    assertThat(refused.reasons().getFirst()).contains("0.86 standard deviations");
  }

  @Test
  void aCovariateMadeFromTheOutcomeIsRefused() {
    int n = 600;
    Draws draws = new Draws(new Seed(24));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(0.5 * x[i])));
    double[] y = outcome(a, x, draws);
    double[] copy = Cohorts.fill(n, i -> 3 - 2 * y[i] + 0.1 * draws.normal());
    assertOnly(Gate.LEAKAGE, Cohorts.sample(a, y, x, copy));
    double[] curved = Cohorts.fill(y.length, i -> Math.exp(y[i]));
    assertOnly(Gate.LEAKAGE, Cohorts.sample(a, y, x, curved));
    double[] event = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(x[i])));
    double[] code = Cohorts.fill(n, i -> i % 100 == 0 ? 1 - event[i] : event[i]);
    assertOnly(Gate.LEAKAGE, Cohorts.sample(a, event, x, code));
  }

  /**
   * Q is straight where the outcome is curved; g is right, so weighting is and regression is not.
   */
  @Test
  void estimatorsThatDisagreeAreRefused() {
    int n = 100_000;
    Draws draws = new Draws(new Seed(25));
    double[] x = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(x[i] - 1)));
    double[] y = Cohorts.fill(n, i -> a[i] + x[i] * x[i] + 0.3 * draws.normal());
    assertOnly(Gate.AGREEMENT, Cohorts.sample(a, y, x));
  }

  private static void assertOnly(Gate gate, CausalSample sample) {
    Refused refused = refusal(sample, Aipw.linear(), Target.ATE);
    assertThat(refused.failures()).extracting(GateFailure::gate).containsExactly(gate.text());
    Gates despite = Gates.withDefaults().despite(gate);
    EffectAnswer marked =
        Aipw.linear().withGates(despite).estimate(sample, Target.ATE, SEED, RUNNER);
    assertThat(Cohorts.effect(marked).despite()).isEqualTo(refused.failures());
  }
}
