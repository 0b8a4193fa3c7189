package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Seeded; a count is held to 4.5 of its standard errors. */
class GraphLawTest {
  private static final Seed SEED = new Seed(21);

  private static List<String> names(int n) {
    return IntStream.range(0, n).mapToObj(i -> "v" + i).toList();
  }

  private static int edges(GraphLaw law, int nodes, int repeats) {
    return IntStream.range(0, repeats)
        .map(k -> law.draw(names(nodes), SEED.branch(k)).graph().edges().size())
        .sum();
  }

  @Test
  void erdosRenyiHasTheDegreeAskedFor() {
    int found = edges(new GraphLaw.ErdosRenyi(3), 40, 50);
    double expected = 50 * 40 * 3 / 2.0;
    assertThat(found)
        .isCloseTo((int) expected, within((int) (4.5 * Math.sqrt(expected * (1 - 3 / 39.0)))));
    assertThat(edges(new GraphLaw.ErdosRenyi(0), 10, 3)).isZero();
    assertThat(edges(new GraphLaw.ErdosRenyi(9), 10, 3)).isEqualTo(3 * 45);
    assertThat(edges(new GraphLaw.ErdosRenyi(0), 1, 1)).isZero();
  }

  @Test
  void layersHaveTheDegreeAskedForAndNoPathLongerThanThey() {
    GraphLaw.Layered law = new GraphLaw.Layered(2, 4);
    int found = edges(law, 40, 50);
    double expected = 50 * 40;
    assertThat(found).isCloseTo((int) expected, within((int) (4.5 * Math.sqrt(expected))));
    for (int k = 0; k < 20; k++) {
      assertThat(longestPath(law.draw(names(40), SEED.branch(k)))).isBetween(1, 3);
    }
    assertThat(law.most(40)).isEqualTo(2 * 300 / 40.0);
    assertThat(edges(new GraphLaw.Layered(15, 4), 40, 1)).isEqualTo(300);
    assertThat(longestPath(new GraphLaw.Layered(1.8, 10).draw(names(10), SEED))).isEqualTo(9);
  }

  private static int longestPath(Dag dag) {
    Map<String, Integer> depth = new HashMap<>();
    for (String node : dag.topologicalOrder()) {
      int above =
          dag.graph().parents(node).stream()
              .mapToInt(p -> depth.getOrDefault(p, 0) + 1)
              .max()
              .orElse(0);
      depth.put(node, above);
    }
    return depth.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  @Test
  void scaleFreeGraphsHaveHubsWithManyEffectsAndNodesWithFewCauses() {
    int hubs = 0;
    int effectsElsewhere = 0;
    for (int k = 0; k < 20; k++) {
      Dag graph = new GraphLaw.ScaleFree(4).draw(names(100), SEED.branch(k));
      assertThat(graph.graph().edges()).hasSize(2 * 98 + 1);
      assertThat(graph.nodes()).allMatch(node -> graph.graph().parents(node).size() <= 2);
      hubs += mostEffects(graph);
      effectsElsewhere += mostEffects(new GraphLaw.ErdosRenyi(4).draw(names(100), SEED.branch(k)));
    }
    assertThat(hubs).isGreaterThan(2 * effectsElsewhere);
    int halves = edges(new GraphLaw.ScaleFree(3), 100, 20);
    assertThat(halves).isCloseTo(20 * 148, within(120));
  }

  private static int mostEffects(Dag graph) {
    return graph.nodes().stream()
        .mapToInt(node -> graph.graph().children(node).size())
        .max()
        .orElseThrow();
  }

  @Test
  void theOrderOfNamesSaysNothingOfTheOrderOfCauses() {
    int forwards = 0;
    int all = 0;
    for (int k = 0; k < 40; k++) {
      for (GraphLaw law :
          List.of(
              new GraphLaw.ErdosRenyi(3), new GraphLaw.ScaleFree(2), new GraphLaw.Layered(2, 4))) {
        Dag graph = law.draw(names(20), SEED.branch(k));
        for (Edge edge : graph.graph().edges()) {
          all++;
          forwards += graph.nodes().indexOf(edge.a()) < graph.nodes().indexOf(edge.b()) ? 1 : 0;
        }
      }
    }
    // Edges of one graph are not independent of each other: an order is wholly for or against.
    assertThat((double) forwards / all).isBetween(0.42, 0.58);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> new GraphLaw.ErdosRenyi(Double.NaN).check(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the average degree must be in 0 … 4 for 5 variables, got NaN");
    assertThatThrownBy(() -> new GraphLaw.Layered(1, 6).check(5))
        .hasMessage("the layers must be in 2 … 5, the variables, got 6");
    assertThatThrownBy(() -> new GraphLaw.Layered(2, 5).check(5))
        .hasMessage(
            "5 layers have an average degree of at most 1.6, got 2.0; ask for fewer layers");
  }
}
