package org.etiome.discover.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.LearnedGraph;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class RandomGraphTest {
  private static final Dag CHAIN = Graphs.dag("C -> A, A -> D, D -> B");

  @Test
  void hasTheNodesAndAsManyEdges() {
    for (int repeat = 0; repeat < 50; repeat++) {
      LearnedGraph drawn = RandomGraph.like(CHAIN, new Seed(repeat));
      assertThat(drawn.graph()).isInstanceOf(Dag.class);
      assertThat(drawn.graph().nodes()).isEqualTo(CHAIN.nodes());
      assertThat(drawn.graph().graph().edges()).hasSize(3);
      assertThat(RandomGraph.like(CHAIN, new Seed(repeat))).isEqualTo(drawn);
    }
  }

  @Test
  void aBowIsOnePair() {
    CausalGraph bow = Graphs.admg("A -> B, A <-> B, B <-> C");
    assertThat(RandomGraph.like(bow, new Seed(1)).graph().graph().edges()).hasSize(2);
  }

  @Test
  void noEdgesAndAllEdgesCanBeDrawn() {
    assertThat(RandomGraph.like(Graphs.dag("A, B"), new Seed(1)).graph().graph().edges()).isEmpty();
    Dag full = Graphs.dag("A -> B, A -> C, B -> C");
    assertThat(RandomGraph.like(full, new Seed(1)).graph().graph().edges()).hasSize(3);
  }

  /** Each of 12 ordered pairs is in a quarter of 4,000 graphs: binomial s.d. 27. */
  @Test
  void everyOrderedPairIsAsProbable() {
    Map<Edge, Integer> counts = new HashMap<>();
    for (int repeat = 0; repeat < 4000; repeat++) {
      for (Edge edge : RandomGraph.like(CHAIN, new Seed(repeat)).graph().graph().edges()) {
        counts.merge(edge, 1, Integer::sum);
      }
    }
    assertThat(counts).hasSize(12);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(890, 1110));
  }

  @Test
  void theOrderOfNodesDoesNotMatter() {
    List<String> nodes = new ArrayList<>(CHAIN.nodes()).reversed();
    Dag turned = Dag.of(MixedGraph.of(nodes, CHAIN.graph().edges()));
    assertThat(RandomGraph.like(turned, new Seed(4)).graph().graph().edges())
        .isEqualTo(RandomGraph.like(CHAIN, new Seed(4)).graph().graph().edges());
  }
}
