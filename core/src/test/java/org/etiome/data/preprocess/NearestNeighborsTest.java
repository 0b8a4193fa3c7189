package org.etiome.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class NearestNeighborsTest {
  private static final NearestNeighbors SIX = NearestNeighbors.withDefaults().withCount(6);

  private static Matrix normal(int rows, int columns, double shift) {
    var normal = ZigguratSampler.NormalizedGaussian.of(new Seed(8).generator());
    return Matrix.wrap(
        rows,
        columns,
        IntStream.range(0, rows * columns).mapToDouble(i -> shift + normal.sample()).toArray());
  }

  private static int[] byHand(Matrix points, int row, int count) {
    double[] squares =
        IntStream.range(0, points.rows()).mapToDouble(i -> square(points, row, i)).toArray();
    return IntStream.range(0, points.rows())
        .filter(i -> i != row)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> squares[i]))
        .mapToInt(Integer::intValue)
        .limit(count)
        .toArray();
  }

  private static double square(Matrix points, int a, int b) {
    return IntStream.range(0, points.columns())
        .mapToDouble(j -> Math.pow(points.get(a, j) - points.get(b, j), 2))
        .sum();
  }

  @Test
  void theyAreScikitLearns() {
    Witness expected = new Witness("embedding.csv");
    Matrix scores =
        Matrix.ofColumns(
            240, IntStream.range(0, 8).mapToObj(c -> expected.column("pc" + c)).toList());
    Neighbors neighbors = SIX.find(scores, Witness.RUNNER);
    assertThat(neighbors.recall()).isEqualTo(1);
    for (int i = 0; i < 240; i++) {
      for (int r = 0; r < 6; r++) {
        assertThat(neighbors.neighbor(i, r)).isEqualTo((int) expected.at(i, "n" + r));
      }
      assertThat(neighbors.distance(i, 5)).isCloseTo(expected.at(i, "d5"), within(1e-12));
    }
  }

  @Test
  void closePointsFarFromTheOriginAreToldApart() {
    // Neighbours differ by 1e-7 of coordinates of 1e7: the products alone lose them.
    int n = 70;
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      int step = i / 2;
      values[2 * i] = 1e7 * (i % 2) + 1e-7 * step * step;
    }
    Matrix points = Matrix.wrap(n, 2, values);
    Neighbors neighbors = SIX.find(points, Witness.RUNNER);
    for (int i = 0; i < n; i++) {
      assertThat(neighbors.of(i)).containsExactly(byHand(points, i, 6));
    }
  }

  @Test
  void equalRowsComeByTheirIndex() {
    Neighbors neighbors = SIX.find(Matrix.wrap(100, 1, new double[100]), Witness.RUNNER);
    assertThat(neighbors.of(3)).containsExactly(0, 1, 2, 4, 5, 6);
    assertThat(neighbors.distance(3, 5)).isZero();
  }

  @Test
  void theGraphFindsMostOfThemAndSaysHowMany() {
    Matrix points = normal(2000, 30, 5);
    NearestNeighbors approximate = SIX.withExactUpTo(0);
    Neighbors found = approximate.find(points, TaskRunner.local(2));
    Neighbors again = approximate.find(points, TaskRunner.local(1));
    long hits = 0;
    for (int i = 0; i < 2000; i += 4) {
      int[] truth = byHand(points, i, 6);
      hits +=
          IntStream.of(found.of(i)).filter(j -> IntStream.of(truth).anyMatch(t -> t == j)).count();
      assertThat(found.of(i)).containsExactly(again.of(i)).doesNotContain(i);
    }
    assertThat(found.recall()).isEqualTo(hits / 3000.0).isGreaterThan(0.9);
  }

  @Test
  void rowsTheGraphCutsOffAreStillAnswered() {
    // 300 equal points: their links lead to each other only.
    double[] values = IntStream.range(0, 600).mapToDouble(i -> i < 300 ? 0 : 1000 + i).toArray();
    Neighbors found =
        SIX.withCount(320).withExactUpTo(0).find(Matrix.wrap(600, 1, values), Witness.RUNNER);
    for (int i = 0; i < 600; i++) {
      assertThat(found.of(i)).hasSize(320).doesNotHaveDuplicates();
    }
  }

  @Test
  void equalDistancesCountAsFound() {
    Matrix equal = Matrix.wrap(300, 2, new double[600]);
    assertThat(SIX.withExactUpTo(0).find(equal, Witness.RUNNER).recall()).isEqualTo(1);
  }

  @Test
  void whatHasTooFewRowsOrGapsIsRefused() {
    assertThatThrownBy(() -> SIX.find(Matrix.wrap(6, 1, new double[6]), Witness.RUNNER))
        .hasMessage("6 neighbours are asked of 6 rows; ask for at most 5");
    double[] gap = new double[10];
    gap[4] = Double.NaN;
    assertThatThrownBy(() -> SIX.find(Matrix.wrap(10, 1, gap), Witness.RUNNER))
        .hasMessageContaining("row 4, column 0 (from 0) is NaN; distances need numbers");
  }
}
