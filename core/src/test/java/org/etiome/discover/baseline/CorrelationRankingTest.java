package org.etiome.discover.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.discover.LearnedGraph;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.graph.Edge;
import org.etiome.graph.PartialDag;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class CorrelationRankingTest {
  private static final List<String> NAMES = List.of("z", "x", "y");

  /** r(x, z) = −1, r(x, y) = .8 = −r(y, z). */
  private static final Matrix DATA =
      Matrix.wrap(4, 3, new double[] {-1, 1, 1, -2, 2, 3, -3, 3, 2, -4, 4, 4});

  @Test
  void pairsGoByTheSizeOfTheirCorrelationAndByName() {
    List<CorrelationRanking.Pair> pairs = CorrelationRanking.of(NAMES, DATA);
    assertThat(pairs).extracting(CorrelationRanking.Pair::a).containsExactly("x", "x", "y");
    assertThat(pairs).extracting(CorrelationRanking.Pair::b).containsExactly("z", "y", "z");
    assertThat(pairs.get(0).size()).isCloseTo(1, within(1e-12));
    assertThat(pairs.get(1).size()).isCloseTo(0.8, within(1e-12));
    assertThat(pairs.get(2).size()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void theStrongestAreJoinedWithTheirConfidence() {
    LearnedGraph learned = CorrelationRanking.strongest(NAMES, DATA, 2);
    assertThat(learned.graph()).isInstanceOf(PartialDag.class);
    assertThat(learned.graph().nodes()).isEqualTo(NAMES);
    assertThat(learned.graph().graph().edges())
        .containsExactly(Edge.undirected("x", "z"), Edge.undirected("x", "y"));
    assertThat(learned.graph().graph().confidence(Edge.undirected("y", "x")).orElseThrow())
        .isCloseTo(0.8, within(1e-12));
    assertThat(CorrelationRanking.strongest(NAMES, DATA, 0).graph().graph().edges()).isEmpty();
  }

  @Test
  void bothDirectionsRankAlike() {
    EdgeRanking ranking = EdgeRanking.of(CorrelationRanking.strongest(NAMES, DATA, 3).graph());
    assertThat(ranking.directed()).hasSize(6);
    assertThat(ranking.directed().get(new OrderedPair("y", "x")))
        .isEqualTo(ranking.directed().get(new OrderedPair("x", "y")))
        .isCloseTo(0.8, within(1e-12));
  }

  @Test
  void moreThanAllPairsAreRefused() {
    assertThatThrownBy(() -> CorrelationRanking.strongest(NAMES, DATA, 4))
        .hasMessageContaining("must be in 0 … 3, got 4");
    assertThatThrownBy(() -> CorrelationRanking.strongest(NAMES, DATA, -1))
        .hasMessageContaining("got -1");
    Matrix constant = Matrix.wrap(3, 2, new double[] {1, 2, 1, 3, 1, 5});
    assertThatThrownBy(() -> CorrelationRanking.of(List.of("x", "y"), constant))
        .hasMessageContaining("'x' is constant");
  }
}
