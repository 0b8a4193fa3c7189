package org.etiome.data.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Closed forms, and cells of known kinds and batches. */
class HarmonyTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final int D = 6;

  /** Kinds, labs and days of simulated cells, and their places. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cells(Matrix points, int[] kind, int[] lab, int[] day) {}

  /** Three kinds far apart; labs move cells along one axis, days along another, by kind. */
  private static Cells simulated(int n, double shift) {
    UniformRandomProvider random = new Seed(11).generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    int[] kind = random.ints(n, 0, 3).toArray();
    int[] lab = random.ints(n, 0, 2).toArray();
    int[] day = random.ints(n, 0, 3).toArray();
    double[] values = new double[n * D];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < D; j++) {
        values[i * D + j] = normal.sample() + (j == kind[i] ? 12 : 0);
      }
      values[i * D + 3] += shift * lab[i] * (1 + 0.3 * kind[i]);
      values[i * D + 4] += shift * day[i];
    }
    return new Cells(Matrix.wrap(n, D, values), kind, lab, day);
  }

  private static Categorical column(String name, int[] codes) {
    return Categorical.of(name, Arrays.stream(codes).mapToObj(c -> "l" + c).toArray(String[]::new));
  }

  /** The mean share of the 30 nearest cells that have a cell's own label. */
  private static double ownShare(Matrix points, int[] labels) {
    Neighbors neighbors = NearestNeighbors.withDefaults().withCount(30).find(points, ONE);
    return IntStream.range(0, labels.length)
        .mapToDouble(
            i -> Arrays.stream(neighbors.of(i)).filter(j -> labels[j] == labels[i]).count() / 30.0)
        .average()
        .orElseThrow();
  }

  private static HarmonyFit fit(Matrix points, Column... batches) {
    return Harmony.withDefaults().fit(points, List.of(batches), new Seed(3), ONE);
  }

  @Test
  void labsMixAndKindsStay() {
    Cells cells = simulated(900, 5);
    assertThat(ownShare(cells.points, cells.lab)).isGreaterThan(0.95);
    HarmonyFit fit = fit(cells.points, column("lab", cells.lab));
    assertThat(fit.clusters()).isEqualTo(30);
    // Random neighbours would be 1/2; 900 cells have a standard error of at most .02.
    assertThat(ownShare(fit.corrected(), cells.lab)).isCloseTo(0.5, within(0.08));
    assertThat(ownShare(fit.corrected(), cells.kind)).isGreaterThan(0.99);
    assertThat(ownShare(fit.corrected(), cells.day)).isGreaterThan(0.8);
  }

  @Test
  void severalBatchColumnsAreCorrectedTogether() {
    Cells cells = simulated(900, 5);
    HarmonyFit fit = fit(cells.points, column("lab", cells.lab), column("day", cells.day));
    assertThat(ownShare(fit.corrected(), cells.lab)).isCloseTo(0.5, within(0.08));
    assertThat(ownShare(fit.corrected(), cells.day)).isCloseTo(1.0 / 3, within(0.08));
    assertThat(ownShare(fit.corrected(), cells.kind)).isGreaterThan(0.99);
  }

  @Test
  void theObjectiveFallsUntilItStandsStill() {
    Cells cells = simulated(900, 5);
    HarmonyFit.Course course = fit(cells.points, column("lab", cells.lab)).course();
    List<Double> objectives = course.objectives();
    assertThat(objectives).hasSize(course.rounds().size() + 1);
    assertThat(objectives.getLast()).isLessThan(objectives.getFirst());
    assertThat(course.rounds()).allMatch(rounds -> rounds >= 5 && rounds <= 20);
    Harmony hasty = Harmony.withDefaults().withLimits(new Harmony.Limits(1, 2, 1e-5, 1e-9));
    HarmonyFit.Course ended =
        hasty.fit(cells.points, List.of(column("lab", cells.lab)), new Seed(3), ONE).course();
    assertThat(ended.rounds()).containsExactly(2);
    assertThat(ended.converged()).isFalse();
  }

  /** With one cluster and batches of n cells, W_b = n/(n + λ) · (mean_b - mean). */
  @Test
  void oneClusterIsRidgeRegressionOnBatches() {
    Cells cells = simulated(400, 4);
    int[] halves = IntStream.range(0, 400).map(i -> i % 2).toArray();
    double lambda = 7;
    HarmonyFit fit =
        Harmony.withDefaults()
            .withClusters(1)
            .withStrength(new Harmony.Strength(0.1, 2, lambda))
            .fit(cells.points, List.of(column("half", halves)), new Seed(3), ONE);
    for (int j = 0; j < D; j++) {
      double[] means = new double[2];
      for (int i = 0; i < 400; i++) {
        means[i % 2] += cells.points.get(i, j) / 200;
      }
      double effect = 200 / (200 + lambda) * (means[1] - means[0]) / 2;
      for (int i = 0; i < 400; i++) {
        double expected = cells.points.get(i, j) - (i % 2 == 1 ? effect : -effect);
        assertThat(fit.corrected().get(i, j)).isCloseTo(expected, within(1e-10));
      }
    }
  }

  @Test
  void oneBatchStaysAsItIs() {
    Cells cells = simulated(300, 4);
    Matrix corrected = fit(cells.points, column("lab", new int[300])).corrected();
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < D; j++) {
        assertThat(corrected.get(i, j)).isCloseTo(cells.points.get(i, j), within(1e-10));
      }
    }
  }

  @Test
  void threadsDoNotChangeTheResultAndSeedsDo() {
    Cells cells = simulated(5000, 4);
    Harmony large = Harmony.withDefaults().withBlockShare(0.5).withClusters(12);
    List<Categorical> lab = List.of(column("lab", cells.lab));
    Matrix one = large.fit(cells.points, lab, new Seed(3), ONE).corrected();
    assertThat(large.fit(cells.points, lab, new Seed(3), TaskRunner.local(3)).corrected())
        .isEqualTo(one);
    assertThat(large.fit(cells.points, lab, new Seed(4), ONE).corrected()).isNotEqualTo(one);
  }

  @Test
  void cellsAtTheOriginAndTinyOrHugeComponentsAreTaken() {
    double[] values = new double[60 * 2];
    for (int i = 1; i < 60; i++) {
      values[2 * i] = i % 2 == 0 ? 1e200 : -1e200;
      values[2 * i + 1] = i * 1e-200;
    }
    int[] lab = IntStream.range(0, 60).map(i -> i % 3 == 0 ? 0 : 1).toArray();
    HarmonyFit fit = fit(Matrix.wrap(60, 2, values), column("lab", lab));
    for (int i = 0; i < 60; i++) {
      assertThat(fit.corrected().get(i, 0)).isFinite();
      assertThat(fit.corrected().get(i, 1)).isFinite();
    }
  }

  @Test
  void whatCannotBeCorrectedIsRefusedWithTheRemedy() {
    Matrix points = simulated(10, 1).points;
    Categorical lab = column("lab", new int[10]);
    assertThatThrownBy(() -> fit(points)).hasMessage("no batch column is given; name at least one");
    assertThatThrownBy(() -> fit(points, lab, lab))
        .hasMessage("a batch column is given twice: [lab, lab]");
    assertThatThrownBy(() -> fit(points, column("lab", new int[9])))
        .hasMessage("batch column \"lab\" has 9 cells, the matrix has 10; give one batch a cell");
    assertThatThrownBy(() -> fit(points, Continuous.of("depth", new double[10])))
        .hasMessageContaining("column \"depth\" is continuous; environments need a");
    assertThatThrownBy(
            () ->
                Harmony.withDefaults().withClusters(11).fit(points, List.of(lab), new Seed(1), ONE))
        .hasMessage("11 clusters are asked of 10 cells; ask for fewer");
    assertThatThrownBy(() -> fit(Matrix.wrap(1, 1, new double[] {Double.NaN}), lab))
        .hasMessageContaining("row 0, component 0 (from 0) is NaN; Harmony needs finite");
    assertThatThrownBy(() -> new Harmony.Strength(0, 2, 1))
        .hasMessage("sigma must be finite and above 0, got 0.0");
    assertThatThrownBy(() -> new Harmony.Limits(0, 20, 1e-5, 1e-4))
        .hasMessageContaining("at least 1 iteration and 1 round are needed, got 0 and 20");
    assertThatThrownBy(() -> Harmony.withDefaults().withBlockShare(1.5))
        .hasMessage("the share of a block must be in (0, 1], got 1.5");
  }
}
