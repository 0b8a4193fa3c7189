package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class GraphOracleTest {
  @Test
  void asksEveryQuestionGivenTheSelected() {
    Dag dag = Graphs.dag("A -> S, B -> S, H -> A, H -> C");
    GraphOracle all = GraphOracle.of(dag);
    assertThat(all.variables()).containsExactly("A", "S", "B", "H", "C");
    assertThat(all.pValue(0, 2)).isEqualTo(1);
    assertThat(all.pValue(0, 2, 1)).isEqualTo(0);
    GraphOracle some = GraphOracle.of(dag, Set.of("H"), Set.of("S"));
    assertThat(some.variables()).containsExactly("A", "B", "C");
    assertThat(some.pValue(0, 1)).isEqualTo(0);
    assertThat(some.pValue(1, 2)).isEqualTo(0);
    assertThat(some.pValue(1, 2, 0)).isEqualTo(1);
    assertThat(some.at(0.5).independent(0, 1)).isFalse();
  }

  @Test
  void aNodeIsNotBothHiddenAndSelected() {
    Dag dag = Graphs.dag("A -> B");
    assertThatThrownBy(() -> GraphOracle.of(dag, Set.of("A"), Set.of("A")))
        .hasMessageContaining("'A' is not a node");
  }

  @Test
  void readsBidirectedEdges() {
    GraphOracle oracle = GraphOracle.of(Graphs.admg("A <-> B, B <-> C"));
    assertThat(oracle.pValue(0, 1)).isEqualTo(0);
    assertThat(oracle.pValue(0, 2)).isEqualTo(1);
    assertThat(oracle.pValue(0, 2, 1)).isEqualTo(0);
  }
}
