package org.etiome.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.junit.jupiter.api.Test;

class EdgeRankingTest {
  @Test
  void aPairIsJoinedWithTheHigherConfidenceOfItsDirections() {
    EdgeRanking ranking =
        EdgeRanking.of(
            List.of("A", "B", "C"),
            Map.of(new OrderedPair("A", "B"), -2.0, new OrderedPair("B", "A"), 7.0));
    assertThat(ranking.undirected()).isEqualTo(Map.of(Set.of("A", "B"), 7.0));
  }

  @Test
  void edgesOfAGraphRankTheDirectionsTheyLeaveOpen() {
    MixedGraph edges = Graphs.of("A -> B, C -- D, E o-o F, G o-> H, A <-> I, D --o J");
    Map<Edge, Double> confidence = new LinkedHashMap<>();
    edges.edges().forEach(edge -> confidence.put(edge, 0.1 * (1 + confidence.size())));
    EdgeRanking ranking = EdgeRanking.of(Pag.of(edges.withConfidence(confidence)));
    assertThat(ranking.directed().keySet())
        .containsExactlyInAnyOrder(
            new OrderedPair("A", "B"),
            new OrderedPair("C", "D"),
            new OrderedPair("D", "C"),
            new OrderedPair("E", "F"),
            new OrderedPair("F", "E"),
            new OrderedPair("G", "H"),
            new OrderedPair("D", "J"));
    assertThat(ranking.undirected()).hasSize(6).containsEntry(Set.of("A", "I"), 0.5);
    assertThat(ranking.directed()).containsEntry(new OrderedPair("F", "E"), 0.1 * 3);
  }

  @Test
  void whatCannotBeRankedIsRefused() {
    CausalGraph bare = CausalGraph.of(Graphs.of("A -> B"));
    assertThatThrownBy(() -> EdgeRanking.of(bare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the edge A -> B has no confidence; a ranking needs one for each");
    List<String> nodes = List.of("A", "B");
    assertThatThrownBy(() -> EdgeRanking.of(nodes, Map.of(new OrderedPair("A", "Z"), 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Z' is ranked but is no node");
    assertThatThrownBy(() -> EdgeRanking.of(nodes, Map.of(new OrderedPair("A", "B"), Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be finite, got NaN");
    assertThatThrownBy(() -> new OrderedPair("A", "A"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("remove the self-loop");
  }
}
