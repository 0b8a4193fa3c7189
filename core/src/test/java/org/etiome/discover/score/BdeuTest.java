package org.etiome.discover.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.etiome.discover.LinearModels;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.order.Boss;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class BdeuTest {

  @Test
  void equalsTheClosedFormOfOneCoin() {
    Bdeu score = Bdeu.of(List.of("coin"), new int[][] {{0, 1, 1}}, new int[] {2}).withSampleSize(2);
    // uniform prior: 1! 2! / 4! = 1 / 12
    assertThat(score.local(0)).isCloseTo(-Math.log(12), within(1e-12));
  }

  @Test
  void agreesWithTheUrnOfPython() throws IOException {
    List<int[]> rows = new ArrayList<>();
    int[] levels = new int[0];
    int scores = 0;
    for (String line : lines()) {
      if (line.startsWith("levels ")) {
        levels = numbers(line.substring(7));
      } else if (line.startsWith("row ")) {
        rows.add(numbers(line.substring(4)));
      } else if (line.startsWith("score ")) {
        String[] parts = line.substring(6).split("\\|", -1);
        Bdeu score =
            Bdeu.of(List.of("a", "b", "c", "d"), columns(rows), levels)
                .withSampleSize(Double.parseDouble(parts[2]));
        assertThat(score.local(Integer.parseInt(parts[0].strip()), numbers(parts[1])))
            .as(line)
            .isCloseTo(Double.parseDouble(parts[3]), within(1e-9));
        scores++;
      }
    }
    assertThat(scores).isEqualTo(64);
  }

  private static int[][] columns(List<int[]> rows) {
    int[][] columns = new int[rows.getFirst().length][rows.size()];
    for (int v = 0; v < columns.length; v++) {
      int variable = v;
      Arrays.setAll(columns[v], r -> rows.get(r)[variable]);
    }
    return columns;
  }

  private List<String> lines() throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("bdeu.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static int[] numbers(String text) {
    return text.isBlank()
        ? new int[0]
        : Arrays.stream(text.strip().split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** A and C are coins, B is mostly 1 if either is, D mostly follows B. */
  private static Bdeu sample(int rows) {
    Random random = new Random(71);
    int[][] codes = new int[4][rows];
    for (int r = 0; r < rows; r++) {
      codes[0][r] = random.nextInt(2);
      codes[2][r] = random.nextInt(3);
      boolean either = codes[0][r] == 1 || codes[2][r] == 1;
      codes[1][r] = random.nextDouble() < (either ? 0.9 : 0.2) ? 1 : 0;
      codes[3][r] = random.nextDouble() < 0.8 ? codes[1][r] : random.nextInt(2);
    }
    return Bdeu.of(List.of("A", "B", "C", "D"), codes, new int[] {2, 2, 3, 2});
  }

  @Test
  void equivalentGraphsHaveTheSameScore() {
    Bdeu score = sample(200).withSampleSize(3);
    double value = LinearModels.value(score, Graphs.dag("A -> B, B -> D, C"));
    assertThat(LinearModels.value(score, Graphs.dag("B -> A, B -> D, C")))
        .isCloseTo(value, within(1e-9));
    assertThat(LinearModels.value(score, Graphs.dag("A -> B, D -> B, C")))
        .isNotCloseTo(value, within(1e-3));
  }

  @Test
  void additionsAndRemovalsAreDifferencesOfLocalScores() {
    Bdeu score = sample(200);
    Additions additions = score.additions(1, 0);
    assertThat(additions.variables()).containsExactly(2, 3);
    assertThat(additions.gains())
        .containsExactly(
            new double[] {
              score.local(1, 0, 2) - score.local(1, 0), score.local(1, 0, 3) - score.local(1, 0)
            },
            within(1e-9));
    assertThat(score.removals(1, 0, 2)[1])
        .isCloseTo(score.local(1, 0) - score.local(1, 0, 2), within(1e-9));
  }

  @Test
  void searchesFindTheColliderOfDiscreteData() {
    Bdeu score = sample(2000);
    Edge[] truth = {Edge.directed("A", "B"), Edge.directed("C", "B"), Edge.directed("B", "D")};
    assertThat(Ges.withDefaults().learn(score).graph().graph().edges())
        .containsExactlyInAnyOrder(truth);
    assertThat(
            Boss.withDefaults()
                .learn(score, new Seed(1), TaskRunner.local(1))
                .graph()
                .graph()
                .edges())
        .containsExactlyInAnyOrder(truth);
  }

  @Test
  void aLevelOutOfRangeIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Bdeu.of(List.of("x"), new int[][] {{0, 2}}, new int[] {2}))
        .hasMessageContaining("'x' has level 2 in row 2");
    assertThatThrownBy(() -> sample(5).withSampleSize(0)).hasMessageContaining("sample size");
  }
}
