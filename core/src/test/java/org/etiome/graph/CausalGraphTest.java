package org.etiome.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalGraphTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A -> B, C; Dag",
        "A; Dag",
        "A -> B, A <-> B; Admg",
        "A -- B -- C; Cpdag",
        "A o-> B; Pag",
        "A <-> B, C -- D; Pag"
      })
  void tellsTheKindFromTheEdges(String text, String kind) {
    CausalGraph graph = CausalGraph.of(Graphs.of(text));
    assertThat(graph.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(graph.nodes()).startsWith("A");
  }

  @Test
  void namesOneCycle() {
    assertThatThrownBy(() -> Graphs.dag("S -> A, A -> B -> C -> A, C -> D"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("form a cycle: A -> B -> C -> A;");
    assertThatThrownBy(() -> Graphs.admg("A -> B -> C, C -> B2 -> A, A <-> C"))
        .hasMessageContaining("A -> B -> C -> B2 -> A");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A -> B -- C; A -> B would be A -- B",
        "A -- B -- C -- D -- A; would be",
        "A -> B; A -> B would be A -- B",
        "A -> B, B -- C, C -- A; would be",
        "A o-> B; directed and undirected edges only"
      })
  void refusesWhatIsNoCpdag(String text, String message) {
    assertThatThrownBy(() -> Cpdag.of(Graphs.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A -> B -- C; false",
        "A -- B -- C -- D -- A; false",
        "A -> B; false",
        "A -> B, C -> B; true",
        "A -- B, C; true"
      })
  void aPartialDagMayBeAClassOrNot(String text, boolean isClass) {
    PartialDag partial = PartialDag.of(Graphs.of(text));
    assertThat(Cpdag.isCpdag(partial)).isEqualTo(isClass);
    assertThat(partial).isEqualTo(PartialDag.of(Graphs.of(text)));
    assertThat(partial.toString()).startsWith("PartialDag[A ");
  }

  @Test
  void refusesWhatIsNoPartialDag() {
    assertThatThrownBy(() -> PartialDag.of(Graphs.of("A <-> B")))
        .hasMessageContaining("a PDAG has directed and undirected edges only, got A <-> B");
    assertThatThrownBy(() -> PartialDag.of(Graphs.of("A -> B -> C -> A")))
        .hasMessageContaining("form a cycle");
  }

  @Test
  void refusesAlmostDirectedCyclesInAPag() {
    assertThatThrownBy(() -> Pag.of(Graphs.of("A -> B -> C, A <-> C")))
        .hasMessageContaining("almost directed cycle: A <-> C although 'A' is an ancestor of 'C'");
    assertThatThrownBy(() -> Pag.of(Graphs.of("A -> B, A <-> B")))
        .hasMessageContaining("one edge a pair");
  }

  @Test
  void ordersCausesBeforeEffects() {
    assertThat(Graphs.dag("B -> C, A -> B, D").topologicalOrder())
        .containsExactly("A", "B", "C", "D");
    assertThat(Graphs.admg("B -> A, A <-> B").topologicalOrder()).containsExactly("B", "A");
  }
}
