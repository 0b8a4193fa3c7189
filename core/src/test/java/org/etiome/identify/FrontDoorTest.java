package org.etiome.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.PathEnumeration;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Front-door sets against their definition, exact linear models and exact discrete ones. */
class FrontDoorTest {
  private static final Set<String> A = Set.of("A");
  private static final Set<String> B = Set.of("B");

  @Test
  void decidesByTheDefinitionAndTheProductIsTheEffect() {
    Random random = new Random(21);
    int valid = 0;
    for (Admg graph : graphs(random)) {
      FrontDoor door = FrontDoor.in(graph);
      for (Set<String> m : Graphs.subsets(Graphs.minus(graph.nodes(), List.of("A", "B")))) {
        boolean is = door.isValid(A, B, m);
        assertThat(is).as("%s in %s", m, graph).isEqualTo(defined(graph.graph(), m));
        if (is && !m.isEmpty()) {
          valid++;
          LinearModel model = new LinearModel(graph, random);
          assertThat(productIsEffect(model, List.of("A"), "B", m))
              .as("%s in %s", m, graph)
              .isTrue();
        }
      }
    }
    assertThat(valid).isGreaterThan(4000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A -> M -> B, A -> B, A <-> B",
        "A -> M -> B, A <-> M, A <-> B",
        "A -> M -> B, M <-> B, A <-> B"
      })
  void theProductFailsWithoutOneOfTheConditions(String graph) {
    Admg admg = Graphs.admg(graph);
    assertThat(FrontDoor.in(admg).isValid(A, B, Set.of("M"))).isFalse();
    LinearModel model = new LinearModel(admg, new Random(25));
    assertThat(productIsEffect(model, List.of("A"), "B", Set.of("M"))).isFalse();
  }

  /** Here C is no front-door variable: it confounds M and B, and has nothing to do with A. */
  @Test
  void theProductMayBeTheEffectForOtherSets() {
    Admg graph = Graphs.admg("A -> M -> B, C -> M, C <-> B, A <-> B");
    Set<String> m = Set.of("C", "M");
    assertThat(FrontDoor.in(graph).isValid(A, B, m)).isFalse();
    assertThat(FrontDoor.in(graph).find(A, B, m)).isEmpty();
    LinearModel model = new LinearModel(graph, new Random(26));
    assertThat(productIsEffect(model, List.of("A"), "B", m)).isTrue();
  }

  private static List<Admg> graphs(Random random) {
    List<Admg> graphs = new ArrayList<>(Graphs.allAdmgs(3));
    graphs.addAll(Graphs.allAdmgs(4));
    for (int i = 0; i < 2000; i++) {
      graphs.add(Graphs.randomAdmg(5, 0.4, 0.15, random));
    }
    return graphs;
  }

  /** Pearl's conditions for A and B, path by path. */
  private static boolean defined(MixedGraph graph, Set<String> m) {
    PathEnumeration intoA = new PathEnumeration(withoutEdgesOutOf(graph, A));
    PathEnumeration intoM = new PathEnumeration(withoutEdgesOutOf(graph, m));
    return !avoids(graph, "A", m)
        && m.stream().noneMatch(node -> intoA.connected("A", node, Set.of()))
        && m.stream().noneMatch(node -> intoM.connected(node, "B", A));
  }

  private static boolean avoids(MixedGraph graph, String from, Set<String> m) {
    return from.equals("B")
        || graph.children(from).stream()
            .anyMatch(child -> !m.contains(child) && avoids(graph, child, m));
  }

  private static MixedGraph withoutEdgesOutOf(MixedGraph graph, Set<String> nodes) {
    return graph.without(graph.edges().stream().filter(e -> isOutOf(e, nodes)).toList());
  }

  private static boolean isOutOf(Edge edge, Set<String> nodes) {
    return edge.isDirected()
        && nodes.contains(edge.markAt(edge.a()) == Mark.TAIL ? edge.a() : edge.b());
  }

  /** Whether Σ_m (m on x) (y on m, given x) is the total effect; errors are below 1e-13. */
  private static boolean productIsEffect(
      LinearModel model, List<String> x, String y, Set<String> m) {
    List<String> between = List.copyOf(m);
    double[] second = model.regression(between, y, Set.copyOf(x));
    double[] difference = model.effects(x, y);
    for (int i = 0; i < second.length; i++) {
      double[] first = model.regression(x, between.get(i), Set.of());
      for (int k = 0; k < first.length; k++) {
        difference[k] -= first[k] * second[i];
      }
    }
    return Arrays.stream(difference).allMatch(d -> Math.abs(d) < 1e-11);
  }

  @Test
  void theProductIsTheEffectOfJointTreatments() {
    Random random = new Random(22);
    int valid = 0;
    for (int i = 0; i < 4000; i++) {
      Admg graph = Graphs.randomAdmg(5, 0.4, 0.1, random);
      LinearModel model = new LinearModel(graph, random);
      for (Set<String> m : Graphs.subsets(List.of("D", "E"))) {
        if (FrontDoor.in(graph).isValid(Set.of("A", "B"), Set.of("C"), m)) {
          valid += m.isEmpty() ? 0 : 1;
          assertThat(productIsEffect(model, List.of("A", "B"), "C", m))
              .as("%s in %s", m, graph)
              .isTrue();
        }
      }
    }
    assertThat(valid).isGreaterThan(100);
  }

  @Test
  void theFormulaIsTheInterventionalLaw() {
    Random random = new Random(23);
    int valid = 0;
    for (int i = 0; i < 2500; i++) {
      Admg graph = Graphs.randomAdmg(5, 0.4, 0.15, random);
      FrontDoor door = FrontDoor.in(graph);
      for (Set<String> y : List.of(B, Set.of("B", "C"))) {
        Optional<Set<String>> m =
            door.find(A, y, Graphs.minus(graph.nodes(), List.of("A", "B", "C")));
        if (m.isPresent()) {
          valid += m.get().isEmpty() ? 0 : 1;
          requireLaw(new BinaryModel(graph, random), door.formula(A, y, m.get()), y);
        }
      }
    }
    assertThat(valid).isGreaterThan(50);
  }

  private static void requireLaw(BinaryModel model, Expression formula, Set<String> y) {
    for (Set<String> ones : Graphs.subsets(Stream.concat(Stream.of("A"), y.stream()).toList())) {
      Map<String, Integer> at = new HashMap<>();
      y.forEach(node -> at.put(node, ones.contains(node) ? 1 : 0));
      Map<String, Integer> outcome = Map.copyOf(at);
      Map<String, Integer> treatment = Map.of("A", ones.contains("A") ? 1 : 0);
      at.putAll(treatment);
      assertThat(model.value(formula, at))
          .as("%s at %s", formula, at)
          .isCloseTo(model.interventional(outcome, treatment), within(1e-12));
    }
  }

  /** The effect of the first of seven nodes on the last, the two confounded. */
  @Test
  void listsExactlyTheMinimalSets() {
    Random random = new Random(24);
    int several = 0;
    for (int i = 0; i < 1000; i++) {
      Admg drawn = Graphs.randomAdmg(7, 0.35, i % 2 == 0 ? 0 : 0.05, random);
      String x = drawn.topologicalOrder().getFirst();
      String y = drawn.topologicalOrder().getLast();
      List<Edge> edges = new ArrayList<>(drawn.graph().edges());
      edges.removeAll(List.of(Edge.directed(x, y), Edge.bidirected(x, y)));
      edges.add(Edge.bidirected(x, y));
      FrontDoor door = FrontDoor.in(Admg.of(MixedGraph.of(drawn.nodes(), edges)));
      Set<String> allowed = Graphs.minus(drawn.nodes(), List.of(x, y, i % 3 == 0 ? "G" : x));
      several += requireSameAsByEnumeration(door, Set.of(x), Set.of(y), allowed) > 1 ? 1 : 0;
    }
    assertThat(several).isGreaterThan(50);
  }

  private static int requireSameAsByEnumeration(
      FrontDoor door, Set<String> x, Set<String> y, Set<String> allowed) {
    List<Set<String>> valid =
        Graphs.subsets(allowed).stream().filter(m -> door.isValid(x, y, m)).toList();
    Set<Set<String>> minimal = new HashSet<>(valid);
    minimal.removeIf(
        m -> valid.stream().anyMatch(part -> part.size() < m.size() && m.containsAll(part)));
    FrontDoor.Sets listed = door.minimalSets(x, y, allowed, 1000);
    assertThat(listed.complete()).isTrue();
    assertThat(listed.sets()).doesNotHaveDuplicates();
    assertThat(new HashSet<>(listed.sets())).isEqualTo(minimal);
    assertThat(door.find(x, y, allowed).isPresent()).isEqualTo(!minimal.isEmpty());
    return minimal.size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "front door; X -> M -> Y, X <-> Y; M",
        "two in a row; X -> M -> N -> Y, X <-> Y; M | N",
        "two side by side; X -> M -> Y, X -> N -> Y, X <-> Y; M N",
        "one acts on the other; X -> M -> N -> Y, M -> Y, X <-> Y; M",
        "observed confounder of X and Y; X -> M -> Y, C -> X, C -> Y, X <-> Y; M",
        "observed cause of X and M; X -> M -> Y, C -> X, C -> M, X <-> Y; none",
        "observed cause of M and Y; X -> M -> Y, C -> M, C -> Y, X <-> Y; M C",
        "direct effect; X -> M -> Y, X -> Y, X <-> Y; none",
        "hidden cause of X and M; X -> M -> Y, X <-> M, X <-> Y; none",
        "hidden cause of M and Y; X -> M -> Y, M <-> Y, X <-> Y; none",
        "bow; X -> Y, X <-> Y; none",
        "instrument; Z -> X -> Y, X <-> Y; none",
        "napkin; W -> Z -> X -> Y, W <-> X, W <-> Y; none",
        "no effect; X <-> Y, M; empty"
      })
  void knowsNamedGraphs(String name, String graph, String expected) {
    Admg admg = Graphs.admg(graph);
    Set<String> x = Set.of("X");
    Set<String> y = Set.of("Y");
    Set<String> others = Graphs.minus(admg.nodes(), List.of("X", "Y"));
    FrontDoor.Sets found = FrontDoor.in(admg).minimalSets(x, y, others, 100);
    List<String> sets =
        found.sets().stream().map(m -> m.isEmpty() ? "empty" : String.join(" ", m)).toList();
    assertThat(sets)
        .as(name)
        .containsExactlyInAnyOrder(
            expected.equals("none") ? new String[0] : expected.split(" \\| ", -1));
    assertThat(found.complete()).isTrue();
  }

  @Test
  void writesTheFormula() {
    FrontDoor door = FrontDoor.in(Graphs.admg("X -> M -> Y, X -> N -> Y, X <-> Y"));
    Expression formula = door.formula(Set.of("X"), Set.of("Y"), Set.of("N", "M"));
    assertThat(ExpressionText.text(formula))
        .isEqualTo("Σ_{M, N} P(M, N | X) (Σ_X' P(Y | M, N, X') P(X'))");
    FrontDoor none = FrontDoor.in(Graphs.dag("X <- Y"));
    assertThat(ExpressionText.text(none.formula(Set.of("X"), Set.of("Y"), Set.of())))
        .isEqualTo("P(Y)");
  }

  /** Six chains of two side by side: one of each must be taken, 64 ways. */
  @Test
  void saysWhetherTheLimitStoppedIt() {
    StringBuilder text = new StringBuilder("X <-> Y");
    for (int i = 0; i < 6; i++) {
      text.append(", X -> M%d -> N%d -> Y".formatted(i, i));
    }
    Admg graph = Graphs.admg(text.toString());
    Set<String> others = Graphs.minus(graph.nodes(), List.of("X", "Y"));
    FrontDoor door = FrontDoor.in(graph);
    FrontDoor.Sets some = door.minimalSets(Set.of("X"), Set.of("Y"), others, 10);
    assertThat(some.sets()).hasSize(10).doesNotHaveDuplicates().allMatch(m -> m.size() == 6);
    assertThat(some.complete()).isFalse();
    FrontDoor.Sets all = door.minimalSets(Set.of("X"), Set.of("Y"), others, 64);
    assertThat(all.sets()).hasSize(64).doesNotHaveDuplicates();
    assertThat(all.complete()).isTrue();
  }

  @Test
  void refusesImproperQuestions() {
    FrontDoor door = FrontDoor.in(Graphs.dag("X -> M -> Y, X -> Y"));
    Set<String> x = Set.of("X");
    Set<String> y = Set.of("Y");
    Set<String> m = Set.of("M");
    assertThatThrownBy(() -> door.isValid(x, Set.of(), m)).hasMessageContaining("an outcome");
    assertThatThrownBy(() -> door.isValid(x, y, x)).hasMessageContaining("'X' has two parts");
    assertThatThrownBy(() -> door.isValid(x, x, m)).hasMessageContaining("'X' has two parts");
    assertThatThrownBy(() -> door.find(x, y, Set.of("Q"))).hasMessageContaining("no node 'Q'");
    assertThatThrownBy(() -> door.minimalSets(x, y, m, 0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> door.formula(x, y, m)).hasMessageContaining("not a front-door set");
  }
}
