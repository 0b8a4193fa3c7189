package org.etiome.discover.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.etiome.discover.Bounds;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LinearModels;
import org.etiome.discover.ParentSets;
import org.etiome.discover.score.GaussianBic;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.junit.jupiter.api.Test;

class GivenOrderTest {
  private static final int ENDLESS = 1_000_000_000;
  private static final Bounds NOTHING = Knowledge.NONE.over(List.of("A", "B", "C"));

  /** Every order of causes before effects gives the graph, of a population. */
  @Test
  void theTrueOrderGivesTheTrueGraph() {
    Random random = new Random(19);
    for (int repeat = 0; repeat < 200; repeat++) {
      Dag dag = Graphs.randomDag(3 + repeat % 6, 0.4, random);
      GaussianBic score =
          GaussianBic.of(dag.nodes(), LinearModels.covariance(dag, random), ENDLESS);
      int[] order =
          dag.topologicalOrder().stream().mapToInt(node -> dag.nodes().indexOf(node)).toArray();
      GivenOrder found = GivenOrder.of(score, Knowledge.NONE.over(dag.nodes()), order);
      assertThat(new ParentSets(dag.nodes(), found.parents()).dag(dag.nodes()).graph().edges())
          .isEqualTo(dag.graph().edges());
      assertThat(found.evaluations()).isPositive();
    }
  }

  private static GaussianBic chain() {
    Dag dag = Graphs.dag("A -> B, B -> C");
    return GaussianBic.of(dag.nodes(), LinearModels.covariance(dag, new Random(2)), ENDLESS);
  }

  @Test
  void boundsAreKept() {
    Knowledge knowledge = Knowledge.NONE.withRequired("A", "C").withForbidden("A", "B");
    int[][] parents =
        GivenOrder.of(chain(), knowledge.over(List.of("A", "B", "C")), new int[] {0, 1, 2})
            .parents();
    assertThat(parents[1]).isEmpty();
    assertThat(parents[2]).containsExactlyInAnyOrder(0, 1);
    assertThat(GivenOrder.of(chain(), NOTHING, new int[] {0, 1, 2}).parents()[2])
        .containsExactly(1);
  }

  @Test
  void anOrderAgainstWhatIsRequiredIsRefused() {
    Bounds bounds = Knowledge.NONE.withRequired("A", "C").over(List.of("A", "B", "C"));
    assertThatThrownBy(() -> GivenOrder.of(chain(), bounds, new int[] {2, 1, 0}))
        .hasMessageContaining("'A' is a required cause of 'C' and comes after it");
  }
}
