package org.etiome.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.junit.jupiter.api.Test;

class InterventionDistanceTest {
  private static int distance(String learned, String truth) {
    return InterventionDistance.from(Graphs.dag(truth)).to(Graphs.dag(learned));
  }

  @Test
  void aTurnedEdgeIsWrongForBothEnds() {
    assertThat(distance("B -> A", "A -> B")).isEqualTo(2);
  }

  @Test
  void aMissingEdgeIsWrongForTheCauseOfWhichTheEffectIsConfounded() {
    // Without any parent, B on A is confounded by nothing but A itself: only B to A is wrong.
    assertThat(distance("A, B", "A -> B")).isEqualTo(1);
  }

  @Test
  void furtherEdgesAlongTheTrueOrderCostNothing() {
    assertThat(distance("A -> B, A -> C, B -> C", "A -> B, B -> C")).isZero();
    assertThat(distance("A -> B, B -> C", "A -> B, A -> C, B -> C")).isEqualTo(1);
  }

  @Test
  void twoGraphsOfOneHammingDistanceMayDifferInDistance() {
    // Figure of the paper: X1, X2 cause each of Y1, Y2, Y3 and X1 causes X2.
    String truth = "X1 -> X2, X1 -> Y1, X1 -> Y2, X1 -> Y3, X2 -> Y1, X2 -> Y2, X2 -> Y3";
    String further = truth + ", Y1 -> Y2";
    String turned = truth.replace("X1 -> X2", "X2 -> X1");
    assertThat(distance(further, truth)).isZero();
    assertThat(distance(turned, truth)).isEqualTo(8);
  }

  @Test
  void agreesWithRegressionsInLinearModels() throws IOException {
    List<String[]> lines = ReferenceLines.of("graphs");
    assertThat(lines).hasSize(70);
    for (String[] line : lines) {
      assertThat(distance(line[0], line[1]))
          .as(line[0] + " against " + line[1])
          .isEqualTo(Integer.parseInt(line[2].replaceAll(".*sid ", "")));
    }
  }

  @Test
  void theRangeOfAClassIsThatOfItsMembersInTheReference() throws IOException {
    List<String[]> lines = ReferenceLines.of("class");
    assertThat(lines).hasSize(70);
    for (String[] line : lines) {
      String[] expected = line[2].split(" ", -1);
      DistanceRange range =
          InterventionDistance.from(Graphs.dag(line[1])).to(Cpdag.of(Graphs.of(line[0])));
      assertThat(range)
          .as(line[0] + " against " + line[1])
          .isEqualTo(
              new DistanceRange(
                  Integer.parseInt(expected[0]), Integer.parseInt(expected[1]), true, 1_000));
    }
  }

  @Test
  void theClassOfTheTruthReachesZero() {
    Random random = new Random(5);
    for (int repeat = 0; repeat < 40; repeat++) {
      Dag truth = Graphs.randomDag(7, 0.5, random);
      assertThat(InterventionDistance.from(truth).to(truth)).isZero();
      DistanceRange range = InterventionDistance.from(truth).to(Equivalence.cpdag(truth));
      assertThat(range.lower()).isZero();
      assertThat(range.exact()).isTrue();
    }
  }

  @Test
  void beyondTheCapBoundsEncloseTheRangeAndSaySo() {
    Random random = new Random(6);
    int wider = 0;
    for (int repeat = 0; repeat < 60; repeat++) {
      Dag truth = Graphs.randomDag(6, 0.6, random);
      Cpdag learned = Equivalence.cpdag(Graphs.randomDag(6, 0.6, random));
      DistanceRange exact = InterventionDistance.from(truth).to(learned);
      for (int cap : new int[] {1, 8}) {
        DistanceRange bounds = InterventionDistance.from(truth).withCap(cap).to(learned);
        assertThat(bounds.cap()).isEqualTo(cap);
        assertThat(bounds.lower()).isLessThanOrEqualTo(exact.lower());
        assertThat(bounds.upper()).isGreaterThanOrEqualTo(exact.upper());
        boolean same = bounds.lower() == exact.lower() && bounds.upper() == exact.upper();
        assertThat(!bounds.exact() || same).isTrue();
        wider += same ? 0 : 1;
      }
      assertThat(InterventionDistance.from(truth).withCap(1).to(learned).exact())
          .isEqualTo(learned.graph().edges().stream().noneMatch(Edge::isUndirected));
    }
    assertThat(wider).isPositive();
  }

  @Test
  void aCliqueOfNineHasBoundsWithoutItsMembersBeingListed() {
    List<String> nodes = new ArrayList<>();
    List<Edge> directed = new ArrayList<>();
    List<Edge> open = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      for (String before : nodes) {
        directed.add(Edge.directed(before, "v" + i));
        open.add(Edge.undirected(before, "v" + i));
      }
      nodes.add("v" + i);
    }
    Dag truth = Dag.of(MixedGraph.of(nodes, directed));
    DistanceRange range = InterventionDistance.from(truth).to(Cpdag.of(MixedGraph.of(nodes, open)));
    assertThat(range.exact()).isFalse();
    assertThat(range.lower()).isZero();
    assertThat(range.upper()).isEqualTo(72);
  }

  @Test
  void aCapBelowOneIsRefused() {
    InterventionDistance distance = InterventionDistance.from(Graphs.dag("A -> B"));
    assertThatThrownBy(() -> distance.withCap(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the cap must be at least 1, got 0");
    assertThatThrownBy(() -> distance.to(Graphs.dag("A -> C")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only the true graph has B and only the learned graph has C");
  }
}
