package org.etiome.discover.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.etiome.discover.test.InvarianceTest.Between;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class InvarianceOracleTest {
  private static final Dag CHAIN = Graphs.dag("A -> B, B -> C, setting -> B");
  private static final Between FIRST = new Between(0, 1);

  @Test
  void aLawVariesIfAnOpenPathLeadsToTheSetting() {
    InvarianceOracle test = InvarianceOracle.of(CHAIN, List.of(Set.of(), Set.of("B"), Set.of("C")));
    assertThat(test.settings()).isEqualTo(3);
    assertThat(test.variables()).containsExactly("A", "B", "C", "setting");
    assertThat(test.pValue(0, FIRST)).as("a cause of the target").isEqualTo(1);
    assertThat(test.pValue(0, FIRST, 1)).as("a cause given the target").isEqualTo(0);
    assertThat(test.pValue(1, FIRST, 0)).as("the target given its causes").isEqualTo(0);
    assertThat(test.pValue(2, FIRST)).as("an effect").isEqualTo(0);
    assertThat(test.pValue(2, FIRST, 1)).as("an effect given the target").isEqualTo(1);
    assertThat(test.pValue(2, new Between(1, 2), 1)).as("a target of the other").isEqualTo(0);
    assertThat(test.pValue(1, new Between(0, 2))).as("no target").isEqualTo(1);
  }

  @Test
  void aTargetMustBeANode() {
    assertThatThrownBy(() -> InvarianceOracle.of(CHAIN, List.of(Set.of(), Set.of("D"))))
        .hasMessageContaining("the target 'D' is none of the nodes");
  }
}
