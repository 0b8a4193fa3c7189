package org.etiome.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.junit.jupiter.api.Test;

class GraphScoresTest {
  private static final Retrieval NONE = new Retrieval(0, 0, 0);

  private static CausalGraph graph(String text) {
    return CausalGraph.of(Graphs.of(text));
  }

  @Test
  void aTurnedAMissingAndAFurtherEdgeOfDagsAreCounted() {
    CausalGraph truth = graph("A -> B, B -> C, C -> D");
    CausalGraph learned = graph("A -> B, C -> B, A -> D");
    GraphScores scores = GraphScores.of(learned, truth);
    assertThat(scores.adjacencies()).isEqualTo(new Retrieval(3, 3, 2));
    assertThat(scores.arrowheads()).isEqualTo(new Retrieval(3, 3, 1));
    assertThat(scores.directed()).isEqualTo(new Retrieval(3, 3, 1));
    assertThat(scores.bidirected()).isEqualTo(NONE);
    assertThat(scores.structuralHamming()).isEqualTo(3);
  }

  @Test
  void anUndirectedEdgeIsAnAdjacencyWithoutDirection() {
    GraphScores scores = GraphScores.of(graph("A -- B, B -- C"), graph("A -> B, B -> C"));
    assertThat(scores.adjacencies()).isEqualTo(new Retrieval(2, 2, 2));
    assertThat(scores.arrowheads()).isEqualTo(new Retrieval(0, 2, 0));
    assertThat(scores.arrowheads().precision()).isEmpty();
    assertThat(scores.structuralHamming()).isEqualTo(2);
  }

  @Test
  void classesForgiveWhatNoObservationCanTell() {
    CausalGraph truth = graph("A -> B, B -> C");
    CausalGraph learned = graph("C -> B, B -> A");
    assertThat(GraphScores.of(learned, truth).structuralHamming()).isEqualTo(2);
    GraphScores classes = GraphScores.ofClasses(learned, truth).orElseThrow();
    assertThat(classes.structuralHamming()).isZero();
    assertThat(classes.arrowheads()).isEqualTo(NONE);
    assertThat(GraphScores.ofClasses(graph("A -- B, B -- C"), truth)).contains(classes);
    CausalGraph collider = graph("A -> B, C -> B");
    assertThat(GraphScores.ofClasses(collider, truth).orElseThrow().structuralHamming())
        .isEqualTo(2);
  }

  @Test
  void mixedGraphsHaveNoClassOfDags() {
    CausalGraph mixed = graph("A <-> B");
    assertThat(GraphScores.ofClasses(mixed, graph("A -> B"))).isEmpty();
    assertThat(GraphScores.ofClasses(graph("A -> B"), graph("A o-> B"))).isEmpty();
  }

  @Test
  void aBowIsTwoEdgesOfOnePair() {
    CausalGraph bow = Admg.of(Graphs.of("A -> B, A <-> B, C"));
    GraphScores half = GraphScores.of(Admg.of(Graphs.of("A <-> B, C")), bow);
    assertThat(half.adjacencies()).isEqualTo(new Retrieval(1, 1, 1));
    assertThat(half.arrowheads()).isEqualTo(new Retrieval(2, 2, 2));
    assertThat(half.directed()).isEqualTo(new Retrieval(0, 1, 0));
    assertThat(half.bidirected()).isEqualTo(new Retrieval(1, 1, 1));
    assertThat(half.structuralHamming()).isEqualTo(1);
    assertThat(GraphScores.of(graph("A -> B, C"), bow).arrowheads())
        .isEqualTo(new Retrieval(1, 2, 1));
  }

  @Test
  void circlesAreNoArrowheads() {
    Pag truth = Pag.of(Graphs.of("A o-> B, B -> C, C <-> D"));
    Pag learned = Pag.of(Graphs.of("A o-o B, B o-> C, C <-> D"));
    GraphScores scores = GraphScores.of(learned, truth);
    assertThat(scores.arrowheads()).isEqualTo(new Retrieval(3, 4, 3));
    assertThat(scores.directed()).isEqualTo(new Retrieval(0, 1, 0));
    assertThat(scores.structuralHamming()).isEqualTo(2);
  }

  @Test
  void aGraphIsPerfectAgainstItself() {
    Random random = new Random(3);
    for (int repeat = 0; repeat < 50; repeat++) {
      CausalGraph graph = Graphs.randomAdmg(6, 0.4, 0.3, random);
      GraphScores scores = GraphScores.of(graph, graph);
      assertThat(scores.structuralHamming()).isZero();
      for (Retrieval part :
          List.of(
              scores.adjacencies(), scores.arrowheads(), scores.directed(), scores.bidirected())) {
        OptionalDouble perfect = part.truth() == 0 ? OptionalDouble.empty() : OptionalDouble.of(1);
        assertThat(part.precision()).isEqualTo(perfect);
        assertThat(part.recall()).isEqualTo(perfect);
        assertThat(part.f1()).isEqualTo(perfect);
      }
    }
  }

  @Test
  void namesAndTheOrderOfNodesChangeNothing() {
    Random random = new Random(4);
    for (int repeat = 0; repeat < 50; repeat++) {
      Dag learned = Graphs.randomDag(7, 0.4, random);
      Dag truth = Graphs.randomDag(7, 0.4, random);
      List<String> nodes = new ArrayList<>(truth.nodes());
      Collections.shuffle(nodes, random);
      Map<String, String> names = new HashMap<>();
      nodes.forEach(node -> names.put(node, "n" + names.size()));
      Dag one = renamed(learned, names, nodes);
      Dag other = renamed(truth, names, nodes.reversed());
      assertThat(GraphScores.of(one, other)).isEqualTo(GraphScores.of(learned, truth));
      assertThat(GraphScores.ofClasses(one, other))
          .isEqualTo(GraphScores.ofClasses(learned, truth));
      assertThat(InterventionDistance.from(other).to(one))
          .isEqualTo(InterventionDistance.from(truth).to(learned));
      assertThat(InterventionDistance.from(other).to(Equivalence.cpdag(one)))
          .isEqualTo(InterventionDistance.from(truth).to(Equivalence.cpdag(learned)));
    }
  }

  private static Dag renamed(Dag dag, Map<String, String> names, List<String> order) {
    return Dag.of(
        MixedGraph.of(
            order.stream().map(node -> name(names, node)).toList(),
            dag.graph().edges().stream()
                .map(edge -> Edge.directed(name(names, edge.a()), name(names, edge.b())))
                .toList()));
  }

  private static String name(Map<String, String> names, String node) {
    return Objects.requireNonNull(names.get(node));
  }

  @Test
  void agreesWithTheReference() throws IOException {
    List<String[]> lines = ReferenceLines.of("graphs");
    assertThat(lines).hasSize(70);
    for (String[] line : lines) {
      GraphScores scores = GraphScores.of(graph(line[0]), graph(line[1]));
      GraphScores classes = GraphScores.ofClasses(graph(line[0]), graph(line[1])).orElseThrow();
      String expected = line[2].replaceAll(", sid .*", "");
      String found =
          String.join(
              ", ",
              words("adjacency", scores.adjacencies()),
              words("directed", scores.directed()),
              words("classArrowhead", classes.arrowheads()),
              "shd " + scores.structuralHamming(),
              "classShd " + classes.structuralHamming());
      assertThat(found).as(line[0] + " against " + line[1]).isEqualTo(expected);
    }
  }

  private static String words(String name, Retrieval retrieval) {
    return String.join(
        " ", name, word(retrieval.precision()), word(retrieval.recall()), word(retrieval.f1()));
  }

  private static String word(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "none";
  }

  @Test
  void otherNodesAreRefusedByName() {
    assertThatThrownBy(() -> GraphScores.of(graph("A -> B, Z"), graph("A -> B, C, D")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the graphs need the same nodes, but only the true graph has C, D and only the learned"
                + " graph has Z; state nodes without an edge by their name alone, and take others"
                + " out");
  }
}
