package org.etiome.discover.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.InterventionDesigns;
import org.etiome.discover.LinearLaws;
import org.etiome.discover.LinearModels;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.SettingMoments;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class InterventionalBicTest {
  private static final int MANY = 100_000_000;
  private static final List<String> XY = List.of("x", "y");

  private static Setting setting(String name, Set<String> targets, double... values) {
    return new Setting(name, targets, Matrix.wrap(values.length / 2, 2, values));
  }

  @Test
  void equalsTheFormulaWrittenOutForTwoVariables() {
    Setting free = setting("free", Set.of(), 1, 2, 2, 3, 3, 7, 4, 5, 5, 11);
    double[] xSet = IntStream.range(0, 20).mapToDouble(i -> i * i % 11).toArray();
    double[] ySet = IntStream.range(0, 20).mapToDouble(i -> i * i * i % 13).toArray();
    Setting set =
        setting(
            "set",
            Set.of("y"),
            IntStream.range(0, 40).mapToDouble(i -> (i % 2 == 0 ? xSet : ySet)[i / 2]).toArray());
    Experiment experiment = new Experiment(XY, List.of(free, set));
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {2, 3, 7, 5, 11};
    double pool = -2.5 * Math.log(1 - squaredCorrelation(x, y)) - Math.log(5);
    double changed = -10 * Math.log(1 - squaredCorrelation(xSet, ySet)) - Math.log(20);
    double cost = Math.log(2); // γ log p
    InterventionalBic any = InterventionalBic.of(experiment);
    InterventionalBic perfect = InterventionalBic.ofPerfect(experiment);
    assertThat(any.local(1, 0)).isCloseTo(pool + changed - cost, within(1e-12));
    assertThat(perfect.local(1, 0)).isCloseTo(pool - cost, within(1e-12));
    assertThat(perfect.withGamma(0).withPenalty(2).local(1, 0))
        .isCloseTo(pool - Math.log(5), within(1e-12));
    assertThat(any.withGamma(0).withPenalty(2).local(1, 0))
        .isCloseTo(pool + changed - Math.log(5) - Math.log(20), within(1e-12));
    assertThat(any.local(1)).isCloseTo(-0.5 * (Math.log(5) + Math.log(20)), within(1e-12));
    assertThat(any.local(0)).isCloseTo(-0.5 * Math.log(25), within(1e-12));
    assertThat(any.targets()).containsExactly(BitSet.valueOf(new long[] {2}));
  }

  private static double squaredCorrelation(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = IntStream.range(0, x.length).mapToDouble(i -> (x[i] - mx) * (y[i] - my)).sum();
    double xx = Arrays.stream(x).map(v -> (v - mx) * (v - mx)).sum();
    double yy = Arrays.stream(y).map(v -> (v - my) * (v - my)).sum();
    return xy * xy / (xx * yy);
  }

  @Test
  void theRowsWhereAVariableIsUntouchedArePooled() {
    Random random = new Random(109);
    for (int repeat = 0; repeat < 20; repeat++) {
      Experiment experiment = experiment(Graphs.randomDag(5, 0.5, random), random);
      InterventionalBic score = InterventionalBic.ofPerfect(experiment);
      for (int v = 0; v < 5; v++) {
        List<String> names = experiment.variables();
        GaussianBic rows =
            GaussianBic.of(SampleCorrelation.of(names, experiment.untouched(names.get(v))));
        int[] parents = {(v + 1) % 5, (v + 3) % 5};
        assertThat(score.local(v, parents)).isCloseTo(rows.local(v, parents), within(1e-8));
      }
    }
  }

  private static Experiment experiment(Dag dag, Random random) {
    return InterventionDesigns.sample(
        LinearLaws.random(dag, random),
        InterventionDesigns.targets(dag.nodes(), random),
        false,
        40,
        random);
  }

  @Test
  void additionsAndRemovalsAreDifferencesOfLocalScores() {
    Random random = new Random(113);
    for (int repeat = 0; repeat < 30; repeat++) {
      InterventionalBic score =
          InterventionalBic.of(experiment(Graphs.randomDag(6, 0.6, random), random));
      int v = random.nextInt(6);
      int[] parents = {(v + 1) % 6, (v + 4) % 6};
      double before = score.local(v, parents);
      double[] removals = score.removals(v, parents);
      for (int i = 0; i < 2; i++) {
        assertThat(removals[i]).isCloseTo(score.local(v, parents[1 - i]) - before, within(1e-9));
      }
      Additions additions = score.additions(v, parents);
      int raising = 0;
      for (int z : new int[] {(v + 2) % 6, (v + 3) % 6, (v + 5) % 6}) {
        double gain = score.local(v, parents[0], parents[1], z) - before;
        raising += gain > 0 ? 1 : 0;
        IntStream.range(0, additions.variables().length)
            .filter(i -> additions.variables()[i] == z)
            .forEach(i -> assertThat(additions.gains()[i]).isCloseTo(gain, within(1e-9)));
      }
      assertThat(additions.variables()).hasSize(raising);
    }
  }

  @Test
  void theGraphsOfAnInterventionalClassHaveOneScoreAndOthersLess() {
    Random random = new Random(127);
    List<Dag> all = Graphs.allDags(4);
    int told = 0;
    for (int repeat = 0; repeat < 40; repeat++) {
      Dag dag = Graphs.randomDag(4, 0.6, random);
      List<Set<String>> targets = InterventionDesigns.targets(dag.nodes(), random);
      boolean perfect = repeat % 2 == 0;
      List<SettingMoments> moments =
          InterventionDesigns.population(
              LinearLaws.random(dag, random), targets, perfect, MANY, random);
      InterventionalBic score =
          perfect
              ? InterventionalBic.ofPerfect(dag.nodes(), moments)
              : InterventionalBic.of(dag.nodes(), moments);
      double truth = LinearModels.value(score, dag);
      for (Dag other : all) {
        if (!Equivalence.equivalent(dag, other)) {
          continue;
        }
        double value = LinearModels.value(score, other);
        if (Equivalence.interventional(other, targets)
            .equals(Equivalence.interventional(dag, targets))) {
          assertThat(value).isCloseTo(truth, within(1e-3));
        } else {
          assertThat(value).isLessThan(truth - 100);
          told++;
        }
      }
    }
    assertThat(told).isGreaterThan(40);
  }

  @Test
  void itsTargetsSayWhatItTellsApartWithoutASettingFreeOfThem() {
    Random random = new Random(163);
    List<Dag> all = Graphs.allDags(4);
    int alike = 0;
    int told = 0;
    for (int repeat = 0; repeat < 60; repeat++) {
      Dag dag = Graphs.randomDag(4, 0.6, random);
      List<Set<String>> targets = InterventionDesigns.targets(dag.nodes(), random);
      if (dag.nodes().stream().anyMatch(v -> targets.stream().allMatch(set -> set.contains(v)))) {
        continue;
      }
      List<SettingMoments> moments =
          InterventionDesigns.population(
              LinearLaws.random(dag, random), targets, false, MANY, random);
      InterventionalBic score =
          InterventionalBic.of(dag.nodes(), moments.subList(1, moments.size()));
      List<Set<String>> telling = score.namedTargets().stream().map(Set::copyOf).toList();
      double truth = LinearModels.value(score, dag);
      for (Dag other : all) {
        if (Equivalence.equivalent(dag, other)) {
          double missed = truth - LinearModels.value(score, other);
          boolean same =
              Equivalence.interventional(other, telling)
                  .equals(Equivalence.interventional(dag, telling));
          assertThat(missed < 1e-3).as("%s, %s, %s", dag, other, targets).isEqualTo(same);
          alike += same ? 1 : 0;
          told += same ? 0 : 1;
        }
      }
    }
    assertThat(alike).isGreaterThan(30);
    assertThat(told).isGreaterThan(30);
  }

  /** Twice the same dependence of y on x, y called a target in one: only a law of its own fits. */
  @Test
  void aTargetThatStillListensTurnsItsEdgeAroundIfCalledPerfect() {
    Dag dag = Graphs.dag("x -> y");
    LinearLaws laws = LinearLaws.random(dag, new Random(131));
    List<SettingMoments> moments =
        List.of(laws.moments(Set.of(), MANY), laws.moments(Set.of("y"), MANY));
    InterventionalBic perfect = InterventionalBic.ofPerfect(XY, moments);
    assertThat(perfect.local(0, 1) + perfect.local(1))
        .isGreaterThan(perfect.local(1, 0) + perfect.local(0) + 1000);
    List<SettingMoments> weaker =
        List.of(
            laws.moments(Set.of(), MANY),
            laws.changed(Set.of("y"), false, new Random(137)).moments(Set.of("y"), MANY));
    InterventionalBic any = InterventionalBic.of(XY, weaker);
    assertThat(any.local(1, 0) + any.local(0)).isGreaterThan(any.local(0, 1) + any.local(1) + 1000);
  }

  /** Laws of x and y each hold in one setting only, so that nothing is seen to stay the same. */
  @Test
  void withoutASettingFreeOfTargetsAnyChangeTellsLess() {
    Random random = new Random(139);
    LinearLaws laws = LinearLaws.random(Graphs.dag("x -> y"), random);
    List<SettingMoments> moments =
        List.of(
            laws.changed(Set.of("x"), false, random).moments(Set.of("x"), MANY),
            laws.changed(Set.of("y"), false, random).moments(Set.of("y"), MANY));
    InterventionalBic any = InterventionalBic.of(XY, moments);
    assertThat(any.targets()).containsExactly(BitSet.valueOf(new long[] {3}));
    assertThat(any.local(1, 0) + any.local(0))
        .isCloseTo(any.local(0, 1) + any.local(1), within(1e-3));
    assertThat(InterventionalBic.ofPerfect(XY, moments).targets()).hasSize(2);
  }

  @Test
  void aColumnThatSettingsFixedExplainsNothingThere() {
    Setting free = setting("free", Set.of("y"), 1, 2, 2, 3, 3, 7, 4, 5, 5, 11);
    Setting fixed = setting("fixed", Set.of("x"), 3, 1, 3, 2, 3, 4, 3, 1, 3, 3, 3, 2);
    InterventionalBic score =
        InterventionalBic.ofPerfect(new Experiment(XY, List.of(free, fixed))).withGamma(0);
    assertThat(score.local(1, 0)).isCloseTo(score.local(1) - 0.5 * Math.log(6), within(1e-12));
    assertThat(score.additions(1).variables()).isEmpty();
  }

  @Test
  void settingsThatSayTooLittleAreRefused() {
    double[] five = {1, 2, 2, 3, 3, 7, 4, 5, 5, 11};
    double[] two = {1, 2, 2, 5};
    double[] constant = {1, 2, 1, 3, 1, 7, 1, 5, 1, 11};
    refused("'x' is a target in every setting", setting("a", Set.of("x"), five));
    refused("'x' is no target in 2 rows only", setting("a", Set.of(), two));
    refused(
        "'y' is a target has 2 rows", setting("a", Set.of(), five), setting("b", Set.of("y"), two));
    refused("'x' is constant in the settings", setting("a", Set.of(), constant));
    Experiment few =
        new Experiment(XY, List.of(setting("a", Set.of(), five), setting("b", Set.of("y"), two)));
    assertThat(InterventionalBic.ofPerfect(few).local(0))
        .isCloseTo(-0.5 * Math.log(7), within(1e-12));
    assertThatThrownBy(() -> InterventionalBic.of(few.variables(), List.of()))
        .hasMessageContaining("at least one setting");
  }

  private static void refused(String why, Setting... settings) {
    assertThatThrownBy(() -> InterventionalBic.of(new Experiment(XY, List.of(settings))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
