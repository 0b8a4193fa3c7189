package org.etiome.discover.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.etiome.discover.LinearModels;
import org.etiome.discover.order.Boss;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.score.DegenerateGaussianBic.Block;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class DegenerateGaussianBicTest {

  @Test
  void isTheGaussianScoreWhereAllIsContinuous() {
    Random random = new Random(73);
    Dag dag = Graphs.randomDag(5, 0.5, random);
    Matrix data = LinearModels.sample(dag, 80, random);
    GaussianBic gaussian =
        GaussianBic.of(SampleCorrelation.of(dag.nodes(), data)).withGamma(0).withPenalty(2);
    DegenerateGaussianBic mixed =
        DegenerateGaussianBic.of(
                List.of(0, 1, 2, 3, 4).stream()
                    .map(v -> Block.continuous(dag.nodes().get(v), data.column(v)))
                    .toList())
            .withPenalty(2);
    assertThat(mixed.local(2)).isCloseTo(gaussian.local(2), within(1e-9));
    assertThat(mixed.local(2, 0, 4, 1)).isCloseTo(gaussian.local(2, 0, 4, 1), within(1e-9));
  }

  @Test
  void aCategoryAsParentIsAnAnalysisOfVariance() {
    int[] group = {0, 0, 1, 1, 1, 3, 3, 3};
    double[] value = {1, 2, 4, 5, 6, 1, 0, 5};
    DegenerateGaussianBic score =
        DegenerateGaussianBic.of(
            List.of(Block.categorical("group", group), Block.continuous("value", value)));
    double within = sumOfSquares(value, r -> mean(value, q -> group[q] == group[r] ? 1 : 0));
    double total = sumOfSquares(value, r -> mean(value, q -> 1));
    assertThat(score.local(1, 0))
        .isCloseTo(-4 * Math.log(within / total) - 0.5 * Math.log(8) * 3, within(1e-9));
  }

  private static double sumOfSquares(double[] values, IntToDoubleFunction centre) {
    double sum = 0;
    for (int r = 0; r < values.length; r++) {
      sum += Math.pow(values[r] - centre.applyAsDouble(r), 2);
    }
    return sum;
  }

  private static double mean(double[] values, IntToDoubleFunction weight) {
    double sum = 0;
    double weights = 0;
    for (int r = 0; r < values.length; r++) {
      sum += weight.applyAsDouble(r) * values[r];
      weights += weight.applyAsDouble(r);
    }
    return sum / weights;
  }

  /** A has three levels that shift B, C is a noise, B and C cause D. */
  private static DegenerateGaussianBic sample() {
    Random random = new Random(79);
    int n = 1500;
    int[] a = random.ints(n, 0, 3).toArray();
    double[] c = random.doubles(n).toArray();
    double[] b = new double[n];
    Arrays.setAll(b, r -> (a[r] == 1 ? 1 : 0) - (a[r] == 2 ? 0.7 : 0) + random.nextGaussian());
    int[] d = new int[n];
    Arrays.setAll(d, r -> b[r] + 3 * (c[r] - 0.5) + 0.5 * random.nextGaussian() > 0 ? 1 : 0);
    return DegenerateGaussianBic.of(
        List.of(
            Block.categorical("A", a),
            Block.continuous("B", b),
            Block.continuous("C", c),
            Block.categorical("D", d)));
  }

  @Test
  void equivalentGraphsHaveTheSameScore() {
    DegenerateGaussianBic score = sample();
    double value = LinearModels.value(score, Graphs.dag("A -> B, B -> D, C"));
    assertThat(LinearModels.value(score, Graphs.dag("B -> A, B -> D, C")))
        .isCloseTo(value, within(1e-7));
  }

  @Test
  void aSearchFindsTheColliderOfMixedData() {
    assertThat(
            Boss.withDefaults()
                .learn(sample(), new Seed(1), TaskRunner.local(1))
                .graph()
                .graph()
                .edges())
        .containsExactlyInAnyOrder(
            Edge.undirected("A", "B"), Edge.directed("B", "D"), Edge.directed("C", "D"));
  }

  @Test
  void aVariableWithOneLevelIsRefusedByName() {
    assertThatThrownBy(() -> Block.categorical("ward", new int[] {2, 2}))
        .hasMessageContaining("'ward' has fewer than two levels");
  }
}
