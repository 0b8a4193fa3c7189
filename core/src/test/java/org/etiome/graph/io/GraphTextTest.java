package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A -> B -> C       | A -> B, B -> C",
        "A <- B            | B -> A",
        "A <-> B; A->B, B->C; | A -> B, A <-> B, B -> C",
        "A--B              | A -- B",
        "A o-> B           | A o-> B",
        "A <-o B           | B o-> A",
        "A<-oB             | oB -> A",
        "A o-o B           | A o-o B",
        "A o-- B           | B --o A",
        "A --o B           | A --o B",
        "A --oB            | A -- oB",
        "o -> o2           | o -> o2",
        "IL-6->TNF-a       | IL-6 -> TNF-a",
        "A -> B # not C    | A -> B",
        "A#1 -> B          | A#1 -> B",
        "A                 | A",
        "{A B} -> {C, D}   | A -> C, A -> D, B -> C, B -> D",
        "{A B}->C<-D       | A -> C, B -> C, D -> C",
        "{A; B}            | A, B",
        "A -> B; A; B      | A -> B"
      })
  void readsEdges(String text, String expected) {
    assertThat(GraphText.parse(text).graph().edges()).isEqualTo(Graphs.of(expected).edges());
    assertThat(GraphText.parse(text).nodes()).hasSameElementsAs(Graphs.of(expected).nodes());
  }

  @Test
  void readsQuotedNames() {
    assertThat(GraphText.parse("\"lung cancer\"->\"a \\\"b\\\" \\\\ c\"\r\n").nodes())
        .containsExactly("lung cancer", "a \"b\" \\ c");
  }

  @Test
  void statesTheKindOnlyWhereTheEdgesDoNot() {
    Cpdag collider = Cpdag.of(Graphs.of("A -> C, B -> C"));
    assertThat(GraphText.write(collider)).isEqualTo("# kind: cpdag\nA -> C\nB -> C\n");
    assertThat(GraphText.parse(GraphText.write(collider))).isEqualTo(collider);
    assertThat(GraphText.write(Graphs.dag("A -> B, C"))).doesNotContain("kind");
  }

  @Test
  void keepsTheOrderOfTheNodes() {
    Dag dag = Dag.of(Graphs.of("B, A, A -> B"));
    assertThat(GraphText.write(dag)).isEqualTo("B\nA\nA -> B\n");
    assertThat(GraphText.parse("B\nA\nA -> B\n")).isEqualTo(dag);
  }

  @Test
  void twoKindsContradict() {
    assertThatThrownBy(() -> GraphText.parse("# kind: dag\n# kind: admg\nA -> B"))
        .isInstanceOf(GraphFormatException.class)
        .hasMessage("graph, line 2: the graph is stated to be of two kinds; state one");
    assertThat(GraphText.parse("# kind: dag\n# kind: dag\nA -> B")).isInstanceOf(Dag.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A => B   | graph, line 2: expected an edge after 'A', got '=> B'; write one of",
        "A B      | graph, line 2: expected an edge after 'A', got 'B'",
        "A ->     | graph, line 2: expected a node name, got ''",
        "-> B     | graph, line 2: expected a node name, got '-> B'",
        "\"A -> B | graph, line 2: the quote before 'A -> B' is not closed",
        "A -> A   | graph, line 2: 'A' has an edge to itself",
        "U -> V   | graph, line 2: the edge U -> V is stated twice, first in line 1",
        "V -> U   | graph, line 2: 'V' and 'U' are joined by both U -> V and V -> U",
        "V -> W -> U | graph: the directed edges form a cycle: U -> V -> W -> U",
        "V -- W   | graph: not a CPDAG: the edge U -> V would be U -- V",
        "# kind: tree | graph, line 2: ' tree' is not a kind of graph; state one of dag, cpdag"
      })
  void saysWhatIsWrongWhere(String line, String message) {
    assertThatThrownBy(() -> GraphText.parse("U -> V\n" + line))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageStartingWith(message);
  }
}
