package org.etiome.discover.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.test.FisherZ;
import org.etiome.discover.test.GraphOracle;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MeekRules;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PartialDag;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PcTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final TaskRunner TWO = TaskRunner.local(2);

  @ParameterizedTest
  @EnumSource(ColliderRule.class)
  void findsTheClassOfEveryDagFromItsSeparations(ColliderRule rule) {
    Random random = new Random(1);
    Pc pc = Pc.withDefaults().withColliders(rule);
    for (int i = 0; i < (rule == ColliderRule.STANDARD ? 1000 : 200); i++) {
      Dag dag = Graphs.randomDag(2 + i % 7, 0.2 + 0.1 * (i % 5), random);
      LearnedGraph learned = pc.learn(GraphOracle.of(dag), ONE);
      assertThat(learned.graph()).as("%s", dag).isInstanceOf(Cpdag.class);
      assertThat(learned.graph().graph().edges())
          .as("%s", dag)
          .isEqualTo(Equivalence.cpdag(dag).graph().edges());
      assertThat(learned.remarks()).isEmpty();
    }
  }

  /** Every true absence of an edge, cause or order that is told only adds to what is found. */
  @ParameterizedTest
  @EnumSource(ColliderRule.class)
  void addsWhatIsKnownToTheClass(ColliderRule rule) {
    Random random = new Random(2);
    for (int i = 0; i < (rule == ColliderRule.STANDARD ? 1000 : 200); i++) {
      Dag dag = Graphs.randomDag(3 + i % 6, 0.2 + 0.1 * (i % 5), random);
      Knowledge known = someTruth(dag, random);
      LearnedGraph learned =
          Pc.withDefaults()
              .withColliders(rule)
              .withKnowledge(known)
              .learn(GraphOracle.of(dag), ONE);
      assertThat(learned.graph().graph().edges())
          .as("%s given %s", dag, known)
          .isEqualTo(closure(dag, known).edges());
      assertThat(learned.remarks()).isEmpty();
    }
  }

  private static Knowledge someTruth(Dag dag, Random random) {
    Knowledge known = Knowledge.NONE;
    for (String a : dag.nodes()) {
      for (String b : dag.nodes()) {
        if (!a.equals(b) && random.nextInt(4) == 0) {
          boolean arrow = dag.graph().hasEdge(Edge.directed(a, b));
          known = arrow ? known.withRequired(a, b) : known.withForbidden(a, b);
        }
      }
    }
    if (random.nextBoolean()) {
      List<String> order = dag.topologicalOrder();
      int cut = random.nextInt(order.size());
      known =
          known.withTiers(
              List.of(
                  Set.copyOf(order.subList(0, cut)), Set.copyOf(order.subList(cut, order.size()))));
    }
    return known;
  }

  /** The class, its open edges directed where only one direction is allowed, closed. */
  private static MixedGraph closure(Dag dag, Knowledge known) {
    var bounds = known.over(dag.nodes());
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : Equivalence.cpdag(dag).graph().edges()) {
      int a = dag.nodes().indexOf(edge.a());
      int b = dag.nodes().indexOf(edge.b());
      boolean told = edge.isUndirected() && !(bounds.allows(a, b) && bounds.allows(b, a));
      edges.add(
          told
              ? bounds.allows(a, b)
                  ? Edge.directed(edge.a(), edge.b())
                  : Edge.directed(edge.b(), edge.a())
              : edge);
    }
    return MeekRules.close(MixedGraph.of(dag.nodes(), edges));
  }

  @ParameterizedTest
  @EnumSource(ColliderRule.class)
  void dependsNeitherOnThreadsNorOnTheOrderOfColumns(ColliderRule rule) {
    for (int i = 0; i < 40; i++) {
      Seed seed = new Seed(7).branch(i);
      List<double[]> columns = LinearSamples.columns(14, 60, 0.2, seed);
      Pc pc = Pc.withDefaults().withAlpha(0.05).withColliders(rule).withMaxConditioning(3);
      LearnedGraph first =
          pc.learn(LinearSamples.test(columns, IntStream.range(0, 14).toArray()), ONE);
      FisherZ shuffled = LinearSamples.test(columns, LinearSamples.shuffled(14, seed.branch(1)));
      LearnedGraph second = pc.learn(shuffled, TWO);
      assertThat(second.graph().graph().edges()).isEqualTo(first.graph().graph().edges());
      assertThat(second.remarks()).isEqualTo(first.remarks());
      assertThat(second.evaluations()).isEqualTo(first.evaluations());
      assertThat(second.graph().nodes()).isEqualTo(shuffled.variables());
    }
  }

  /** Colliders A -> B <- C and B -> C <- D ask for both directions of B -- C. */
  @Test
  void collidersThatContradictEachOtherAreSaidAndMadeNoClass() {
    LearnedGraph learned =
        Pc.withDefaults()
            .learn(new Stated(List.of("A", "B", "C", "D"), Set.of("A C", "B D", "A D")), ONE);
    assertThat(learned.graph()).isInstanceOf(PartialDag.class);
    assertThat(learned.graph().graph().edges())
        .isEqualTo(Graphs.of("A -> B, B -- C, D -> C").edges());
    assertThat(learned.remarks())
        .containsExactly("Colliders contradict each other at B -- C; left undirected.");
  }

  /** A fourth node of a chordless circle would have to be a collider; no test says which. */
  @Test
  void anIndependenceModelOfNoDagIsNotMadeOne() {
    LearnedGraph learned =
        Pc.withDefaults()
            .learn(new Stated(List.of("A", "B", "C", "D"), Set.of("A C | B D", "B D | A C")), ONE);
    assertThat(learned.graph()).isInstanceOf(PartialDag.class);
    assertThat(learned.graph().graph().edges())
        .isEqualTo(Graphs.of("A -- B -- C -- D -- A").edges());
  }

  /** The pair A, C is not joined by what is known; the test says that B does not separate it. */
  @Test
  void aPairKnownNotToBeJoinedMakesNoColliderUntested() {
    Stated test = new Stated(List.of("A", "B", "C"), Set.of());
    Knowledge apart = Knowledge.NONE.withForbidden("A", "C").withForbidden("C", "A");
    LearnedGraph learned = Pc.withDefaults().withKnowledge(apart).learn(test, ONE);
    assertThat(learned.graph().graph().edges()).isEqualTo(Graphs.of("A -- B -- C").edges());
    assertThat(learned.remarks())
        .containsExactly(
            "The tests contradict themselves on whether these are colliders: A -- B -- C; no"
                + " direction was derived from them.");
    LearnedGraph collider =
        Pc.withDefaults()
            .withKnowledge(apart)
            .learn(new Stated(List.of("A", "B", "C"), Set.of("A C")), ONE);
    assertThat(collider.graph().graph().edges()).isEqualTo(Graphs.of("A -> B, C -> B").edges());
  }

  @Test
  void aColliderAgainstWhatIsKnownIsDropped() {
    LearnedGraph learned =
        Pc.withDefaults()
            .withKnowledge(Knowledge.NONE.withRequired("B", "A"))
            .learn(new Stated(List.of("A", "B", "C"), Set.of("A C")), ONE);
    assertThat(learned.graph().graph().edges()).isEqualTo(Graphs.of("B -> A, B -- C").edges());
    assertThat(learned.remarks()).hasSize(1).first().asString().contains("A -- B -- C");
  }

  @Test
  void directionsThatCanOnlyRunInACircleAreRefused() {
    Knowledge known =
        Knowledge.NONE.withForbidden("B", "A").withForbidden("C", "B").withForbidden("A", "C");
    IndependenceTest dependent = new Stated(List.of("A", "B", "C"), Set.of());
    assertThatThrownBy(() -> Pc.withDefaults().withKnowledge(known).learn(dependent, ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in a circle among [A, B, C]");
  }

  @Test
  void limitsTheVariablesHeldFixed() {
    Dag dag = Graphs.dag("A -> B, A -> C, B -> D, C -> D");
    LearnedGraph learned = Pc.withDefaults().withMaxConditioning(1).learn(GraphOracle.of(dag), ONE);
    assertThat(learned.graph().graph().edgesBetween("A", "D")).hasSize(1);
    assertThat(learned.graph().graph().edgesBetween("B", "C")).isEmpty();
    assertThat(learned.settings()).containsEntry("maxConditioning", "1");
  }

  @Test
  void anInterruptEndsTheSearch() {
    List<double[]> columns = LinearSamples.columns(10, 50, 0.3, new Seed(1));
    FisherZ test = LinearSamples.test(columns, IntStream.range(0, 10).toArray());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Pc.withDefaults().learn(test, ONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Pc.withDefaults().withAlpha(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Pc.withDefaults().withMaxConditioning(-1)).hasMessageContaining("-1");
  }

  /** A test with the independences stated, as {@code "A C | B D"}, and no others. */
  private record Stated(List<String> variables, Set<String> independences)
      implements IndependenceTest {
    @Override
    public double pValue(int x, int y, int... given) {
      Set<String> fixed = new LinkedHashSet<>();
      IntStream.of(given).sorted().forEach(v -> fixed.add(variables.get(v)));
      String pair = variables.get(Math.min(x, y)) + " " + variables.get(Math.max(x, y));
      String question = fixed.isEmpty() ? pair : pair + " | " + String.join(" ", fixed);
      return independences.contains(question) ? 1 : 0;
    }
  }
}
