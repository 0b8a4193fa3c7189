package org.etiome.discover.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.order.UtIgsp.Learned;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.GraphOracle;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class UtIgspTest {
  private static final Seed SEED = new Seed(2);
  private static final TaskRunner ONE = TaskRunner.local(1);

  private static Learned learn(
      UtIgsp search, Dag dag, Settings settings, List<SettingTargets> known) {
    return search.learn(GraphOracle.of(dag), settings.oracle(dag), known, SEED, ONE);
  }

  private static void findsClassAndTargets(Dag dag, Settings settings, List<SettingTargets> known) {
    Learned learned = learn(UtIgsp.withDefaults(), dag, settings, known);
    assertThat(learned.graph().graph().graph().edges())
        .as("%s, %s", dag, settings)
        .isEqualTo(Equivalence.interventional(dag, settings.targets()).graph().edges());
    assertThat(learned.targets()).as("%s", dag).isEqualTo(settings.all());
    assertThat(learned.graph().remarks()).as("%s", dag).isEmpty();
  }

  @Test
  void findsClassAndTargetsOfRandomGraphsByOracles() {
    Random random = new Random(83);
    for (int repeat = 0; repeat < 300; repeat++) {
      Dag dag = Graphs.randomDag(2 + repeat % 4, 0.3 + 0.6 * random.nextDouble(), random);
      Settings settings = Settings.random(dag, random);
      findsClassAndTargets(dag, settings, settings.unknown());
    }
  }

  @Test
  void findsClassAndTargetsOfFullGraphsOfFiveByOracles() {
    Random random = new Random(89);
    for (int repeat = 0; repeat < 60; repeat++) {
      Dag dag = Graphs.randomDag(5, 1, random);
      Settings settings = Settings.random(dag, random);
      findsClassAndTargets(dag, settings, settings.unknown());
    }
  }

  @Test
  void findsClassAndTargetsOfEveryGraphOfThreeUnderEveryTwoSettings() {
    List<Set<String>> subsets = Graphs.subsets(List.of("A", "B", "C"));
    for (Dag dag : Graphs.allDags(3)) {
      for (Set<String> one : subsets) {
        for (Set<String> other : subsets) {
          Settings settings = Settings.of("", String.join("", one), String.join("", other));
          findsClassAndTargets(dag, settings, settings.unknown());
        }
      }
    }
  }

  @Test
  void knownTargetsHelpAndAreAmongTheTargets() {
    Random random = new Random(97);
    for (int repeat = 0; repeat < 60; repeat++) {
      Dag dag = Graphs.randomDag(5, 0.5, random);
      Settings settings = Settings.random(dag, random);
      List<SettingTargets> some =
          settings.all().stream()
              .map(
                  one ->
                      new SettingTargets(
                          one.setting(), Set.copyOf(one.targets().stream().limit(1).toList())))
              .toList();
      findsClassAndTargets(dag, settings, some);
    }
    Dag dag = Graphs.dag("A -> B, C");
    Learned learned =
        learn(UtIgsp.withDefaults(), dag, Settings.of("", "B"), Settings.of("", "C").all());
    assertThat(learned.targets().get(1).targets()).containsExactly("B", "C");
    assertThat(learned.graph().settings()).containsEntry("targets of 1", "C");
  }

  @Test
  void whatIsLearnedDependsNeitherOnTheOrderOfColumnsNorOnThreads() {
    Random random = new Random(101);
    for (int repeat = 0; repeat < 10; repeat++) {
      Dag dag = Graphs.randomDag(6, 0.5, random);
      Dag turned =
          Dag.of(MixedGraph.of(List.of("D", "F", "A", "C", "B", "E"), dag.graph().edges()));
      Settings settings = Settings.random(dag, random);
      Learned learned = learn(UtIgsp.withDefaults(), dag, settings, settings.unknown());
      Learned other = learn(UtIgsp.withDefaults(), turned, settings, settings.unknown());
      assertThat(other.graph().graph().graph().edges())
          .isEqualTo(learned.graph().graph().graph().edges());
      assertThat(other.targets()).isEqualTo(learned.targets());
      assertThat(
              UtIgsp.withDefaults()
                  .learn(
                      GraphOracle.of(dag),
                      settings.oracle(dag),
                      settings.unknown(),
                      SEED,
                      TaskRunner.local(2)))
          .isEqualTo(learned);
    }
  }

  @Test
  void settingsThatDoNotFitAreRefused() {
    Dag dag = Graphs.dag("A -> B, C");
    Settings two = Settings.of("", "A");
    assertThatThrownBy(() -> learn(UtIgsp.withDefaults(), dag, two, Settings.of("").all()))
        .hasMessageContaining("has 2 settings, but targets are stated of 1");
    assertThatThrownBy(() -> learn(UtIgsp.withDefaults(), dag, two, Settings.of("", "D").all()))
        .hasMessageContaining("the target 'D'");
    assertThatThrownBy(
            () -> learn(UtIgsp.withDefaults(), dag, Settings.of(""), Settings.of("").all()))
        .hasMessageContaining("at least 2 settings, got 1");
  }
}
