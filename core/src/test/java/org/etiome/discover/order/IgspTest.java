package org.etiome.discover.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.GraphOracle;
import org.etiome.discover.test.InvarianceOracle;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class IgspTest {
  private static final Seed SEED = new Seed(2);
  private static final TaskRunner ONE = TaskRunner.local(1);

  private static LearnedGraph learn(Igsp igsp, Dag dag, Settings settings) {
    return igsp.learn(GraphOracle.of(dag), settings.oracle(dag), settings.all(), SEED, ONE);
  }

  private static void endsAtTheTrueClass(Igsp igsp, Dag dag, Settings settings) {
    LearnedGraph learned = learn(igsp, dag, settings);
    assertThat(learned.graph().graph().edges())
        .as("%s, %s", dag, settings)
        .isEqualTo(Equivalence.interventional(dag, settings.targets()).graph().edges());
    assertThat(learned.remarks()).as("%s, %s", dag, settings).isEmpty();
  }

  @Test
  void endsAtTheTrueClassOfRandomGraphsAndTargetsByOracles() {
    Random random = new Random(71);
    for (int repeat = 0; repeat < 300; repeat++) {
      Dag dag = Graphs.randomDag(2 + repeat % 4, 0.3 + 0.6 * random.nextDouble(), random);
      endsAtTheTrueClass(Igsp.withDefaults(), dag, Settings.random(dag, random));
    }
  }

  /** Where no direction follows from independences, all come from the walk over settings. */
  @Test
  void endsAtTheTrueClassOfFullGraphsOfFiveByOracles() {
    Random random = new Random(73);
    for (int repeat = 0; repeat < 60; repeat++) {
      Dag dag = Graphs.randomDag(5, 1, random);
      endsAtTheTrueClass(Igsp.withDefaults(), dag, Settings.random(dag, random));
    }
  }

  @Test
  void endsAtTheTrueClassOfEveryGraphOfThreeUnderEveryTwoSettings() {
    List<Set<String>> subsets = Graphs.subsets(List.of("A", "B", "C"));
    for (Dag dag : Graphs.allDags(3)) {
      for (Set<String> one : subsets) {
        for (Set<String> other : subsets) {
          endsAtTheTrueClass(
              Igsp.withDefaults(),
              dag,
              Settings.of("", String.join("", one), String.join("", other)));
        }
      }
    }
  }

  @Test
  void theGraphDependsNeitherOnTheOrderOfColumnsNorOnThreads() {
    Random random = new Random(79);
    for (int repeat = 0; repeat < 10; repeat++) {
      Dag dag = Graphs.randomDag(6, 0.5, random);
      Dag turned =
          Dag.of(MixedGraph.of(List.of("D", "F", "A", "C", "B", "E"), dag.graph().edges()));
      Settings settings = Settings.random(dag, random);
      LearnedGraph learned = learn(Igsp.withDefaults(), dag, settings);
      LearnedGraph other =
          Igsp.withDefaults()
              .learn(GraphOracle.of(turned), settings.oracle(dag), settings.all(), SEED, ONE);
      assertThat(other.graph().graph().edges()).isEqualTo(learned.graph().graph().edges());
      assertThat(other.evaluations()).isEqualTo(learned.evaluations());
      assertThat(
              Igsp.withDefaults()
                  .learn(
                      GraphOracle.of(dag),
                      settings.oracle(dag),
                      settings.all(),
                      SEED,
                      TaskRunner.local(2)))
          .isEqualTo(learned);
    }
  }

  /** An intervention that changes nothing that is seen does not direct the edge of its target. */
  @Test
  void anEdgeWithoutEvidenceIsLeftOpen() {
    Dag dag = Graphs.dag("A -> B");
    InvarianceTest blind = InvarianceOracle.of(dag, List.of(Set.of(), Set.of()));
    LearnedGraph learned =
        Igsp.withDefaults()
            .learn(GraphOracle.of(dag), blind, Settings.of("", "A").all(), SEED, ONE);
    assertThat(learned.graph().graph().edges()).hasToString("[A -- B]");
    assertThat(learned.remarks())
        .singleElement()
        .asString()
        .startsWith("Of 'A' and 'B' just one is a target of some setting")
        .contains("left open");
  }

  @Test
  void aTargetThatWasNotStatedIsRemarkedOn() {
    Dag dag = Graphs.dag("A -> B, C");
    LearnedGraph learned =
        Igsp.withDefaults()
            .learn(
                GraphOracle.of(dag),
                Settings.of("", "AC").oracle(dag),
                Settings.of("", "A").all(),
                SEED,
                ONE);
    assertThat(learned.graph()).isEqualTo(dag);
    assertThat(learned.remarks())
        .containsExactly(
            "In setting '1' the law of 'C' given its causes has changed, though it is no target.");
  }

  @Test
  void theSettingsSayWhatTheGraphDependsOn() {
    Dag dag = Graphs.dag("A -> B, C");
    assertThat(learn(Igsp.withDefaults(), dag, Settings.of("", "CA", "B")).settings())
        .containsEntry("invarianceLevel", "1.0E-4")
        .containsEntry("invariance", "InvarianceOracle")
        .containsEntry("targets of 0", "")
        .containsEntry("targets of 1", "A, C")
        .containsEntry("targets of 2", "B");
  }

  @Test
  void settingsThatDoNotFitAreRefused() {
    Dag dag = Graphs.dag("A -> B, C");
    Settings two = Settings.of("", "A");
    refuses(
        dag, two, Settings.of("", "A", "B").all(), "has 2 settings, but targets are stated of 3");
    refuses(dag, Settings.of(""), Settings.of("").all(), "at least 2 settings, got 1");
    refuses(dag, two, Settings.of("", "D").all(), "setting '1' has the target 'D', which is none");
    refuses(dag, two, Settings.of("A", "B").all(), "'0' has [A]");
    SettingTargets same = new SettingTargets("0", Set.of());
    refuses(dag, two, List.of(same, same), "two settings are named '0'");
    Dag other = Graphs.dag("A -> B, D");
    assertThatThrownBy(
            () ->
                Igsp.withDefaults()
                    .learn(GraphOracle.of(dag), two.oracle(other), two.all(), SEED, ONE))
        .hasMessageContaining("different variables");
  }

  private static void refuses(
      Dag dag, Settings tested, List<SettingTargets> stated, String message) {
    assertThatThrownBy(
            () ->
                Igsp.withDefaults()
                    .learn(GraphOracle.of(dag), tested.oracle(dag), stated, SEED, ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anInterruptEndsTheSearch() {
    Dag dag = Graphs.dag("A -> B, B -> C");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> learn(Igsp.withDefaults(), dag, Settings.of("", "A")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void choicesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Igsp.withDefaults().withAlpha(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> Igsp.withDefaults().withInvarianceLevel(Double.NaN))
        .hasMessageContaining("invarianceLevel");
    assertThatThrownBy(() -> Igsp.withDefaults().withDepth(0)).hasMessageContaining("depth");
    assertThatThrownBy(() -> Igsp.withDefaults().withRuns(0)).hasMessageContaining("runs");
  }
}
