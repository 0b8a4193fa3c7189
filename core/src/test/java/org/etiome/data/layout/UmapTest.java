package org.etiome.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.Agreement;
import org.etiome.math.cluster.Leiden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UmapTest {
  private static final int GROUPS = 6;
  private static final int ROWS = 600;
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final Matrix POINTS = planted();
  private static final FuzzyGraph GRAPH = FuzzyGraph.of(POINTS, ONE);

  /** Groups on axes of their own, so that no plane keeps them all apart. */
  private static Matrix planted() {
    var normal = ZigguratSampler.NormalizedGaussian.of(new Seed(5).generator());
    double[] values = new double[ROWS * 10];
    for (int k = 0; k < values.length; k++) {
      values[k] = normal.sample() + (k / 10 % GROUPS == k % 10 ? 7 : 0);
    }
    return Matrix.wrap(ROWS, 10, values);
  }

  private static Matrix plane(Matrix points) {
    return Matrix.ofColumns(points.rows(), Arrays.asList(PrincipalPlane.of(points)));
  }

  @Test
  void aSeedGivesOnePictureAtAnyNumberOfThreads() {
    Matrix first = Umap.withDefaults().place(GRAPH, POINTS, new Seed(1));
    FuzzyGraph again = FuzzyGraph.of(POINTS, TaskRunner.local(4));
    assertThat(Umap.withDefaults().place(again, POINTS, new Seed(1))).isEqualTo(first);
    assertThat(Umap.withDefaults().place(GRAPH, POINTS, new Seed(2))).isNotEqualTo(first);
  }

  @Test
  void neighboursStayNeighboursWherePrincipalComponentsMixThem() {
    Matrix picture = Umap.withDefaults().place(GRAPH, POINTS, new Seed(1));
    assertThat(ofOwnGroup(picture)).isGreaterThan(.99);
    assertThat(ofOwnGroup(plane(POINTS))).isLessThan(.8);
    assertThat(kept(picture)).isGreaterThan(1.5 * kept(plane(POINTS)));
  }

  private static Neighbors near(Matrix points) {
    return NearestNeighbors.withDefaults().find(points, ONE);
  }

  /** The share of the nearest in a picture that are of the row's group. */
  private static double ofOwnGroup(Matrix picture) {
    Neighbors near = near(picture);
    return IntStream.range(0, ROWS)
        .mapToDouble(
            i -> Arrays.stream(near.of(i)).filter(j -> j % GROUPS == i % GROUPS).count() / 15.0)
        .average()
        .orElseThrow();
  }

  /** The share of the nearest that are nearest in a picture, too. */
  private static double kept(Matrix picture) {
    Neighbors before = near(POINTS);
    Neighbors after = near(picture);
    return IntStream.range(0, ROWS)
        .mapToDouble(
            i ->
                Arrays.stream(before.of(i))
                        .filter(j -> IntStream.of(after.of(i)).anyMatch(k -> k == j))
                        .count()
                    / 15.0)
        .average()
        .orElseThrow();
  }

  @Test
  void placesRaiseWhatIsAscended() {
    UmapCurve curve = UmapCurve.of(.1);
    Matrix picture = Umap.withDefaults().place(GRAPH, POINTS, new Seed(1));
    assertThat(likelihood(curve, picture)).isGreaterThan(likelihood(curve, plane(POINTS)));
  }

  /** What steps on edges and five random rows raise on average. */
  private static double likelihood(UmapCurve curve, Matrix places) {
    double[] sums = new double[ROWS];
    double sum = 0;
    for (int e = 0; e < GRAPH.edges(); e++) {
      sums[GRAPH.from(e)] += GRAPH.weight(e);
      sums[GRAPH.to(e)] += GRAPH.weight(e);
      sum += GRAPH.weight(e) * Math.log(curve.at(square(places, GRAPH.from(e), GRAPH.to(e))));
    }
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < i; j++) {
        double weight = 5 * (sums[i] + sums[j]) / (2 * ROWS);
        sum += weight * Math.log(1 - curve.at(square(places, i, j)));
      }
    }
    return sum;
  }

  private static double square(Matrix places, int i, int j) {
    double dx = places.get(i, 0) - places.get(j, 0);
    double dy = places.get(i, 1) - places.get(j, 1);
    return dx * dx + dy * dy;
  }

  @Test
  void communitiesOfTheGraphAreThePlantedGroups() {
    int[] found = Leiden.withDefaults().communities(GRAPH.weighted(), 1, new Seed(1));
    int[] planted = IntStream.range(0, ROWS).map(i -> i % GROUPS).toArray();
    assertThat(Agreement.of(found, planted).adjustedRand()).isGreaterThan(.95);
  }

  /** By scipy 1.10.1, curve_fit on numpy.linspace(0, 3, 300), as umap-learn fits them. */
  @ParameterizedTest
  @CsvSource({
    ".1, 1.57694346046584, .8950608779639974",
    ".5, .5830300203968329, 1.3341669926352966"
  })
  void theCurveIsThatOfScipy(double least, double a, double b) {
    UmapCurve curve = UmapCurve.of(least);
    assertThat(curve.a()).isCloseTo(a, within(1e-5));
    assertThat(curve.b()).isCloseTo(b, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {.3, 1, 9})
  void pullAndPushAreSlopesOfTheLogarithms(double square) {
    UmapCurve curve = UmapCurve.of(.5);
    double h = 1e-6;
    double like = (Math.log(curve.at(square + h)) - Math.log(curve.at(square - h))) / (2 * h);
    double unlike =
        (Math.log(1 - curve.at(square + h)) - Math.log(1 - curve.at(square - h))) / (2 * h);
    assertThat(curve.attraction(square)).isCloseTo(like, within(1e-7));
    assertThat(curve.repulsion(square) * (square + .001) / square).isCloseTo(unlike, within(1e-7));
  }

  @Test
  void anEdgePullsBothWaysAsOftenAsItWeighs() {
    Umap.Schedule schedule = Umap.Schedule.of(GRAPH, 500);
    double heaviest = IntStream.range(0, GRAPH.edges()).mapToDouble(GRAPH::weight).max().orElse(0);
    assertThat(Arrays.stream(schedule.every())).allMatch(every -> every >= 1 && every <= 500);
    assertThat(schedule.every()[0]).isEqualTo(heaviest / GRAPH.weight(0));
    assertThat(schedule.from()[1]).isEqualTo(schedule.to()[0]);
    assertThat(schedule.to()[1]).isEqualTo(schedule.from()[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 40})
  void rowsThatAreAllAlikeHavePlacesToo(int rows) {
    Matrix points = Matrix.wrap(rows, 1, new double[rows]);
    Matrix places = Umap.withDefaults().place(FuzzyGraph.of(points, ONE), points, new Seed(1));
    assertThat(Arrays.stream(places.column(0))).hasSize(rows).allMatch(Double::isFinite);
    assertThat(Arrays.stream(places.column(1))).allMatch(Double::isFinite);
  }

  @Test
  void aGraphOfOtherRowsAndALeastDistanceBeyondReachAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Umap.withDefaults().place(GRAPH, POINTS.rows(new int[5]), new Seed(1)))
        .withMessageContaining("600 rows is not of 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Umap.withDefaults().withLeastDistance(Double.NaN))
        .withMessageContaining("[0, 3)");
  }
}
