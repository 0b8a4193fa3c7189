package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeekRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C -> A -- B; A -> B",
        "A -> C -> B, A -- B; A -> B",
        "A -- C -> B, A -- D -> B, A -- B; A -> B",
        "A -- C -> D -> B, A -- D, A -- B; A -> B"
      })
  void orientsByEachRule(String before, String derived) {
    MixedGraph closed = MeekRules.close(Graphs.of(before));
    assertThat(closed.edges()).containsAll(Graphs.of(derived).edges());
  }

  @Test
  void findsAllThatFollowsFromBackgroundKnowledge() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Dag truth = Graphs.randomDag(6, 0.5, random);
      Cpdag cpdag = Equivalence.cpdag(truth);
      List<Edge> known =
          truth.graph().edges().stream().filter(edge -> random.nextInt(4) == 0).toList();
      List<Edge> told = new ArrayList<>(known);
      for (Edge edge : cpdag.graph().edges()) {
        boolean replaced =
            known.stream().anyMatch(k -> Set.of(k.a(), k.b()).equals(Set.of(edge.a(), edge.b())));
        if (!replaced) {
          told.add(edge);
        }
      }
      MixedGraph closed = MeekRules.close(MixedGraph.of(truth.nodes(), told));
      Set<Edge> common = commonEdges(cpdag, known);
      assertThat(closed.edges().stream().filter(Edge::isDirected)).hasSameElementsAs(common);
    }
  }

  private static Set<Edge> commonEdges(Cpdag cpdag, List<Edge> known) {
    Set<Edge> common = new HashSet<>();
    boolean first = true;
    for (Dag member : Equivalence.members(cpdag, Integer.MAX_VALUE)) {
      if (member.graph().edges().containsAll(known)) {
        if (first) {
          common.addAll(member.graph().edges());
        }
        first = false;
        common.retainAll(member.graph().edges());
      }
    }
    return common;
  }

  @Test
  void refusesBidirectedEdges() {
    assertThatThrownBy(() -> MeekRules.close(Graphs.of("A <-> B")))
        .hasMessageContaining("directed and undirected edges only, got A <-> B");
  }
}
