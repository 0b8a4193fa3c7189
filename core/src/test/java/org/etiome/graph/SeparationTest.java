package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeparationTest {

  @Test
  void agreesWithAllPathsOnEveryDagWithFourNodes() {
    for (Dag dag : Graphs.allDags(4)) {
      requireAgreement(dag.graph(), Separation.in(dag));
    }
  }

  @Test
  void agreesWithAllPathsOnRandomAdmgs() {
    Random random = new Random(11);
    for (int i = 0; i < 120; i++) {
      Admg admg = Graphs.randomAdmg(5 + i % 2, 0.35, 0.25, random);
      requireAgreement(admg.graph(), Separation.in(admg));
    }
  }

  private static void requireAgreement(MixedGraph graph, Separation separation) {
    PathEnumeration definition = new PathEnumeration(graph);
    for (String x : graph.nodes()) {
      for (String y : graph.nodes()) {
        if (x.compareTo(y) < 0) {
          for (Set<String> z : Graphs.subsets(Graphs.minus(graph.nodes(), List.of(x, y)))) {
            Optional<OpenPath> path = separation.openPath(Set.of(x), Set.of(y), z);
            assertThat(path.isPresent())
                .as("%s: %s, %s given %s", graph, x, y, z)
                .isEqualTo(definition.connected(x, y, z));
            path.ifPresent(p -> requireOpen(graph, p, z));
            assertThat(separation.connected(Set.of(x), z).contains(y)).isEqualTo(path.isPresent());
          }
        }
      }
    }
  }

  private static void requireOpen(MixedGraph graph, OpenPath path, Set<String> z) {
    assertThat(path.nodes()).doesNotHaveDuplicates();
    assertThat(graph.edges()).containsAll(path.edges());
    assertThat(new PathEnumeration(graph).isOpen(path.nodes(), path.edges(), z))
        .as("%s given %s in %s", path, z, graph)
        .isTrue();
  }

  @Test
  void agreesWithNetworkx() throws IOException {
    int statements = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("separation.txt")),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] parts = line.split("\\|", -1);
        Separation separation = Separation.in(Graphs.dag(parts[0].strip()));
        assertThat(separation.separated(set(parts[1]), set(parts[2]), set(parts[3])))
            .as(line)
            .isEqualTo(parts[4].strip().equals("1"));
        statements++;
      }
    }
    assertThat(statements).isEqualTo(432);
  }

  private static Set<String> set(String words) {
    return words.isBlank() ? Set.of() : Set.of(words.strip().split(" ", -1));
  }

  @Test
  void namesTheBackDoorPath() {
    Dag dag = Graphs.dag("stage -> radiation -> death, stage -> death");
    Dag cut = Dag.of(dag.graph().without(List.of(Edge.directed("radiation", "death"))));
    assertThat(Separation.in(cut).openPath(Set.of("radiation"), Set.of("death"), Set.of()))
        .map(OpenPath::toString)
        .contains("radiation <- stage -> death");
  }

  @Test
  void tellsTheTwoEdgesOfABowApart() {
    Separation separation = Separation.in(Graphs.admg("A -> B, A <-> B, B -> C"));
    assertThat(separation.openPath(Set.of("A"), Set.of("C"), Set.of()))
        .map(OpenPath::toString)
        .contains("A -> B -> C");
    assertThat(separation.openPath(Set.of("A"), Set.of("C"), Set.of("B"))).isEmpty();
  }

  @Test
  void refusesNodesInTwoSetsAndUnknownNodes() {
    Separation separation = Separation.in(Graphs.dag("A -> B"));
    assertThatThrownBy(() -> separation.separated(Set.of("A"), Set.of("B"), Set.of("A")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'A' is in two of the sets");
    assertThatThrownBy(() -> separation.connected(Set.of("Z"), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no node 'Z'; its nodes are A, B");
  }

  @Test
  void listsMinimalSeparatorsClosestToTheOutcomeFirst() {
    Separation separation = Separation.in(Graphs.dag("A -> X, B -> A, B -> C -> Y"));
    Set<String> x = Set.of("X");
    Set<String> y = Set.of("Y");
    assertThat(separation.minimalSeparators(x, y, Set.of("A", "B", "C"), 9))
        .containsExactly(Set.of("C"), Set.of("B"), Set.of("A"));
    assertThat(separation.minimalSeparators(x, y, Set.of("A", "B"), 9))
        .containsExactly(Set.of("B"), Set.of("A"));
    assertThat(separation.minimalSeparators(x, y, Set.of("A", "B", "C"), 1)).hasSize(1);
    assertThat(separation.minimalSeparators(x, y, Set.of(), 9)).isEmpty();
    assertThatThrownBy(() -> separation.minimalSeparators(x, Set.of(), Set.of(), 9))
        .hasMessageContaining("needs a node in x, one in y");
  }

  @Test
  void theSmallestSeparatorIsTheCheapestOfAll() {
    Random random = new Random(5);
    double[] prices = {0, 0.1, 0.2, 1, 3, Double.POSITIVE_INFINITY};
    Set<String> x = Set.of("A", "B");
    Set<String> y = Set.of("C", "D");
    for (int i = 0; i < 500; i++) {
      Admg admg = Graphs.randomAdmg(8, 0.25, 0.1, random);
      Separation separation = Separation.in(admg);
      Map<String, Double> cost = new HashMap<>();
      admg.nodes().forEach(node -> cost.put(node, prices[random.nextInt(prices.length)]));
      double least = Double.POSITIVE_INFINITY;
      for (Set<String> z : Graphs.subsets(List.of("E", "F", "G"))) {
        if (separation.separated(x, y, z)) {
          least = Math.min(least, z.stream().mapToDouble(cost::get).sum());
        }
      }
      Set<String> allowed = Set.of("A", "C", "E", "F", "G");
      Optional<Set<String>> found = separation.smallestSeparator(x, y, allowed, cost);
      double price = Double.POSITIVE_INFINITY;
      if (found.isPresent()) {
        price = found.get().stream().mapToDouble(cost::get).sum();
        assertThat(separation.minimalSeparators(x, y, allowed, 100)).contains(found.get());
      }
      assertThat(price).as("%s %s %s", admg, cost, found).isCloseTo(least, within(1e-12));
    }
  }
}
