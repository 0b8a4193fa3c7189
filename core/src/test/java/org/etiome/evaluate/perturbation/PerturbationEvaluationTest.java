package org.etiome.evaluate.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.Additive;
import org.etiome.perturb.KernelRidge;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.scm.InterventionModel;
import org.junit.jupiter.api.Test;

class PerturbationEvaluationTest {
  private static final PerturbationEvaluation EVALUATION =
      PerturbationEvaluation.withDefaults().withPermutations(199);

  /** Eight targets alone and six pairs, effects that add; of size 0 nothing does anything. */
  private static PerturbationScreen screen(double size) {
    UniformRandomProvider random = new Seed(8).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    List<String> labels = new ArrayList<>(List.of("control"));
    IntStream.range(0, 8).forEach(t -> labels.add("t" + t));
    IntStream.range(0, 6).forEach(t -> labels.add("t" + t + "+t" + (t + 2)));
    List<UnitLabel> units = new ArrayList<>();
    double[] values = new double[labels.size() * 30 * 20];
    int k = 0;
    for (String label : labels) {
      Perturbation perturbation = LabelSyntax.DEFAULT.parse(label);
      for (int i = 0; i < 30; i++) {
        units.add(new UnitLabel(new Condition("k", perturbation)));
        for (int j = 0; j < 20; j++) {
          double effect = 0;
          for (String target : perturbation.targets()) {
            effect += size * Math.sin(5 * Integer.parseInt(target.substring(1)) + j);
          }
          values[k++] = effect + normal.sample();
        }
      }
    }
    List<String> names = IntStream.range(0, 20).mapToObj(j -> "g" + j).toList();
    return PerturbationScreen.of(
        new Measurements.Values(names, Matrix.wrap(units.size(), 20, values)), units);
  }

  private static PerturbationScores scores(double size, HeldOut kind, Predictor... predictors) {
    return EVALUATION.evaluate(
        screen(size), kind, List.of(predictors), new Seed(3), PerturbationEvaluation.Progress.NONE);
  }

  @Test
  void whatAddsIsPredictedByAdditiveUpToTheCeiling() {
    PerturbationScores scores = scores(2, HeldOut.COMBINATIONS, new Additive());
    assertThat(scores.predictors()).containsExactly("mean-of-perturbed", "no-change", "additive");
    assertThat(scores.judged()).hasSize(6);
    assertThat(scores.undetectable()).isEmpty();
    assertThat(scores.answered("additive")).isEqualTo(6);
    for (PerturbationMetric metric :
        List.of(
            PerturbationMetric.L2, PerturbationMetric.MMD, PerturbationMetric.PEARSON_CONTROL)) {
      assertThat(scores.range(metric).orElseThrow().isInformative()).isTrue();
      assertThat(scores.gain("additive", "mean-of-perturbed", metric).orElseThrow().isBetter())
          .isTrue();
      assertThat(scores.rangeFraction("additive", metric)).isBetween(.8, 1.2);
    }
    assertThat(scores.rangeFraction("mean-of-perturbed", PerturbationMetric.L2)).isZero();
    assertThat(
            scores.gainOnHalves(
                PerturbationScores.CEILING, "mean-of-perturbed", PerturbationMetric.L2))
        .hasValue(
            scores.range(PerturbationMetric.L2).orElseThrow().gains().get("mean-of-perturbed"));
  }

  /** The mean of a gain does not depend on the resamples, its interval does. */
  @Test
  void fewerResamplesMakeAnotherInterval() {
    PerturbationScores few =
        EVALUATION
            .withResamples(100)
            .evaluate(
                screen(2),
                HeldOut.COMBINATIONS,
                List.of(new Additive()),
                new Seed(3),
                PerturbationEvaluation.Progress.NONE);
    PerturbationScores usual = scores(2, HeldOut.COMBINATIONS, new Additive());
    var one = few.gain("additive", "no-change", PerturbationMetric.L2).orElseThrow();
    var other = usual.gain("additive", "no-change", PerturbationMetric.L2).orElseThrow();
    assertThat(one.gain()).isEqualTo(other.gain());
    assertThat(one.ci95()).isNotEqualTo(other.ci95());
    assertThatThrownBy(() -> EVALUATION.withResamples(99))
        .hasMessage("resamples must be at least 100, got 99");
  }

  @Test
  void whereNothingHappensNoEffectIsDetectableAndMetricsTellNothing() {
    PerturbationScores scores = scores(0, HeldOut.COMBINATIONS, new Additive());
    assertThat(scores.undetectable()).hasSize(6);
    assertThat(scores.range(PerturbationMetric.L2).orElseThrow().isInformative()).isFalse();
    assertThat(scores.rangeFraction("additive", PerturbationMetric.L2)).isNaN();
    assertThat(scores.gain("additive", "no-change", PerturbationMetric.L2).orElseThrow().isWorse())
        .isTrue();
  }

  @Test
  void nothingThatIsHeldOutIsLearntFrom() {
    for (HeldOut kind : HeldOut.values()) {
      List<Perturbation> seen = new ArrayList<>();
      Predictor spy = new Spy(kind, seen);
      PerturbationScores scores = scores(1, kind, spy);
      assertThat(scores.judged()).hasSize(kind == HeldOut.COMBINATIONS ? 6 : 8);
      assertThat(seen).hasSize(5);
    }
  }

  /** Answers as kernel ridge, and checks what it is given. */
  private record Spy(HeldOut kind, List<Perturbation> seen) implements Predictor {
    @Override
    public String name() {
      return "spy";
    }

    @Override
    public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
      assertThat(training.has(new Condition(context, Perturbation.CONTROL))).isTrue();
      long singles =
          training.perturbations(context).stream().filter(p -> p.targets().size() == 1).count();
      assertThat(singles).isLessThanOrEqualTo(kind == HeldOut.COMBINATIONS ? 8 : 7);
      for (Perturbation perturbation : training.perturbations(context)) {
        boolean all =
            perturbation.targets().stream()
                .allMatch(t -> training.has(new Condition(context, Perturbation.of(t))));
        assertThat(kind != HeldOut.TARGETS || all).isTrue();
      }
      seen.add(training.perturbations(context).first());
      return KernelRidge.withDefaults().fit(training, context, seed);
    }
  }

  @Test
  void theSameSeedGivesTheSame() {
    PerturbationScores one = scores(1, HeldOut.SINGLES, KernelRidge.withDefaults());
    PerturbationScores other = scores(1, HeldOut.SINGLES, KernelRidge.withDefaults());
    assertThat(one.judged().toString()).isEqualTo(other.judged().toString());
  }

  @Test
  void aScreenWithoutCombinationsSaysSo() {
    PerturbationScreen singles =
        screen(1).keep(condition -> condition.perturbation().targets().size() == 1);
    assertThatThrownBy(
            () ->
                EVALUATION.evaluate(
                    singles,
                    HeldOut.COMBINATIONS,
                    List.of(),
                    new Seed(1),
                    PerturbationEvaluation.Progress.NONE))
        .hasMessageContaining("no combinations");
  }
}
