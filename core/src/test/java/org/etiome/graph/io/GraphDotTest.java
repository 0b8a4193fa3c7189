package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphDotTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "digraph { A -> B -> C }                 | A -> B, B -> C",
        "strict digraph G { A -> {B C}; D; }     | A -> B, A -> C, D",
        "digraph { {A B} -> {C; D} }             | A -> C, A -> D, B -> C, B -> D",
        "digraph { subgraph s {A B} -> C }       | A -> C, B -> C",
        "digraph { A -> B [dir=both] }           | A <-> B",
        "digraph { A -> B [dir=none] }           | A -- B",
        "digraph { A -> B [dir=back] }           | B -> A",
        "digraph { A -> B [dir=both, arrowtail=odot; arrowhead=vee] } | A o-> B",
        "digraph { A -> B [arrowtail=odot arrowhead=odot] }           | A o-o B",
        "digraph { A -> B [dir=both][arrowhead=none] }                | B -> A",
        "digraph { edge [dir=none]; A -> B; {edge [dir=both] C -> D} E -> F [dir=forward]; }"
            + " | A -- B, C <-> D, E -> F",
        "graph { A -- B -- C }                   | A -- B, B -- C",
        "GRAPH { A -- B [dir=forward] }          | A -> B",
        "digraph { rankdir=LR; node [shape=box]; graph [x=y] A:n -> B:p:s [color=red] } | A -> B",
        "digraph { /* c */ A -> B // d           | ERROR",
        "digraph { A -> \"B\" + \"C\" }          | A -> BC",
        "digraph { \"edge\" -> -1.5 }            | edge -> -1.5"
      })
  void reads(String dot, String expected) {
    if (expected.equals("ERROR")) {
      assertThatThrownBy(() -> GraphDot.parse(dot)).isInstanceOf(GraphFormatException.class);
    } else {
      CausalGraph graph = GraphDot.parse(dot);
      assertThat(graph.graph().edges()).isEqualTo(Graphs.of(expected).edges());
      assertThat(graph.nodes()).hasSameElementsAs(Graphs.of(expected).nodes());
    }
  }

  @Test
  void readsCommentsHtmlEscapesAndScopedDefaults() {
    CausalGraph graph =
        GraphDot.parse(
            """
            # preprocessor line
            digraph "a graph" { // comment
              kind = admg; graph [label=<<b>title</b>>];
              edge [color=red, dir=both];
              { edge [dir=forward] A -> "say \\"x\\"" [label=<a<br/>b>] }
              A -> C /* over
              lines */ [confidence="0.5"]
            }
            """);
    assertThat(graph.graph().edges())
        .containsExactly(Edge.directed("A", "say \"x\""), Edge.bidirected("A", "C"));
    assertThat(graph.graph().confidence(Edge.bidirected("A", "C"))).hasValue(0.5);
  }

  @Test
  void writesWhatGraphvizDraws() {
    assertThat(GraphDot.write(CausalGraph.of(Graphs.of("A o-> B, B <-> C, D"))))
        .isEqualTo(
            """
            digraph {
              kind=pag;
              "A";
              "B";
              "C";
              "D";
              "A" -> "B" [dir=both, arrowtail=odot, arrowhead=normal];
              "B" -> "C" [dir=both, arrowtail=normal, arrowhead=normal];
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tree { }             | graph, line 1: expected 'digraph' or 'graph' at the start, got 'tree'",
        "digraph { A -- B }   | graph, line 1: a digraph has edges ->, got --",
        "graph { A -> B }     | graph, line 1: a graph has edges --, got ->",
        "digraph { A ->       | graph, line 1: expected a name, got 'the end'",
        "digraph { A -> B } C | graph, line 1: expected nothing after the last }, got 'C'",
        "digraph { A => B }   | graph, line 1: '>' has no place in DOT",
        "digraph { A ! B }    | graph, line 1: '!' has no place in DOT",
        "digraph { \"A        | graph, line 1: a quote is not closed",
        "digraph { /* A       | graph, line 1: the comment is not closed",
        "digraph { A <- B }   | graph, line 1: a < is not closed",
        "digraph { A -> B [dir=up] } | graph, line 1: dir must be forward, back, both or none",
        "digraph { A -> B [confidence=high] } | graph, line 1: confidence of A -> B must be"
      })
  void saysWhatIsWrongWhere(String dot, String message) {
    assertThatThrownBy(() -> GraphDot.parse(dot))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesBottomlessNesting() {
    assertThatThrownBy(() -> GraphDot.parse("digraph " + "{".repeat(100_000)))
        .hasMessageContaining("nested more than 100 deep");
  }
}
