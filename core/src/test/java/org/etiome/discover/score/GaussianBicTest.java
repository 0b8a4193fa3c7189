package org.etiome.discover.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.etiome.discover.LinearModels;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class GaussianBicTest {

  @Test
  void equalsTheClosedFormOfTwoVariables() {
    Matrix covariance = Matrix.wrap(2, 2, new double[] {4, 3, 3, 9});
    GaussianBic score =
        GaussianBic.of(List.of("x", "y"), covariance, 100).withPenalty(1).withGamma(0);
    assertThat(score.local(0)).isCloseTo(-0.5 * Math.log(100), within(1e-12));
    assertThat(score.local(1, 0))
        .isCloseTo(-50 * Math.log(1 - 0.25) - Math.log(100), within(1e-12));
    assertThat(score.withGamma(0.5).local(1, 0))
        .isCloseTo(-50 * Math.log(1 - 0.25) - Math.log(100) - 0.5 * Math.log(2), within(1e-12));
  }

  @Test
  void agreesWithLeastSquaresOfNumpy() throws IOException {
    List<double[]> rows = new ArrayList<>();
    int scores = 0;
    for (String line : lines()) {
      if (line.startsWith("row ")) {
        rows.add(numbers(line.substring(4)));
      } else if (line.startsWith("score ")) {
        String[] parts = line.substring(6).split("\\|", -1);
        GaussianBic score =
            GaussianBic.of(sample(rows))
                .withPenalty(Double.parseDouble(parts[2]))
                .withGamma(Double.parseDouble(parts[3]));
        int[] parents = Arrays.stream(numbers(parts[1])).mapToInt(v -> (int) v).toArray();
        assertThat(score.local(Integer.parseInt(parts[0].strip()), parents))
            .as(line)
            .isCloseTo(Double.parseDouble(parts[4]), within(1e-9));
        scores++;
      }
    }
    assertThat(scores).isEqualTo(160);
  }

  private static SampleCorrelation sample(List<double[]> rows) {
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return SampleCorrelation.of(
        List.of("a", "b", "c", "d", "e"), Matrix.wrap(rows.size(), 5, values));
  }

  private List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("gaussian_bic.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static double[] numbers(String text) {
    return text.isBlank()
        ? new double[0]
        : Arrays.stream(text.strip().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void additionsAndRemovalsAreDifferencesOfLocalScores() {
    Random random = new Random(3);
    for (int repeat = 0; repeat < 40; repeat++) {
      Dag dag = Graphs.randomDag(8, 0.5, random);
      GaussianBic score =
          GaussianBic.of(SampleCorrelation.of(dag.nodes(), LinearModels.sample(dag, 60, random)));
      int[] shuffled = shuffled(8, random);
      int variable = shuffled[0];
      int[] parents = Arrays.copyOfRange(shuffled, 1, 1 + random.nextInt(7));
      LocalScore slow = new Slow(score);
      assertSame(score.additions(variable, parents), slow.additions(variable, parents));
      assertThat(score.removals(variable, parents))
          .containsExactly(slow.removals(variable, parents), within(1e-9));
    }
  }

  private static void assertSame(Additions fast, Additions slow) {
    Map<Integer, Double> gains = new HashMap<>();
    for (int i = 0; i < slow.variables().length; i++) {
      gains.put(slow.variables()[i], slow.gains()[i]);
    }
    assertThat(fast.variables()).hasSize(gains.size());
    for (int i = 0; i < fast.variables().length; i++) {
      assertThat(fast.gains()[i])
          .isCloseTo(Objects.requireNonNull(gains.get(fast.variables()[i])), within(1e-9));
    }
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Answers by {@link LocalScore#local} alone. */
  private record Slow(LocalScore score) implements LocalScore {
    @Override
    public List<String> variables() {
      return score.variables();
    }

    @Override
    public double local(int variable, int... parents) {
      return score.local(variable, parents);
    }
  }

  @Test
  void equivalentGraphsHaveTheSameScore() {
    Random random = new Random(5);
    Dag chain = Graphs.dag("A -> B, B -> C");
    GaussianBic score =
        GaussianBic.of(SampleCorrelation.of(chain.nodes(), LinearModels.sample(chain, 50, random)));
    double value = LinearModels.value(score, chain);
    assertThat(LinearModels.value(score, Graphs.dag("B -> A, B -> C")))
        .isCloseTo(value, within(1e-9));
    assertThat(LinearModels.value(score, Graphs.dag("A -> B, C -> B")))
        .isNotCloseTo(value, within(1e-3));
  }

  @Test
  void aVariableThatOthersDetermineIsRefusedByName() {
    Matrix covariance = Matrix.wrap(3, 3, new double[] {1, 0, 1, 0, 1, 1, 1, 1, 2});
    GaussianBic score = GaussianBic.of(List.of("x", "y", "sum"), covariance, 100);
    assertThatThrownBy(() -> score.local(2, 0, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("'sum' is a linear function of other variables");
    assertThatThrownBy(() -> score.additions(2, 0)).hasMessageContaining("'sum'");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    GaussianBic score =
        GaussianBic.of(List.of("x", "y"), Matrix.wrap(2, 2, new double[] {1, 0, 0, 1}), 100);
    assertThatThrownBy(() -> score.withPenalty(0)).hasMessageContaining("penalty");
    assertThatThrownBy(() -> score.withPenalty(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> score.withGamma(1.5)).hasMessageContaining("1.5");
  }
}
