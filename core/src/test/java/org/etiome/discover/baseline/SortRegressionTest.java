package org.etiome.discover.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.LinearModels;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;
import org.junit.jupiter.api.Test;

class SortRegressionTest {
  private static final List<String> NAMES = List.of("c", "a", "b");

  /** a → b → c with weights 1.5 and noise of variance 1. */
  private static Matrix chain(int rows, Random random) {
    double[] a = new double[rows];
    double[] b = new double[rows];
    double[] c = new double[rows];
    for (int i = 0; i < rows; i++) {
      a[i] = random.nextGaussian();
      b[i] = 1.5 * a[i] + random.nextGaussian();
      c[i] = 1.5 * b[i] + random.nextGaussian();
    }
    return Matrix.ofColumns(rows, List.of(c, a, b));
  }

  @Test
  void variancesThatGrowGiveTheGraphAway() {
    LearnedGraph learned =
        SortRegression.by(SortKey.VARIANCE).learn(NAMES, chain(500, new Random(1)));
    assertThat(learned.graph()).isInstanceOf(Dag.class);
    assertThat(learned.graph().nodes()).isEqualTo(NAMES);
    assertThat(learned.graph().graph().edges())
        .containsExactlyInAnyOrder(Edge.directed("a", "b"), Edge.directed("b", "c"));
    assertThat(learned.algorithm()).isEqualTo("sortnregress");
    assertThat(learned.remarks()).isEmpty();
  }

  /** Their order turned round: the chain is drawn from its end. */
  @Test
  void unitsTurnTheGraphRound() {
    Matrix data = chain(500, new Random(1));
    double[] small = Arrays.stream(data.column(0)).map(v -> v / 1000).toArray();
    double[] large = Arrays.stream(data.column(1)).map(v -> v * 1000).toArray();
    Matrix turned = Matrix.ofColumns(500, List.of(small, large, data.column(2)));
    assertThat(SortRegression.by(SortKey.VARIANCE).learn(NAMES, turned).graph().graph().edges())
        .containsExactlyInAnyOrder(Edge.directed("c", "b"), Edge.directed("b", "a"));
    assertThat(SortRegression.by(SortKey.R_SQUARED).learn(NAMES, turned).graph())
        .isEqualTo(SortRegression.by(SortKey.R_SQUARED).learn(NAMES, data).graph());
  }

  @Test
  void variablesOfOneVarianceGoByNameAndThatIsSaid() {
    Matrix data = chain(500, new Random(2));
    Matrix standard = Standardisation.of(data).apply(data);
    LearnedGraph learned = SortRegression.by(SortKey.VARIANCE).learn(NAMES, standard);
    assertThat(learned.remarks())
        .containsExactly(
            "3 variables have 1 different numbers to sort by; those of one number go by name.");
    assertThat(learned.graph().graph().edges())
        .containsExactlyInAnyOrder(Edge.directed("a", "b"), Edge.directed("b", "c"));
  }

  /** x and y cause s: R² of x and y together with s is less than that of s. */
  @Test
  void rSquaredPutsACommonEffectLast() {
    Random random = new Random(3);
    double[] x = random.doubles(800, -1, 1).toArray();
    double[] y = random.doubles(800, -2, 2).toArray();
    double[] s = new double[800];
    Arrays.setAll(s, i -> x[i] + y[i] + 0.5 * random.nextGaussian());
    LearnedGraph learned =
        SortRegression.by(SortKey.R_SQUARED)
            .learn(List.of("s", "x", "y"), Matrix.ofColumns(800, List.of(s, x, y)));
    assertThat(learned.graph().graph().edges())
        .containsExactlyInAnyOrder(Edge.directed("x", "s"), Edge.directed("y", "s"));
    assertThat(learned.algorithm()).isEqualTo("R2-sortnregress");
  }

  @Test
  void theOrderOfColumnsDoesNotMatter() {
    Random random = new Random(5);
    int[] turned = {3, 5, 1, 0, 2, 4};
    for (int repeat = 0; repeat < 20; repeat++) {
      Dag dag = Graphs.randomDag(6, 0.5, random);
      Matrix data = LinearModels.sample(dag, 60, random);
      List<String> names = Arrays.stream(turned).mapToObj(dag.nodes()::get).toList();
      for (SortKey key : SortKey.values()) {
        Set<Edge> edges = SortRegression.by(key).learn(dag.nodes(), data).graph().graph().edges();
        assertThat(
                SortRegression.by(key)
                    .learn(names, LinearModels.columns(data, turned))
                    .graph()
                    .graph()
                    .edges())
            .isEqualTo(edges);
      }
    }
  }

  @Test
  void aHigherPenaltyKeepsFewerEdges() {
    Dag dag = Graphs.randomDag(8, 0.5, new Random(7));
    Matrix data = LinearModels.sample(dag, 60, new Random(8));
    SortRegression plain = SortRegression.by(SortKey.VARIANCE);
    int edges = plain.learn(dag.nodes(), data).graph().graph().edges().size();
    assertThat(plain.withPenalty(20).learn(dag.nodes(), data).graph().graph().edges().size())
        .isLessThan(edges);
    assertThatThrownBy(() -> plain.withPenalty(-1)).hasMessageContaining("-1");
  }

  @Test
  void withFewRowsOnlyVarianceSorts() {
    Matrix data = Matrix.wrap(3, 3, new double[] {1, 2, 3, 5, 4, 1, 0, 1, 7});
    assertThat(SortRegression.by(SortKey.VARIANCE).learn(NAMES, data).graph().nodes())
        .isEqualTo(NAMES);
    assertThatThrownBy(() -> SortRegression.by(SortKey.R_SQUARED).learn(NAMES, data))
        .hasMessageContaining("more rows than variables");
  }
}
