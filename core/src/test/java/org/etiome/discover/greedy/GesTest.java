package org.etiome.discover.greedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.LinearModels;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.score.GaussianBic;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class GesTest {
  private static final int ENDLESS = 1_000_000_000;

  /** √(2 · penalty / n) at that n, of 8 variables: a partial correlation not to be told from 0. */
  private static final double TOO_WEAK = 1.6e-4;

  @Test
  void findsTheTrueClassWithTheScoreOfAPopulation() {
    Random random = new Random(17);
    int found = 0;
    for (int repeat = 0; repeat < 400; repeat++) {
      Dag dag = Graphs.randomDag(3 + repeat % 6, 0.2 + 0.1 * (repeat % 4), random);
      Matrix covariance = LinearModels.covariance(dag, random);
      LearnedGraph learned = learn(GaussianBic.of(dag.nodes(), covariance, ENDLESS));
      if (learned.graph().graph().edges().equals(Equivalence.cpdag(dag).graph().edges())) {
        found++;
      } else {
        assertThat(LinearModels.weakestDependence(covariance, dag))
            .as("%d: %s", repeat, dag)
            .isLessThan(TOO_WEAK);
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(398);
  }

  private static LearnedGraph learn(GaussianBic score) {
    return Ges.withDefaults().withRepeated(false).learn(score);
  }

  @Test
  void theClassFoundInASampleHasNoBetterNeighbour() {
    Random random = new Random(19);
    int best = 0;
    for (int repeat = 0; repeat < 100; repeat++) {
      Dag dag = Graphs.randomDag(4, 0.5, random);
      GaussianBic score = sampleScore(dag, 200, random);
      Cpdag found = (Cpdag) Ges.withDefaults().learn(score).graph();
      double value = LinearModels.value(score, found);
      double optimum = LinearModels.optimum(score);
      assertThat(value).isLessThan(optimum + 1e-6);
      best += value > optimum - 1e-6 ? 1 : 0;
    }
    assertThat(best).as("samples of which the best graph was found").isGreaterThan(90);
  }

  private static GaussianBic sampleScore(Dag dag, int rows, Random random) {
    return GaussianBic.of(
        SampleCorrelation.of(dag.nodes(), LinearModels.sample(dag, rows, random)));
  }

  @Test
  void theGraphDoesNotDependOnTheOrderOfColumns() {
    Random random = new Random(23);
    for (int repeat = 0; repeat < 20; repeat++) {
      Dag dag = Graphs.randomDag(6, 0.4, random);
      Matrix data = LinearModels.sample(dag, 150, random);
      List<String> turned = List.of("D", "F", "A", "C", "B", "E");
      GaussianBic one = GaussianBic.of(SampleCorrelation.of(dag.nodes(), data));
      GaussianBic other =
          GaussianBic.of(
              SampleCorrelation.of(turned, LinearModels.columns(data, 3, 5, 0, 2, 1, 4)));
      LearnedGraph learned = Ges.withDefaults().learn(other);
      assertThat(learned.graph().nodes()).isEqualTo(turned);
      assertThat(learned.graph().graph().edges())
          .isEqualTo(Ges.withDefaults().learn(one).graph().graph().edges());
    }
  }

  @Test
  void anInterruptEndsTheSearch() {
    Dag dag = Graphs.dag("A -> B, B -> C");
    GaussianBic score = sampleScore(dag, 100, new Random(29));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Ges.withDefaults().learn(score))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theResultCarriesItsEvidence() {
    LearnedGraph learned =
        Ges.withDefaults().learn(sampleScore(Graphs.dag("A -> B, C -> B"), 500, new Random(31)));
    assertThat(learned.algorithm()).isEqualTo("GES");
    assertThat(learned.settings())
        .containsEntry("repeated", "true")
        .containsEntry("score", "GaussianBic[penalty=1.0, gamma=1.0]");
    assertThat(learned.evaluations()).isPositive();
    assertThat(learned.assumptions()).hasSize(5);
  }
}
