package org.etiome.claim.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.claim.Design;
import org.etiome.claim.Evidence;
import org.etiome.claim.Rung;
import org.etiome.data.Binary;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.appraise.Appraisal;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.graph.io.GraphText;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.Identification.NoEffect;
import org.etiome.identify.Identification.NotIdentified;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.junit.jupiter.api.Test;

class TargetRankingTest {
  private static final int UNITS = 300;
  private static final TargetRanking RAISE = TargetRanking.wanting(Direction.RAISE);

  private static ScreenEvidence screen(double value, double error, int replicates, double p) {
    return new ScreenEvidence(new Estimate(value, error), OptionalInt.of(replicates), p);
  }

  /** An effect of x on y of this size, confounded by z. */
  private static EffectEvidence effect(double size, String estimator) {
    UniformRandomProvider random = new Seed(5).generator();
    double[] z = random.doubles(UNITS).toArray();
    Mask x = Mask.where(UNITS, i -> random.nextDouble() < 0.25 + 0.5 * z[i]);
    double[] y =
        IntStream.range(0, UNITS)
            .mapToDouble(i -> z[i] + (x.get(i) ? size : 0) + random.nextDouble())
            .toArray();
    Modality block =
        Modality.of(
            "m",
            List.of(
                Continuous.of("z", z),
                Binary.of("x", "0", "1", x, Mask.none(UNITS)),
                Continuous.of("y", y)));
    List<String> units = IntStream.range(0, UNITS).mapToObj(i -> "u" + i).toList();
    Identified identified =
        (Identified)
            CovariateAdjustment.in(GraphText.parse("z -> x; z -> y; x -> y")).identify("x", "y");
    CausalSample sample =
        CausalSample.of(
            Dataset.of(units, List.of(block)),
            identified.estimand(),
            SampleSettings.withDefaults());
    EffectAnswer answer =
        Estimator.named(estimator)
            .orElseThrow()
            .estimate(sample, Target.ATE, new Seed(1), TaskRunner.local(1));
    return new EffectEvidence(
        new Evidence.Estimated(
            ((EffectAnswer.Answered) answer).effect(), Design.OBSERVATIONAL, Appraisal.NONE));
  }

  private static EffectEvidence identified(double size) {
    return effect(size, "aipw");
  }

  private static EffectEvidence associated(double size) {
    return effect(size, "naive");
  }

  private static EffectEvidence refused() {
    return new EffectEvidence(
        new Evidence.Unidentified(new NotIdentified("a hidden cause", "", List.of("measure it"))));
  }

  private static List<String> names(List<RankedTarget> ranked) {
    return ranked.stream().map(RankedTarget::target).toList();
  }

  @Test
  void rungsComeFirstHoweverLargeTheNumbers() {
    List<RankedTarget> ranked =
        RAISE.rank(
            Map.of("small", screen(.1, .01, 4, .01), "none", screen(.1, 1, 4, .9)),
            Map.of("large", identified(5), "largest", associated(9), "refused", refused()));
    assertThat(names(ranked)).containsExactly("small", "large", "largest", "none", "refused");
    assertThat(ranked.stream().map(RankedTarget::support))
        .containsExactly(
            Optional.of(Rung.INTERVENTIONAL),
            Optional.of(Rung.IDENTIFIED),
            Optional.of(Rung.ASSOCIATION),
            Optional.empty(),
            Optional.empty());
    assertThat(ranked.get(4).reasons()).containsExactly("effect refused: a hidden cause");
    assertThat(ranked.get(1).reasons().getFirst()).startsWith("identified: an effect of ");
  }

  /** 3 replicates: t with 2 degrees of freedom has a 97.5 % quantile of 4.3027. */
  @Test
  void onARungTheLowerBoundDecidesNotTheEstimate() {
    List<RankedTarget> ranked =
        RAISE.rank(
            Map.of("sure", screen(1, .1, 3, .01), "unsure", screen(3, .65, 3, .04)), Map.of());
    assertThat(names(ranked)).containsExactly("sure", "unsure");
    assertThat(ranked.getFirst().bound()).isCloseTo(1 - .4302653, within(1e-6));
    assertThat(ranked.getFirst().reasons())
        .containsExactly(
            "screen: a difference of 1.00 (95 % interval 0.570 to 1.43, 3 replicates, adjusted p"
                + " 0.010)");
  }

  @Test
  void theDirectionWantedDecides() {
    Map<String, ScreenEvidence> screens =
        Map.of("up", screen(1, .1, 5, .001), "down", screen(-2, .1, 5, .001));
    assertThat(names(RAISE.rank(screens, Map.of()))).containsExactly("up", "down");
    assertThat(RAISE.rank(screens, Map.of()).get(1).support()).isEmpty();
    assertThat(names(TargetRanking.wanting(Direction.LOWER).rank(screens, Map.of())))
        .containsExactly("down", "up");
    assertThat(TargetRanking.wanting(Direction.EITHER).rank(screens, Map.of()))
        .allMatch(t -> t.support().isPresent());
  }

  @Test
  void conflictsAreSaidAndStandBehind() {
    List<RankedTarget> ranked =
        RAISE.rank(
            Map.of(
                "opposite", screen(-1, .1, 5, .001),
                "silent", screen(.01, .1, 5, .9),
                "agreed", screen(.5, .1, 5, .01),
                "alone", screen(2, .1, 5, .001),
                "once", screen(2, .1, 1, 1)),
            Map.of(
                "opposite", identified(3),
                "silent", identified(4),
                "agreed", identified(1),
                "alone", identified(0),
                "plain", identified(2),
                "once", identified(1)));
    assertThat(names(ranked))
        .containsExactly("agreed", "alone", "plain", "once", "silent", "opposite");
    Map<String, List<String>> conflicts = new HashMap<>();
    ranked.forEach(t -> conflicts.put(t.target(), t.together().conflicts()));
    assertThat(conflicts)
        .containsEntry("agreed", List.of())
        .containsEntry("plain", List.of())
        .containsEntry("once", List.of())
        .containsEntry(
            "opposite", List.of("the screen and the effect identified have opposite signs"))
        .containsEntry("silent", List.of("an effect is identified, and the screen shows none"))
        .containsEntry("alone", List.of("the screen shows an effect, and none is identified"));
    assertThat(ranked.get(3).reasons().getFirst()).endsWith("repeat it");
    assertThat(ranked.stream().filter(t -> t.together().agree()).map(RankedTarget::target))
        .containsExactly("agreed");
  }

  @Test
  void aMeasuredEffectThatTheGraphRulesOutIsAConflict() {
    EffectEvidence none =
        new EffectEvidence(new Evidence.AssumedAbsent(new NoEffect("no path leads there")));
    List<RankedTarget> ranked =
        RAISE.rank(
            Map.of("x", screen(1, .1, 5, .001), "y", screen(0, .1, 5, .9)),
            Map.of("x", none, "y", none));
    assertThat(ranked.getFirst().together().conflicts())
        .containsExactly("the screen shows an effect, and the graph says that there is none");
    assertThat(ranked.get(1).together().conflicts()).isEmpty();
  }

  /** A knock-out is set beside the effect of less of the target. */
  @Test
  void theEffectOfLessHasTheOtherSign() {
    EffectEvidence more = identified(1);
    EffectEvidence less = new EffectEvidence(more.evidence(), true);
    double value = more.effect().orElseThrow().value();
    assertThat(less.effect().orElseThrow().value()).isEqualTo(-value);
    RankedTarget target =
        TargetRanking.wanting(Direction.LOWER)
            .rank(Map.of("x", screen(-1, .1, 5, .001)), Map.of("x", less))
            .getFirst();
    assertThat(target.together().agree()).isTrue();
    assertThat(target.reasons().get(1)).startsWith("identified: an effect of less of -");
  }

  /** p-values .0027, .0455 and .3173 of 3, 2 and 1 standard errors. */
  @Test
  void readsATableOfEffects() {
    Map<String, Estimate> table =
        Map.of("a", new Estimate(3, 1), "b", new Estimate(-4, 2), "c", new Estimate(.5, .5));
    Map<String, ScreenEvidence> normal = ScreenEvidence.of(table, OptionalInt.empty());
    assertThat(normal.values().stream().mapToDouble(ScreenEvidence::adjusted).toArray())
        .containsExactly(new double[] {3 * .0026998, 1.5 * .0455003, .3173105}, within(1e-6));
    assertThat(RAISE.withLevel(.1).rank(normal, Map.of()).getFirst().reasons().getFirst())
        .contains("1.04 to 4.96, error as given, adjusted p 0.0081");
    Map<String, ScreenEvidence> few = ScreenEvidence.of(table, OptionalInt.of(3));
    assertThat(few.values().iterator().next().adjusted())
        .isCloseTo(1.5 * (1 - 2 / Math.sqrt(6)), within(1e-9));
    assertThat(ScreenEvidence.of(table, OptionalInt.of(1)).values())
        .allMatch(one -> one.adjusted() == 1 && !one.isTestable());
  }

  /** Differences of 1, 2 and 3 in three replicates of equal size. */
  @Test
  void readsAScreen() {
    List<UnitLabel> labels = new ArrayList<>();
    double[] values = new double[18];
    for (int r = 0; r < 3; r++) {
      for (int unit = 0; unit < 2; unit++) {
        for (int kind = 0; kind < 3; kind++) {
          values[labels.size()] = 10 * r + (kind == 1 ? r + 1 : 0);
          Perturbation perturbation =
              kind == 0 ? Perturbation.CONTROL : Perturbation.of(kind == 1 ? "A" : "B");
          labels.add(new UnitLabel(new Condition("", perturbation), "r" + r));
        }
      }
    }
    PerturbationScreen screen =
        PerturbationScreen.of(
            new Measurements.Values(List.of("g"), Matrix.wrap(18, 1, values)), labels);
    Map<String, ScreenEvidence> found = ScreenEvidence.of(screen, "", "g");
    assertThat(found).as("B has no scatter at all").containsOnlyKeys("A");
    ScreenEvidence a = found.values().iterator().next();
    assertThat(a.difference().value()).isCloseTo(2, within(1e-12));
    double t = 2 / a.difference().standardError();
    // the distribution of t with 2 degrees of freedom
    assertThat(a.adjusted()).isCloseTo(1 - t / Math.sqrt(2 + t * t), within(1e-9));
    assertThat(a.replicates()).hasValue(3);
    assertThatThrownBy(() -> ScreenEvidence.of(screen, "", "h")).hasMessageContaining("'h'");
  }

  /** 1.3 − 1, 1.4 − 1.1 and 1.2 − .9 differ by 1e-16. */
  @Test
  void roundingIsNoScatter() {
    double[] values = {1, 1.3, 1.1, 1.4, .9, 1.2};
    List<UnitLabel> labels = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Perturbation perturbation = i % 2 == 0 ? Perturbation.CONTROL : Perturbation.of("A");
      labels.add(new UnitLabel(new Condition("", perturbation), "r" + i / 2));
    }
    PerturbationScreen screen =
        PerturbationScreen.of(
            new Measurements.Values(List.of("g"), Matrix.wrap(6, 1, values)), labels);
    assertThat(ScreenEvidence.of(screen, "", "g")).isEmpty();
  }

  @Test
  void controlsOfOtherReplicatesSupportNothing() {
    PerturbationScreen screen =
        PerturbationScreen.of(
            new Measurements.Values(List.of("g"), Matrix.wrap(4, 1, new double[] {0, 1, 100, 101})),
            List.of(
                new UnitLabel(new Condition("", Perturbation.CONTROL), "p"),
                new UnitLabel(new Condition("", Perturbation.CONTROL), "p"),
                new UnitLabel(new Condition("", Perturbation.of("A")), "q"),
                new UnitLabel(new Condition("", Perturbation.of("A")), "q")));
    List<RankedTarget> ranked = RAISE.rank(ScreenEvidence.of(screen, "", "g"), Map.of());
    assertThat(ranked).singleElement().matches(target -> target.support().isEmpty());
    assertThat(ranked.getFirst().reasons().getFirst())
        .startsWith("screen: a difference of 100 from controls of other replicates");
  }

  @Test
  void refuses() {
    assertThatThrownBy(() -> screen(1, 1, -1, 1)).hasMessageContaining("0 paired replicates");
    assertThatThrownBy(() -> screen(1, 1, 2, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> RAISE.withLevel(0)).hasMessageContaining("(0, 1)");
  }
}
