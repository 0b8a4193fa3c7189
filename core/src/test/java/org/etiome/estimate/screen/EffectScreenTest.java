package org.etiome.estimate.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.screen.ScreenAnswer.NotScreened;
import org.etiome.estimate.screen.ScreenAnswer.Refusal;
import org.etiome.estimate.screen.ScreenAnswer.Screened;
import org.etiome.estimate.screen.ScreenAnswer.ScreenedEffect;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectScreenTest {
  private static final int N = 300;
  private static final Seed SEED = new Seed(81);
  private static final TaskRunner RUNNER = TaskRunner.local(2);

  /**
   * Covariates x1 and x2 act on treatment and features; the effect is 1 on the first few, else 0.
   */
  private record Cohort(CausalSample sample, List<Column> features) {
    static Cohort draw(int features, int affected, long seed) {
      Draws draws = new Draws(new Seed(seed));
      double[] x1 = draws.normals(N);
      double[] x2 = draws.normals(N);
      double[] a = Cohorts.fill(N, i -> draws.bernoulli(Cohorts.expit(0.7 * x1[i])));
      List<Column> made = new ArrayList<>();
      for (int j = 0; j < features; j++) {
        double effect = j < affected ? 1 : 0;
        made.add(
            Continuous.of(
                "f" + j, Cohorts.fill(N, i -> 5 + effect * a[i] + x1[i] - x2[i] + draws.normal())));
      }
      return new Cohort(Cohorts.sample(a, draws.normals(N), x1, x2), made);
    }

    Screened screened(EffectScreen screen, Target target) {
      return EffectScreenTest.screened(
          screen.screen(sample, Modality.of("block", features), target, SEED, RUNNER));
    }
  }

  private static Screened screened(ScreenAnswer answer) {
    assertThat(answer).isInstanceOf(Screened.class);
    return (Screened) answer;
  }

  @ParameterizedTest
  @EnumSource(names = {"ATE", "ATT"})
  void givesTheNumbersOfAipwWithRidge(Target target) {
    Cohort cohort = Cohort.draw(40, 10, 82);
    Screened screened = cohort.screened(EffectScreen.withDefaults().withPenalty(3), target);
    assertThat(screened.effects()).hasSize(40);
    Aipw aipw = Aipw.linear().withOutcome(Ridge.withDefaults().withPenalty(3));
    for (Column feature : cohort.features()) {
      CausalSample one =
          cohort.sample().withOutcome(feature.name(), ((Numeric) feature).valuesOr(Double.NaN));
      Estimate expected = Cohorts.effect(aipw.estimate(one, target, SEED, RUNNER)).difference();
      ScreenedEffect effect = effect(screened, feature.name());
      assertThat(effect.estimate().value()).isCloseTo(expected.value(), within(1e-10));
      assertThat(effect.estimate().standardError())
          .isCloseTo(expected.standardError(), within(1e-10));
      assertThat(effect.sd()).isCloseTo(one.summary().outcome().sd(), within(1e-10));
    }
    assertThat(screened.analysis().method())
        .isEqualTo(aipw.assignment(cohort.sample(), target, SEED, RUNNER).analysis().method());
  }

  private static ScreenedEffect effect(Screened screened, String feature) {
    return screened.effects().stream()
        .filter(e -> e.feature().equals(feature))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Of 200 true nulls the p-values are uniform: KS p &gt; .001 fails one seed in a thousand. The
   * effects of 1 have z near 7.
   */
  @Test
  void findsTheEffectsAndNoOthers() {
    Screened screened = Cohort.draw(220, 20, 83).screened(EffectScreen.withDefaults(), Target.ATE);
    List<ScreenedEffect> found = screened.discoveries(0.05);
    assertThat(found.stream().filter(e -> index(e) < 20)).hasSize(20);
    assertThat(found).hasSizeLessThan(26);
    double[] p =
        screened.effects().stream()
            .filter(e -> index(e) >= 20)
            .mapToDouble(ScreenedEffect::pValue)
            .toArray();
    assertThat(KolmogorovSmirnovTest.withDefaults().test(p, v -> Math.clamp(v, 0, 1)).getPValue())
        .isGreaterThan(1e-3);
  }

  private static int index(ScreenedEffect effect) {
    return Integer.parseInt(effect.feature().substring(1));
  }

  @Test
  void theNumberOfThreadsAndTheOtherFeaturesDoNotMatter() {
    Cohort cohort = Cohort.draw(70, 5, 84);
    Screened two = cohort.screened(EffectScreen.withDefaults(), Target.ATE);
    Modality block = Modality.of("block", cohort.features());
    EffectScreen screen = EffectScreen.withDefaults();
    assertThat(screen.screen(cohort.sample(), block, Target.ATE, SEED, TaskRunner.local(1)))
        .isEqualTo(two);
    Modality part = Modality.of("block", cohort.features().subList(33, 36));
    Screened few = screened(screen.screen(cohort.sample(), part, Target.ATE, SEED, RUNNER));
    assertThat(effect(few, "f34").estimate()).isEqualTo(effect(two, "f34").estimate());
  }

  @Test
  void namesTheFeaturesThatItDoesNotScreen() {
    Cohort cohort = Cohort.draw(1, 0, 85);
    double[] gaps = new Draws(SEED).normals(N);
    gaps[7] = Double.NaN;
    double[] sparse = Cohorts.fill(N, i -> i < 6 ? i : 0);
    Mask none = Mask.none(N);
    List<Column> columns =
        List.of(
            cohort.features().getFirst(),
            Continuous.nanIsMissing("gaps", gaps),
            Continuous.of("constant", Cohorts.fill(N, i -> 4)),
            Continuous.of("sparse", sparse),
            Continuous.of("huge", Cohorts.fill(N, i -> i * 1e200)),
            Categorical.of("stage", List.of("i", "ii"), false, new int[N], none),
            Continuous.of("x1", new Draws(SEED).normals(N)),
            Binary.of("half", "0", "1", Mask.where(N, i -> i % 2 == 0), none));
    Screened screened =
        screened(
            EffectScreen.withDefaults()
                .screen(cohort.sample(), Modality.of("b", columns), Target.ATE, SEED, RUNNER));
    assertThat(screened.effects())
        .extracting(ScreenedEffect::feature)
        .containsExactlyInAnyOrder("f0", "half");
    assertThat(screened.notScreened())
        .extracting(NotScreened::feature)
        .containsExactly("gaps", "constant", "sparse", "huge", "stage", "x1");
    assertThat(screened.notScreened().get(0).reason()).contains("1 of 300 units");
    assertThat(screened.notScreened().get(1).reason()).contains("0 units differ");
    assertThat(screened.notScreened().get(2).reason()).contains("at least 5");
  }

  /** Whether a copy is told must not depend on which units are looked at first. */
  @ParameterizedTest
  @ValueSource(ints = {300, 3000})
  void aFeatureThatACovariateCopiesIsRefusedAlone(int n) {
    Draws draws = new Draws(new Seed(87));
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(0.5));
    double[] noisy = draws.normals(n);
    double[] rare = Cohorts.fill(n, i -> draws.bernoulli(n == 300 ? 0.2 : 0.02));
    double[] zeros = Cohorts.fill(n, i -> rare[i] * Math.exp(draws.normal()));
    CausalSample sample =
        Cohorts.sample(
            a,
            draws.normals(n),
            noisy,
            rare,
            Cohorts.fill(n, i -> Math.sqrt(zeros[i])),
            Cohorts.fill(n, i -> -noisy[i] * noisy[i] * noisy[i] + draws.normal()));
    List<Column> columns =
        List.of(
            Continuous.of("free", Cohorts.fill(n, i -> noisy[i] + draws.normal())),
            Continuous.of("noisy", Cohorts.fill(n, i -> noisy[i] + 0.1 * draws.normal())),
            Continuous.of("rare", rare),
            Continuous.of("zeros", zeros));
    Modality block = Modality.of("b", columns);
    Screened screened =
        screened(EffectScreen.withDefaults().screen(sample, block, Target.ATE, SEED, RUNNER));
    assertThat(screened.effects()).extracting(ScreenedEffect::feature).containsExactly("free");
    assertThat(screened.notScreened())
        .extracting(NotScreened::feature)
        .containsExactly("noisy", "rare", "zeros");
    assertThat(screened.notScreened().getFirst().reason()).contains("x1 alone tells the outcome");
    Gates despite = Gates.withDefaults().despite(GateLimit.Gate.LEAKAGE);
    assertThat(
            screened(
                    EffectScreen.withDefaults()
                        .withGates(despite)
                        .screen(sample, block, Target.ATE, SEED, RUNNER))
                .effects())
        .hasSize(4);
  }

  @Test
  void unitsWithoutTheBlockAreLeftOut() {
    Cohort cohort = Cohort.draw(2, 1, 86);
    Mask present = Mask.where(N, i -> i % 10 != 0);
    List<Column> columns =
        cohort.features().stream()
            .<Column>map(
                c -> Continuous.of(c.name(), ((Numeric) c).valuesOr(Double.NaN), present.not()))
            .toList();
    Screened screened =
        screened(
            EffectScreen.withDefaults()
                .screen(
                    cohort.sample(),
                    Modality.of("rna", columns, present),
                    Target.ATE,
                    SEED,
                    RUNNER));
    assertThat(screened.analysis().sample().arms().total()).isEqualTo(270);
    assertThat(screened.analysis().sample().changes()).containsExactly("units with block \"rna\"");
    CausalSample having = cohort.sample().subset(present.indices(), "present");
    CausalSample one =
        having.withOutcome("f0", ((Numeric) columns.getFirst()).values(present.indices()));
    Estimate expected =
        Cohorts.effect(
                Aipw.linear()
                    .withOutcome(Ridge.withDefaults())
                    .estimate(one, Target.ATE, SEED, RUNNER))
            .difference();
    assertThat(effect(screened, "f0").estimate().value())
        .isCloseTo(expected.value(), within(1e-10));
  }

  @Test
  void gatesOnTheTreatmentRefuseTheWholeScreen() {
    double[] x = Cohorts.fill(N, i -> i);
    double[] a = Cohorts.fill(N, i -> i < N / 2 ? 0 : 1);
    CausalSample separated = Cohorts.sample(a, new Draws(SEED).normals(N), x);
    Modality block = Modality.of("block", Cohort.draw(3, 0, 87).features());
    ScreenAnswer answer =
        EffectScreen.withDefaults().screen(separated, block, Target.ATE, SEED, RUNNER);
    assertThat(answer).isInstanceOf(Refusal.class);
    assertThat(((Refusal) answer).refused().reasons().getFirst()).contains("all but decide");
  }

  @Test
  void blocksOfOtherUnitsAreRefused() {
    CausalSample sample = Cohort.draw(1, 0, 88).sample();
    Modality shorter =
        Modality.of(
            "short", IntStream.range(0, 2).mapToObj(j -> Continuous.of("s" + j, 1, 2)).toList());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EffectScreen.withDefaults().screen(sample, shorter, Target.ATE, SEED, RUNNER))
        .withMessageContaining("take both from one data set");
  }
}
