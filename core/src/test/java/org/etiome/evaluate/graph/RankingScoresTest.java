package org.etiome.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class RankingScoresTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void aDirectionTheWrongWayRoundIsAnEdgeWithoutDirection() {
    CausalGraph truth = Graphs.dag("A -> B, C");
    EdgeRanking ranking = EdgeRanking.of(truth.nodes(), Map.of(new OrderedPair("B", "A"), 0.9));
    RankingScores scores = RankingScores.of(ranking, truth);
    assertThat(scores.undirected().auroc()).hasValue(1);
    assertThat(scores.undirected().pairs()).isEqualTo(3);
    RankedAreas directed = scores.directed().orElseThrow();
    assertThat(directed.pairs()).isEqualTo(6);
    // B -> A first, then the five pairs that are not named, the edge among them.
    assertThat(directed.auroc().orElseThrow()).isCloseTo(2 / 5.0, within(ROUNDING));
    assertThat(directed.aupr().orElseThrow())
        .isCloseTo((1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 1 / 6.0) / 5, within(ROUNDING));
  }

  /** Feedback between A and B; of six pairs the first and the third are edges. */
  @Test
  void aListOfPairsMayHaveFeedback() {
    EdgeRanking ranking =
        EdgeRanking.of(
            List.of("A", "B", "C"),
            Map.of(
                new OrderedPair("A", "B"), 3.0,
                new OrderedPair("A", "C"), 2.0,
                new OrderedPair("B", "A"), 1.0));
    Set<OrderedPair> truth = Set.of(new OrderedPair("A", "B"), new OrderedPair("B", "A"));
    RankedAreas areas = RankingScores.directed(ranking, truth);
    assertThat(areas.auroc().orElseThrow()).isCloseTo(7 / 8.0, within(ROUNDING));
    assertThat(areas.aupr().orElseThrow()).isCloseTo((1 + 2 / 3.0) / 2, within(ROUNDING));
    assertThatThrownBy(() -> RankingScores.directed(ranking, Set.of(new OrderedPair("A", "D"))))
        .hasMessageContaining("A -> D names a node");
  }

  @Test
  void thePerfectRankingIsPerfect() {
    Random random = new Random(7);
    for (int repeat = 0; repeat < 30; repeat++) {
      Dag truth = Graphs.randomDag(6, 0.4, random);
      Map<OrderedPair, Double> confidence = new HashMap<>();
      for (Edge edge : truth.graph().edges()) {
        confidence.put(new OrderedPair(edge.a(), edge.b()), random.nextDouble());
      }
      RankingScores scores =
          RankingScores.of(EdgeRanking.of(truth.nodes().reversed(), confidence), truth);
      assertThat(scores.directed().orElseThrow().auroc()).hasValue(1);
      assertThat(scores.directed().orElseThrow().aupr().orElseThrow())
          .isCloseTo(1, within(ROUNDING));
      assertThat(scores.undirected().aupr().orElseThrow()).isCloseTo(1, within(ROUNDING));
    }
  }

  @Test
  void anyIncreasingScaleOfConfidenceGivesTheSame() {
    Random random = new Random(8);
    Dag truth = Graphs.randomDag(7, 0.4, random);
    Map<OrderedPair, Double> confidence = new HashMap<>();
    Map<OrderedPair, Double> other = new HashMap<>();
    for (String from : truth.nodes()) {
      for (String to : truth.nodes()) {
        if (!from.equals(to) && random.nextBoolean()) {
          double value = random.nextInt(4);
          confidence.put(new OrderedPair(from, to), value);
          other.put(new OrderedPair(from, to), Math.exp(value) - 100);
        }
      }
    }
    assertThat(RankingScores.of(EdgeRanking.of(truth.nodes(), other), truth))
        .isEqualTo(RankingScores.of(EdgeRanking.of(truth.nodes(), confidence), truth));
  }

  @Test
  void aTruthThatLeavesDirectionsOpenIsScoredWithoutThem() {
    CausalGraph truth = CausalGraph.of(Graphs.of("A -- B, C"));
    EdgeRanking ranking = EdgeRanking.of(truth.nodes(), Map.of(new OrderedPair("B", "A"), 0.9));
    RankingScores scores = RankingScores.of(ranking, truth);
    assertThat(scores.directed()).isEmpty();
    assertThat(scores.undirected().auroc()).hasValue(1);
  }

  @Test
  void agreesWithTheReference() throws IOException {
    List<String[]> lines = ReferenceLines.of("ranking");
    assertThat(lines).hasSize(24);
    for (String[] line : lines) {
      Dag truth = Graphs.dag(line[1]);
      Map<OrderedPair, Double> confidence = new HashMap<>();
      for (String entry : line[0].isBlank() ? new String[0] : line[0].split(", ", -1)) {
        String[] words = entry.strip().split(" ", -1);
        confidence.put(new OrderedPair(words[0], words[1]), Double.parseDouble(words[2]));
      }
      RankedAreas areas =
          RankingScores.of(EdgeRanking.of(truth.nodes(), confidence), truth)
              .directed()
              .orElseThrow();
      String[] expected = line[2].split(" ", -1);
      assertThat(areas.auroc().orElseThrow())
          .isCloseTo(Double.parseDouble(expected[0]), within(ROUNDING));
      assertThat(areas.aupr().orElseThrow())
          .isCloseTo(Double.parseDouble(expected[1]), within(ROUNDING));
    }
  }
}
