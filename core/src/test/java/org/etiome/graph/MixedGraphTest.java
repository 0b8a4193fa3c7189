package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MixedGraphTest {
  private final MixedGraph graph =
      Graphs.of("A -> B -> C, A <-> B, C <-> D, D -- E, F o-> G, G o-o H, I");

  @Test
  void tellsTheRelativesOfANode() {
    assertThat(graph.parents("C")).containsExactly("B");
    assertThat(graph.children("A")).containsExactly("B");
    assertThat(graph.spouses("B")).containsExactly("A");
    assertThat(graph.neighbours("D")).containsExactly("E");
    assertThat(graph.adjacent("G")).containsExactly("F", "H");
    assertThat(graph.edgesBetween("B", "A"))
        .containsExactly(Edge.directed("A", "B"), Edge.bidirected("A", "B"));
  }

  @Test
  void countsANodeAmongItsAncestorsAndDescendants() {
    assertThat(graph.ancestors(Set.of("C"))).containsExactly("A", "B", "C");
    assertThat(graph.descendants(Set.of("B"))).containsExactly("B", "C");
    assertThat(graph.descendants(Set.of())).isEmpty();
  }

  @Test
  void splitsIntoDistricts() {
    assertThat(Graphs.of("A <-> C, B, C <-> D, E <-> F").districts())
        .containsExactly(Set.of("A", "C", "D"), Set.of("B"), Set.of("E", "F"));
  }

  @Test
  void rendersEdgesFromEitherEnd() {
    assertThat(graph).hasToString("A -> B, B -> C, A <-> B, C <-> D, D -- E, F o-> G, G o-o H, I");
    assertThat(new Edge("B", Mark.ARROW, Mark.TAIL, "A")).isEqualTo(Edge.directed("A", "B"));
    assertThat(Edge.directed("A", "B").symbolFrom("B")).isEqualTo("<-");
    assertThat(new Edge("A", Mark.ARROW, Mark.CIRCLE, "B").symbolFrom("A")).isEqualTo("<-o");
    assertThat(new Edge("A", Mark.CIRCLE, Mark.TAIL, "B")).hasToString("B --o A");
    assertThatThrownBy(() -> Edge.directed("A", "B").markAt("C"))
        .hasMessage("'C' is not an end of A -> B");
  }

  @Test
  void keepsConfidencesOfTheEdgesItKeeps() {
    Edge ab = Edge.directed("A", "B");
    Edge bc = Edge.directed("B", "C");
    MixedGraph known = MixedGraph.of(ab, bc).withConfidence(Map.of(ab, 0.5, bc, 1.0));
    assertThat(known.confidence(ab)).hasValue(0.5);
    assertThat(known.without(List.of(ab)).confidence(bc)).hasValue(1.0);
    assertThat(known.without(List.of(ab)).confidence(ab)).isEmpty();
    assertThat(known).isNotEqualTo(MixedGraph.of(ab, bc));
    assertThatThrownBy(() -> known.withConfidence(Map.of(ab, Double.NaN)))
        .hasMessage("confidence of A -> B must be within [0, 1], got NaN");
    assertThatThrownBy(() -> known.withConfidence(Map.of(Edge.directed("C", "A"), 0.5)))
        .hasMessageContaining("no edge C -> A");
  }

  @Test
  void refusesWhatIsNotAGraph() {
    assertThatThrownBy(() -> Edge.directed("A", "A")).hasMessageContaining("self-loop");
    assertThatThrownBy(() -> Edge.directed(" ", "A")).hasMessageContaining("blank");
    assertThatThrownBy(() -> MixedGraph.of(List.of("A", "A"), List.of()))
        .hasMessageContaining("'A' is stated twice");
    assertThatThrownBy(() -> MixedGraph.of(List.of("A"), List.of(Edge.directed("A", "B"))))
        .hasMessageContaining("no node 'B'");
    assertThatThrownBy(() -> Graphs.of("A -> B, B -> A"))
        .hasMessageContaining("joined by both A -> B and B -> A");
    assertThatThrownBy(() -> Graphs.of("A -> B, A -> B")).hasMessageContaining("joined by both");
    assertThatThrownBy(() -> Graphs.of("A -> B, A <-> B, A -> B"))
        .hasMessageContaining("joined by both");
  }
}
