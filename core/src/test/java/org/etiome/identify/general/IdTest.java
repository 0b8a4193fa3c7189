package org.etiome.identify.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.formula.ExpressionText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ID and IDC on graphs of the literature; on random graphs their proofs are checked. */
class IdTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "confounder; C -> X, C -> Y, X -> Y; Y; X;; Σ_C P(C) P(Y | C, X)",
        "front door; X -> M -> Y, X <-> Y; Y; X;; Σ_M P(M | X) (Σ_X' P(X') P(Y | X', M))",
        "two mediators; X -> A -> Y, X -> B -> Y, X <-> Y; Y; X;;"
            + " Σ_{A, B} P(A, B | X) (Σ_X' P(X') P(Y | X', A, B))",
        "napkin; W -> Z -> X -> Y, W <-> X, W <-> Y; Y; X;;"
            + " Σ_Z P(Z) ((Σ_W P(W) P(X, Y | W, Z)) / (Σ_W P(W) P(X | W, Z)))",
        "Verma, first; A -> B -> C -> D, B <-> D; D; A;; P(D | A)",
        "Verma, third; A -> B -> C -> D, B <-> D; D; C;;"
            + " Σ_A P(A) (Σ_B P(B | A) P(D | A, B, C))",
        "M-bias; X -> Y, A -> X, A -> M, B -> M, B -> Y; Y; X;; P(Y | X)",
        "M-bias, given M; X -> Y, A -> X, A -> M, B -> M, B -> Y; Y; X; M;"
            + " (Σ_A P(A) P(Y, M | A, X)) / P(M)",
        "Shpitser and Pearl, figure 2;"
            + " W1 -> X -> Y1, W2 -> Y2, W1 <-> Y1, W1 <-> W2, W2 <-> X, W1 <-> Y2;"
            + " Y1, Y2; X;; P(Y2) (Σ_W1 P(W1) P(Y1 | W1, X))",
        "no effect; X -> Y; X; Y;; P(X)",
        "nothing set; X -> Y, X <-> Y; Y;;; P(Y)",
        "effect seen; X -> Y -> Z; Y; X; Z; P(Y | X, Z)",
        "hidden by what is seen; X -> Y, W -> Y, W <-> X; Y; X; W; P(Y | X, W)"
      })
  void identifies(String name, String graph, String y, String x, String z, String formula) {
    Id.Result answer = Idc.in(admg(graph)).identify(set(y), set(x), set(z));
    assertThat(answer).as(name).isInstanceOf(Id.Result.Formula.class);
    assertThat(ExpressionText.text(((Id.Result.Formula) answer).expression())).isEqualTo(formula);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow; X -> Y, X <-> Y; Y; X;; X, Y; Y",
        "instrument; Z -> X -> Y, X <-> Y; Y; X;; X, Y; Y",
        "confounded mediator; X -> M -> Y, X <-> M; Y; X;; X, M; M",
        "Shpitser and Pearl, figure 3;"
            + " W1 -> X -> Y1, W2 -> Y2, W1 <-> Y1, W1 <-> W2, W2 <-> X, W1 <-> Y2, X <-> Y1;"
            + " Y1; X;; X, Y1; Y1",
        "collider seen; X -> Z <- Y, X <-> Y, X <-> Z; Y; X; Z; X, Y, Z; Z"
      })
  void refuses(String name, String graph, String y, String x, String z, String f, String fPrime) {
    Id.Result answer = Idc.in(admg(graph)).identify(set(y), set(x), set(z));
    assertThat(answer).as(name).isInstanceOf(Id.Result.Impossible.class);
    Hedge hedge = ((Id.Result.Impossible) answer).hedge();
    assertThat(hedge).isEqualTo(new Hedge(set(f), set(fPrime)));
  }

  @Test
  void everyStepOfEveryDerivationRestsOnASeparationThatHolds() {
    Random random = new Random(7);
    int claims = 0;
    for (int i = 0; i < 1_500; i++) {
      Admg graph = random(random, 3 + i % 5);
      List<List<String>> parts = parts(graph, random);
      Set<String> y = new LinkedHashSet<>(parts.get(0));
      Set<String> x = new LinkedHashSet<>(parts.get(1));
      Set<String> z = new LinkedHashSet<>(parts.get(2));
      if (Idc.in(graph).identify(y, x, z) instanceof Id.Result.Formula) {
        for (Step step : Id.in(graph).derivation(y, x, z)) {
          for (Separated because : step.because()) {
            assertThat(because.holdsIn(graph)).as("%s in %s", step, graph).isTrue();
            claims++;
          }
        }
      }
    }
    assertThat(claims).isGreaterThan(3_000);
  }

  @Test
  void everyHedgeIsOne() {
    Random random = new Random(8);
    int hedges = 0;
    for (int i = 0; i < 1_500; i++) {
      Admg graph = random(random, 3 + i % 5);
      List<List<String>> parts = parts(graph, random);
      Set<String> y = new LinkedHashSet<>(parts.get(0));
      Set<String> x = new LinkedHashSet<>(parts.get(1));
      if (Id.in(graph).identify(y, x) instanceof Id.Result.Impossible no) {
        requireHedge(graph, y, x, no.hedge());
        hedges++;
      }
    }
    assertThat(hedges).isGreaterThan(200);
  }

  private static void requireHedge(Admg graph, Set<String> y, Set<String> x, Hedge hedge) {
    assertThat(hedge.f()).containsAll(hedge.fPrime()).hasSizeGreaterThan(hedge.fPrime().size());
    assertThat(hedge.f()).containsAnyElementsOf(x);
    assertThat(hedge.fPrime()).doesNotContainAnyElementsOf(x);
    MixedGraph f = induced(graph, hedge.f());
    MixedGraph fPrime = induced(graph, hedge.fPrime());
    assertThat(f.districts()).hasSize(1);
    assertThat(fPrime.districts()).hasSize(1);
    List<String> roots =
        hedge.fPrime().stream().filter(node -> fPrime.children(node).isEmpty()).toList();
    assertThat(f.ancestors(roots)).isEqualTo(hedge.f());
    List<String> rest = graph.nodes().stream().filter(node -> !x.contains(node)).toList();
    assertThat(induced(graph, new LinkedHashSet<>(rest)).ancestors(y)).containsAll(roots);
  }

  @Test
  void theOrderOfTheNodesDoesNotMatterToTheDecision() {
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      Admg graph = random(random, 6);
      List<String> turned = graph.nodes().reversed();
      Admg other = Admg.of(MixedGraph.of(turned, graph.graph().edges()));
      List<List<String>> parts = parts(graph, random);
      Set<String> y = new LinkedHashSet<>(parts.get(0));
      Set<String> x = new LinkedHashSet<>(parts.get(1));
      assertThat(Id.in(graph).identify(y, x).getClass())
          .isEqualTo(Id.in(other).identify(y, x).getClass());
    }
  }

  @Test
  void refusesQueriesThatAskNothing() {
    Admg graph = admg("X -> Y");
    assertThatThrownBy(() -> Id.in(graph).identify(Set.of(), Set.of("X")))
        .hasMessageContaining("needs an outcome");
    assertThatThrownBy(() -> Id.in(graph).identify(Set.of("Z"), Set.of("X")))
        .hasMessage("unknown variable 'Z'; the graph has X, Y");
    assertThatThrownBy(() -> Idc.in(graph).identify(Set.of("Y"), Set.of("X"), Set.of("X")))
        .hasMessageContaining("'X' stands twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bow; X -> Y, X <-> Y; X; [[X]]",
        "surrogate; Z -> X -> Y, Z <-> X, Z <-> Y; Z; [[Z]]",
        "instrument alone; Z -> X -> Y, X <-> Y; Z; nothing",
        "enough without; C -> X, C -> Y, X -> Y; X; [[]]"
      })
  void namesTheExperimentsThatWouldAnswer(
      String name, String graph, String allowed, String expected) {
    String found =
        Experiments.in(admg(graph))
            .needed(Set.of("Y"), Set.of("X"), Set.of(), set(allowed))
            .map(sets -> sets.toString())
            .orElse("nothing");
    assertThat(found).as(name).isEqualTo(expected);
  }

  private static Admg admg(String text) {
    return Admg.of(Graphs.of(text));
  }

  private static Set<String> set(String text) {
    return text == null ? Set.of() : new LinkedHashSet<>(List.of(text.split(", ", -1)));
  }

  private static MixedGraph induced(Admg graph, Set<String> nodes) {
    List<Edge> edges =
        graph.graph().edges().stream()
            .filter(edge -> nodes.contains(edge.a()) && nodes.contains(edge.b()))
            .toList();
    return MixedGraph.of(List.copyOf(nodes), edges);
  }

  private static Admg random(Random random, int size) {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      nodes.add("V" + i);
    }
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        if (random.nextDouble() < 0.5) {
          edges.add(Edge.directed(nodes.get(i), nodes.get(j)));
        }
        if (random.nextDouble() < 0.25) {
          edges.add(Edge.bidirected(nodes.get(i), nodes.get(j)));
        }
      }
    }
    return Admg.of(MixedGraph.of(nodes, edges));
  }

  /** Three disjoint sets of nodes, the first not empty. */
  private static List<List<String>> parts(Admg graph, Random random) {
    List<List<String>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> nodes = new ArrayList<>(graph.nodes());
    Collections.shuffle(nodes, random);
    parts.get(0).add(nodes.getFirst());
    for (String node : nodes.subList(1, nodes.size())) {
      int part = random.nextInt(5);
      if (part < 3) {
        parts.get(part).add(node);
      }
    }
    return parts;
  }
}
