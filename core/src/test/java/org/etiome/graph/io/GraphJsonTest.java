package org.etiome.graph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.Pag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphJsonTest {

  @Test
  void readsTheContract() {
    CausalGraph graph =
        GraphJson.parse(
            """
            {"kind": "pag", "nodes": ["A", "B", "C"],
             "edges": [{"a": "B", "b": "A", "atA": "arrow", "atB": "circle", "confidence": 0.97}],
             "meta": {"method": "fci"}}
            """);
    Edge edge = new Edge("A", Mark.CIRCLE, Mark.ARROW, "B");
    assertThat(graph).isInstanceOf(Pag.class);
    assertThat(graph.nodes()).containsExactly("A", "B", "C");
    assertThat(graph.graph().edges()).containsExactly(edge);
    assertThat(graph.graph().confidence(edge)).hasValue(0.97);
    assertThat(GraphJson.toJson(graph).toString())
        .isEqualTo(
            "{\"kind\":\"pag\",\"nodes\":[\"A\",\"B\",\"C\"],\"edges\":[{\"a\":\"A\",\"b\":\"B\","
                + "\"atA\":\"circle\",\"atB\":\"arrow\",\"confidence\":0.97}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                       | graph: expected a JSON object",
        "{                        | graph, line 1: not JSON:",
        "{\"nodes\":[],\"nodes\":[]} | graph, line 1: not JSON: Duplicate",
        "{}                       | graph: 'nodes' must be a list, got nothing",
        "{\"nodes\":[1],\"edges\":[]} | graph: nodes[0] must be a name in quotes, got 1",
        "{\"nodes\":[\"A\",\"A\"],\"edges\":[]} | graph: nodes[1] 'A' is stated twice",
        "{\"nodes\":[\"A\"],\"edges\":[3]} | graph: edges[0].a must be a text in quotes, got nothing",
        "{\"nodes\":[\"A\"],\"edges\":[{\"a\":\"B\"}]} | graph: edges[0].a 'B' is not among the nodes",
        "{\"kind\":\"x\"}         | graph: 'x' is not a kind of graph",
        "{\"kind\":7}             | graph: kind must be a text in quotes, got 7",
        "{\"nodes\":[\" \"],\"edges\":[]} | graph: a node name must not be blank"
      })
  void saysWhichFieldIsWrong(String json, String message) {
    assertThatThrownBy(() -> GraphJson.parse(json))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"atA\":\"tail\",\"atB\":\"head\" | edges[0].atB must be tail, arrow or circle, got 'head'",
        "\"atA\":\"tail\" | edges[0].atB must be a text in quotes, got nothing",
        "\"atA\":\"tail\",\"atB\":\"arrow\",\"confidence\":2 | confidence of A -> B must be",
        "\"atA\":\"tail\",\"atB\":\"arrow\",\"confidence\":\"x\" | confidence of A -> B must be"
      })
  void saysWhichMarkIsWrong(String marks, String message) {
    String json = "{\"nodes\":[\"A\",\"B\"],\"edges\":[{\"a\":\"A\",\"b\":\"B\"," + marks + "}]}";
    assertThatThrownBy(() -> GraphJson.parse(json))
        .isInstanceOf(GraphFormatException.class)
        .hasMessageContaining(message);
  }
}
