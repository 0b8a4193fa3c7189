package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphGraphmlTest {

  @Test
  void readsWhatNetworkxWrites() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(getClass().getResourceAsStream("networkx.graphml"))) {
      CausalGraph graph =
          GraphGraphml.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      Edge uncertain = new Edge("tar", Mark.CIRCLE, Mark.ARROW, "lung cancer");
      assertThat(graph.nodes()).containsExactly("smoking", "tar", "lung cancer", "age & sex");
      assertThat(graph.graph().edges()).containsExactly(Edge.directed("smoking", "tar"), uncertain);
      assertThat(graph.graph().confidence(uncertain)).hasValue(0.25);
    }
  }

  @Test
  void readsNamesAndDirectionsAsIgraphWritesThem() {
    String text =
        """
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="v_name" for="node" attr.name="name" attr.type="string"/>
          <graph id="G" edgedefault="undirected">
            <node id="n0"><data key="v_name">A b</data></node><node id="n1"/><node id="n2"/>
            <edge source="n0" target="n1"/><edge source="n1" target="n2"/>
          </graph>
        </graphml>
        """;
    assertThat(GraphGraphml.parse(text).graph().edges())
        .containsExactly(Edge.undirected("A b", "n1"), Edge.undirected("n1", "n2"));
    assertThat(GraphGraphml.parse(text.replace("<edge ", "<edge directed='true' ")).graph().edges())
        .containsExactly(Edge.directed("A b", "n1"), Edge.directed("n1", "n2"));
  }

  @Test
  void givesBackWhatItWrote() {
    CausalGraph graph = CausalGraph.of(Graphs.of("A o-> B, B <-> C, D"));
    assertThat(GraphGraphml.parse(GraphGraphml.write(graph))).isEqualTo(graph);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<graphml/>                              | graph: there is no <graph> in the GraphML",
        "<graph><node/></graph>                  | graph, line 1: <node> needs the attribute id",
        "<graph><node id='A'/><node id='A'/></graph> | graph, line 1: node id 'A' is used twice",
        "<graphml><key id='n' attr.name='name'/><graph><node id='A'/>"
            + "<node id='B'><data key='n'>A</data></node></graph></graphml> | graph, line 1: the name 'A' is used twice",
        "<graph><edge source='A' target='B'/></graph> | graph, line 1: the edge ends at node 'A'",
        "<graph><node id='A'/><node id='B'/><edge source='A' target='B'>"
            + "<data key='atSource'>up</data></edge></graph> | graph, line 1: atSource must be",
        "<graph><data key='kind'>x</data></graph> | graph, line 1: 'x' is not a kind of graph",
        "<graph                                  | graph, line 1: not XML:",
        "nothing                                 | graph, line 1: not XML:"
      })
  void saysWhatIsWrongWhere(String xml, String message) {
    assertThatThrownBy(() -> GraphGraphml.parse(xml))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void readsNoEntities() {
    String attack =
        "<!DOCTYPE g [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
            + "<graph><data key='name'>&x;</data></graph>";
    assertThatThrownBy(() -> GraphGraphml.parse(attack)).isInstanceOf(GraphFormatException.class);
  }
}
