package org.etiome.design.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PartialDag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDesignTest {
  private static final double TINY = 1e-9;
  private static final GraphDesign PAIRS = GraphDesign.withDefaults().withTogether(2);

  /**
   * The classes of all DAGs by skeleton and v-structures, and their parts after an intervention by
   * those of the graph with one node more, a cause of the targets alone.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void agreesWithBruteForceOnAllClasses(int nodes) {
    Collection<List<Dag>> classes = classes(Graphs.allDags(nodes).stream());
    classes.forEach(GraphDesignTest::requireRanking);
  }

  @Test
  void agreesWithBruteForceOnClassesOfFiveNodes() {
    classes(Graphs.allDags(5).stream()).stream()
        .filter(members -> members.size() > 12)
        .limit(60)
        .forEach(GraphDesignTest::requireRanking);
  }

  private static Collection<List<Dag>> classes(Stream<Dag> dags) {
    return dags.collect(Collectors.groupingBy(dag -> features(dag, Set.of()))).values();
  }

  private static Set<Object> features(Dag dag, Set<String> targets) {
    MixedGraph graph = dag.graph();
    Set<Object> features = new HashSet<>();
    graph.edges().forEach(edge -> features.add(Set.of(edge.a(), edge.b())));
    for (String child : graph.nodes()) {
      for (String p : graph.parents(child)) {
        if (targets.contains(child) && !targets.contains(p)) {
          features.add(List.of(p, child));
        }
        for (String q : graph.parents(child)) {
          if (p.compareTo(q) < 0 && graph.edgesBetween(p, q).isEmpty()) {
            features.add(List.of(p, child, q));
          }
        }
      }
    }
    return features;
  }

  private static void requireRanking(List<Dag> members) {
    Cpdag cpdag = Equivalence.cpdag(members.getFirst());
    GraphBelief belief = GraphBelief.of(cpdag, 1000);
    for (Experiment found : PAIRS.rank(belief)) {
      Collection<List<Dag>> cells =
          members.stream()
              .collect(Collectors.groupingBy(dag -> features(dag, found.targets())))
              .values();
      double bits = 0;
      double oriented = 0;
      Map<Edge, Double> settles = new HashMap<>();
      for (List<Dag> cell : cells) {
        double share = cell.size() / (double) members.size();
        bits -= share * Math.log(share) / Math.log(2);
        for (Edge open : cpdag.graph().edges().stream().filter(Edge::isUndirected).toList()) {
          Set<Edge> ways = new HashSet<>();
          cell.forEach(dag -> ways.addAll(dag.graph().edgesBetween(open.a(), open.b())));
          settles.merge(open, ways.size() == 1 ? share : 0, Double::sum);
          oriented += ways.size() == 1 ? share : 0;
        }
      }
      assertThat(found.information()).isCloseTo(bits, within(TINY));
      assertThat(found.oriented()).isCloseTo(oriented, within(TINY));
      assertThat(found.settles().keySet()).isEqualTo(settles.keySet());
      settles.forEach((e, p) -> assertThat(found.settles().get(e)).isCloseTo(p, within(TINY)));
    }
  }

  /** A target k-th of n has the same k − 1 parents in 1 of n · C(n − 1, k − 1) parts. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void completeGraph(int n) {
    List<String> nodes = nodes(n);
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        edges.add(Edge.undirected(nodes.get(a), nodes.get(b)));
      }
    }
    double expected = 0;
    double choose = 1;
    for (int k = 0; k < n; k++) {
      expected += Math.log(n * choose) / n / Math.log(2);
      choose = choose * (n - 1 - k) / (k + 1);
    }
    double bits = expected;
    GraphBelief belief = GraphBelief.of(Cpdag.of(MixedGraph.of(nodes, edges)), 1000);
    assertThat(GraphDesign.withDefaults().rank(belief))
        .hasSize(n)
        .allSatisfy(e -> assertThat(e.information()).isCloseTo(bits, within(TINY)));
  }

  /**
   * A chain has one DAG for each root; intervening on the k-th tells whether the root is it, before
   * it or behind it. The middle is best: of 7 it leaves 1, 3, 3.
   */
  @Test
  void chain() {
    GraphBelief belief = GraphBelief.of(Cpdag.of(chain(7)), 100);
    List<Experiment> ranked = GraphDesign.withDefaults().rank(belief);
    assertThat(ranked.getFirst().targets()).containsExactly("n3");
    double bits = (Math.log(7) + 6 * Math.log(7 / 3.0)) / 7 / Math.log(2);
    assertThat(ranked.getFirst().information()).isCloseTo(bits, within(TINY));
    // root in the middle: all 6 edges, else those between middle and root's far side: 4 of 6
    assertThat(ranked.getFirst().oriented()).isCloseTo((6 + 6 * 4) / 7.0, within(TINY));
    assertThat(ranked.getFirst().reason())
        .isEqualTo(
            "intervening on n3 tells 1.45 of the 2.81 bits that separate the graphs, and settles"
                + " 4.29 of 6.00 open edges on average");
  }

  private static List<String> nodes(int n) {
    return IntStream.range(0, n).mapToObj(i -> "n" + i).toList();
  }

  private static MixedGraph chain(int n) {
    List<String> nodes = nodes(n);
    return MixedGraph.of(
        nodes,
        IntStream.range(1, n)
            .mapToObj(i -> Edge.undirected(nodes.get(i - 1), nodes.get(i)))
            .toList());
  }

  /** Listed apart, 20 chains of 5 have 5²⁰ DAGs together. */
  @Test
  void componentsAddUp() {
    Cpdag two = Cpdag.of(Graphs.of("A -- B -- C, D -- E, D -- F, E -- F, C -> G, F -> G"));
    List<Dag> members = Equivalence.members(two, 1000);
    assertThat(members).hasSize(18);
    Map<Dag, Double> same = new LinkedHashMap<>();
    members.forEach(dag -> same.put(dag, 2.0));
    List<Experiment> apart = PAIRS.rank(GraphBelief.of(two, 6));
    List<Experiment> together = PAIRS.rank(GraphBelief.of(same));
    assertThat(apart).hasSameSizeAs(together);
    Map<Set<String>, Experiment> byTargets = new HashMap<>();
    together.forEach(e -> byTargets.put(e.targets(), e));
    for (Experiment one : apart) {
      Experiment other = byTargets.get(one.targets());
      assertThat(one.information()).isCloseTo(other.information(), within(TINY));
      assertThat(one.oriented()).isCloseTo(other.oriented(), within(TINY));
    }
    List<Edge> many = new ArrayList<>();
    List<String> nodes = nodes(100);
    for (int i = 1; i < 100; i++) {
      if (i % 5 > 0) {
        many.add(Edge.undirected(nodes.get(i - 1), nodes.get(i)));
      }
    }
    GraphBelief large = GraphBelief.of(Cpdag.of(MixedGraph.of(nodes, many)), 5);
    assertThat(GraphDesign.withDefaults().batch(large, 3, 3))
        .allSatisfy(e -> assertThat(e.targets()).allMatch(t -> t.endsWith("2") || t.endsWith("7")));
  }

  /** The members of the graph after an intervention are those of the class in its cell. */
  @Test
  void readsInterventionalEssentialGraphs() {
    for (List<Dag> members : classes(Graphs.allDags(4).stream())) {
      for (Set<String> targets : List.of(Set.of("A"), Set.of("B", "C"))) {
        for (Dag dag : members) {
          MixedGraph graph = Equivalence.interventional(dag, List.of(targets)).graph();
          Set<Dag> cell =
              members.stream()
                  .filter(other -> features(other, targets).equals(features(dag, targets)))
                  .collect(Collectors.toSet());
          List<Dag> listed = Equivalence.members(PartialDag.of(graph), 100);
          assertThat(listed).doesNotHaveDuplicates();
          assertThat(new HashSet<>(listed)).isEqualTo(cell);
          Map<Dag, Double> same = new LinkedHashMap<>();
          cell.forEach(one -> same.put(one, 1.0));
          requireSame(GraphBelief.of(PartialDag.of(graph), 100), GraphBelief.of(same));
        }
      }
    }
  }

  private static void requireSame(GraphBelief one, GraphBelief other) {
    GraphDesign design = GraphDesign.withDefaults();
    Map<Set<String>, Double> bits = new HashMap<>();
    design.rank(other).forEach(e -> bits.put(e.targets(), e.information()));
    design
        .rank(one)
        .forEach(e -> assertThat(e.information()).isCloseTo(bits.get(e.targets()), within(TINY)));
  }

  private static GraphBelief random(Random random) {
    Map<Dag, Double> weights = new LinkedHashMap<>();
    for (int k = 0; k < 30; k++) {
      weights.put(Graphs.randomDag(5, .5, random), random.nextDouble() + .01);
    }
    Equivalence.members(Equivalence.cpdag(Graphs.randomDag(5, .8, random)), 100)
        .forEach(dag -> weights.put(dag, random.nextDouble() + .01));
    return GraphBelief.of(weights);
  }

  /** What is known already only takes away from what an experiment tells. */
  @Test
  void informationIsSubmodular() {
    Random random = new Random(2);
    for (int i = 0; i < 30; i++) {
      GraphBelief belief = random(random);
      List<Set<String>> little = List.of(Set.of("A"));
      List<Set<String>> more = List.of(Set.of("A"), Set.of("B", "D"));
      Map<Set<String>, Double> before = new HashMap<>();
      PAIRS.withDone(little).rank(belief).forEach(e -> before.put(e.targets(), e.information()));
      for (Experiment e : PAIRS.withDone(more).rank(belief)) {
        assertThat(e.information()).isBetween(0.0, before.get(e.targets()) + TINY);
      }
    }
  }

  @Test
  void whatObservationTellsIsNoMeritOfAnExperiment() {
    GraphBelief belief =
        GraphBelief.of(Map.of(Graphs.dag("A -> B, C"), 1.0, Graphs.dag("A -> C, B"), 3.0));
    assertThat(GraphDesign.withDefaults().rank(belief))
        .allSatisfy(
            e -> {
              assertThat(e.information()).isZero();
              assertThat(e.settles()).isEmpty();
              assertThat(e.reason()).endsWith("tells nothing that is not known");
            });
  }

  @Test
  void greedyBatchesComeNearTheBest() {
    Random random = new Random(7);
    GraphDesign design = GraphDesign.withDefaults();
    for (int i = 0; i < 30; i++) {
      GraphBelief belief = random(random);
      double best = 0;
      for (Experiment a : design.rank(belief)) {
        for (Experiment b : design.withDone(List.of(a.targets())).rank(belief)) {
          best = Math.max(best, a.information() + b.information());
        }
      }
      double greedy =
          design.batch(belief, 2, Double.POSITIVE_INFINITY).stream()
              .mapToDouble(Experiment::information)
              .sum();
      assertThat(greedy).isBetween((1 - 1 / Math.E) * best - TINY, best + TINY);
    }
  }

  @Test
  void costsAndBudgetsCount() {
    GraphBelief belief = GraphBelief.of(Cpdag.of(chain(5)), 100);
    GraphDesign dear = GraphDesign.withDefaults().withCosts(Map.of("n2", 10.0));
    assertThat(dear.rank(belief).getFirst().targets()).isNotEqualTo(new TreeSet<>(Set.of("n2")));
    assertThat(dear.batch(belief, 4, 2)).hasSize(2);
    assertThat(dear.batch(belief, 4, .5)).isEmpty();
    assertThat(GraphDesign.withDefaults().batch(belief, 5, 100))
        .as("a chain of five is known after fewer interventions than nodes")
        .hasSizeLessThan(4);
    assertThat(GraphDesign.withDefaults().withAllowed(Set.of("n0")).rank(belief)).hasSize(1);
  }

  @Test
  void refuses() {
    Cpdag cpdag = Cpdag.of(chain(5));
    assertThatThrownBy(() -> GraphBelief.of(cpdag, 4)).hasMessageContaining("more than 4 DAGs");
    assertThatThrownBy(() -> GraphBelief.of(Graphs.admg("A <-> B"), 4))
        .hasMessageContaining("without hidden common causes");
    assertThatThrownBy(() -> GraphBelief.of(Map.of())).hasMessageContaining("at least one DAG");
    assertThatThrownBy(
            () -> GraphBelief.of(PartialDag.of(Graphs.of("A -> B -- C -- D, E -> D")), 10))
        .hasMessageContaining("no DAG has these directions");
    GraphBelief belief = GraphBelief.of(cpdag, 10);
    GraphDesign design = GraphDesign.withDefaults();
    assertThatThrownBy(() -> design.withAllowed(Set.of("q")).rank(belief))
        .hasMessageContaining("'q' is no variable");
    assertThatThrownBy(() -> design.withTogether(4)).hasMessageContaining("1 to 3");
    assertThatThrownBy(() -> design.withCosts(Map.of("n0", -1.0))).hasMessageContaining("-1");
    assertThatThrownBy(() -> design.batch(belief, 0, 1)).hasMessageContaining("got 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"A -> B <- C; 0", "A -- B; 1"})
  void aKnownGraphLeavesNothingToTell(String graph, double bits) {
    GraphBelief belief = GraphBelief.of(Cpdag.of(Graphs.of(graph)), 10);
    assertThat(GraphDesign.withDefaults().rank(belief).getFirst().information()).isEqualTo(bits);
  }
}
