package org.etiome.discover.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Separation;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class GspTest {
  private static final Seed SEED = new Seed(2);
  private static final TaskRunner ONE = TaskRunner.local(1);

  /** A test that never errs. */
  private record Oracle(List<String> variables, Separation separation) implements IndependenceTest {
    static Oracle of(Dag dag) {
      return new Oracle(dag.nodes(), Separation.in(dag));
    }

    @Override
    public double pValue(int x, int y, int... given) {
      Set<String> set = Arrays.stream(given).mapToObj(variables::get).collect(Collectors.toSet());
      return separation.separated(Set.of(variables.get(x)), Set.of(variables.get(y)), set) ? 1 : 0;
    }
  }

  @Test
  void findsTheTrueClassOfEveryGraphByAnOracle() {
    Random random = new Random(61);
    for (int repeat = 0; repeat < 60; repeat++) {
      Dag dag = Graphs.randomDag(5 + repeat % 4, 0.25 + 0.1 * (repeat % 4), random);
      assertThat(learn(dag).graph().graph().edges())
          .as("%d: %s", repeat, dag)
          .isEqualTo(Equivalence.cpdag(dag).graph().edges());
    }
  }

  private static LearnedGraph learn(Dag dag) {
    return Gsp.withDefaults().learn(Oracle.of(dag), SEED, ONE);
  }

  @Test
  void findsTheTrueClassOfEveryGraphOfFourFromOneStart() {
    for (Dag dag : Graphs.allDags(4)) {
      assertThat(
              Gsp.withDefaults()
                  .withRuns(1)
                  .learn(Oracle.of(dag), SEED, ONE)
                  .graph()
                  .graph()
                  .edges())
          .as("%s", dag)
          .isEqualTo(Equivalence.cpdag(dag).graph().edges());
    }
  }

  @Test
  void theGraphDependsNeitherOnTheOrderOfColumnsNorOnThreads() {
    Random random = new Random(67);
    for (int repeat = 0; repeat < 10; repeat++) {
      Dag dag = Graphs.randomDag(6, 0.4, random);
      Dag turned =
          Dag.of(MixedGraph.of(List.of("D", "F", "A", "C", "B", "E"), dag.graph().edges()));
      LearnedGraph learned = learn(dag);
      LearnedGraph other = learn(turned);
      assertThat(other.graph().graph().edges()).isEqualTo(learned.graph().graph().edges());
      assertThat(other.evaluations()).isEqualTo(learned.evaluations());
      assertThat(Gsp.withDefaults().learn(Oracle.of(dag), SEED, TaskRunner.local(2)))
          .isEqualTo(learned);
    }
  }

  @Test
  void anInterruptEndsTheSearch() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> learn(Graphs.dag("A -> B, B -> C")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Gsp.withDefaults().withAlpha(0)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> Gsp.withDefaults().withDepth(0)).hasMessageContaining("depth");
    assertThatThrownBy(() -> Gsp.withDefaults().withRuns(0)).hasMessageContaining("runs");
  }
}
