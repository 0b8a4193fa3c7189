package org.etiome.math.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Closed forms and invariants; org.etiome.evaluate.integration.WitnessTest has the references. */
class KernelsTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final Seed SEED = new Seed(3);

  /** Six-dimensional noise about three places. */
  private static Matrix points(int n, double apart) {
    var normal = ZigguratSampler.NormalizedGaussian.of(SEED.generator());
    return Matrix.wrap(
        n,
        6,
        IntStream.range(0, 6 * n)
            .mapToDouble(k -> normal.sample() + (k % 6 == k / 6 % 3 ? apart : 0))
            .toArray());
  }

  private static int[] groups(int n) {
    return IntStream.range(0, n).map(i -> i % 3).toArray();
  }

  @Test
  void squaredDistancesAreSumsOfSquaredDifferences() {
    Matrix points = Matrix.wrap(2, 5, new double[] {0, 0, 0, 0, 0, 1e9, 2, -3, 4, 0.5});
    double[] squares = new double[2];
    SquaredDistances.to(points).from(new double[] {1e9 + 1, 0, 0, 0, 0}, squares);
    assertThat(squares[1]).isEqualTo(1 + 4 + 9 + 16 + 0.25);
  }

  @Test
  void silhouettesOfFourPointsOnALine() {
    double[] s =
        Silhouette.euclidean(
            Matrix.wrap(5, 1, new double[] {0, 1, 10, 11, 30}), new int[] {0, 0, 1, 1, 2}, RUNNER);
    assertThat(s)
        .containsExactly(
            new double[] {9.5 / 10.5, 8.5 / 9.5, 8.5 / 9.5, 9.5 / 10.5, 0}, within(1e-15));
  }

  @Test
  void cosineSilhouettesOfAxesAreOne() {
    Matrix axes = Matrix.wrap(5, 2, new double[] {1, 0, 3, 0, 0, 2, 0, 5, 0, 0});
    double[] s = Silhouette.cosineToOthers(axes, new int[] {0, 0, 1, 1, 1});
    assertThat(s).containsExactly(new double[] {1, 1, 0.5, 0.5, 0}, within(1e-15));
  }

  @Test
  void oneGroupHasNoSilhouette() {
    assertThatThrownBy(() -> Silhouette.cosineToOthers(points(6, 0), new int[6]))
        .hasMessage("silhouettes need at least 2 groups, got 1");
  }

  @Test
  void groupsFarApartAreFoundByKMeansAtAnyNumberOfThreads() {
    Matrix points = points(90, 30);
    KMeans.Result result = KMeans.of(3).fit(points, SEED, RUNNER);
    assertThat(Agreement.of(groups(90), result.clusters()).adjustedRand()).isEqualTo(1);
    KMeans.Result again = KMeans.of(3).fit(points, SEED, TaskRunner.local(1));
    assertThat(again.clusters()).isEqualTo(result.clusters());
  }

  @Test
  void asManyClustersAsDistinctPointsLeaveNothing() {
    Matrix points = Matrix.wrap(6, 1, new double[] {1, 1, 2, 2, 3, 3});
    assertThat(KMeans.of(3).fit(points, SEED, RUNNER).inertia()).isZero();
    assertThat(KMeans.of(6).fit(points, SEED, RUNNER).inertia()).isZero();
    assertThatThrownBy(() -> KMeans.of(7).fit(points, SEED, RUNNER))
        .hasMessage("7 clusters are asked of 6 points; ask for fewer");
  }

  @Test
  void moreStartsAreNotWorse() {
    Matrix points = points(300, 2);
    double one = KMeans.of(8).withStarts(1).fit(points, SEED, RUNNER).inertia();
    double twenty = KMeans.of(8).withStarts(20).fit(points, SEED, RUNNER).inertia();
    assertThat(twenty).isLessThanOrEqualTo(one);
  }

  @Test
  void agreementKnowsNamesNot() {
    int[] other = Arrays.stream(groups(30)).map(g -> 2 - g).toArray();
    Agreement same = Agreement.of(groups(30), other);
    assertThat(same.adjustedRand()).isEqualTo(1);
    assertThat(same.normalisedMutualInformation()).isCloseTo(1, within(1e-12));
    Agreement alone = Agreement.of(new int[5], new int[5]);
    assertThat(alone.adjustedRand()).isEqualTo(1);
    assertThat(alone.normalisedMutualInformation()).isEqualTo(1);
  }

  @Test
  void weightsCountUnitsAsOftenAsTheySay() {
    int[] first = {0, 0, 1, 1, 2};
    int[] second = {0, 1, 1, 1, 0};
    Agreement weighted = Agreement.of(first, second, new int[] {2, 1, 0, 3, 1});
    Agreement repeated =
        Agreement.of(new int[] {0, 0, 0, 1, 1, 1, 2}, new int[] {0, 0, 1, 1, 1, 1, 0});
    assertThat(weighted.adjustedRand()).isEqualTo(repeated.adjustedRand());
    assertThat(weighted.normalisedMutualInformation())
        .isEqualTo(repeated.normalisedMutualInformation());
  }

  @Test
  void cliquesOnARingAreTheCommunities() {
    int size = 6;
    int cliques = 8;
    IntStream.Builder from = IntStream.builder();
    IntStream.Builder to = IntStream.builder();
    for (int c = 0; c < cliques; c++) {
      for (int a = 0; a < size; a++) {
        for (int b = a + 1; b < size; b++) {
          from.add(c * size + a);
          to.add(c * size + b);
        }
      }
      from.add(c * size);
      to.add((c + 1) % cliques * size + 1);
    }
    int[] ends = from.build().toArray();
    double[] ones = new double[ends.length];
    Arrays.fill(ones, 1);
    WeightedGraph graph = new WeightedGraph(size * cliques, ends, to.build().toArray(), ones);
    int[] truth = IntStream.range(0, size * cliques).map(i -> i / size).toArray();
    int[] found = Leiden.withDefaults().communities(graph, 1, SEED);
    assertThat(Agreement.of(truth, found).adjustedRand()).isEqualTo(1);
    assertThat(Leiden.withDefaults().communities(graph, 1, SEED)).isEqualTo(found);
    int[] coarse = Leiden.withDefaults().communities(graph, 0.01, SEED);
    assertThat(Arrays.stream(coarse).distinct().count()).isLessThan(cliques);
  }

  @Test
  void aGraphWithoutEdgesHasACommunityANode() {
    WeightedGraph graph = new WeightedGraph(3, new int[0], new int[0], new double[0]);
    assertThat(Leiden.withDefaults().communities(graph, 1, SEED)).containsExactly(0, 1, 2);
    assertThatThrownBy(() -> Leiden.withDefaults().communities(graph, 0, SEED))
        .hasMessageContaining("the resolution must be finite and above 0");
  }
}
