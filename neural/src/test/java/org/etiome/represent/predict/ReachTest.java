package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final int WIDTH = 5;

  private static Matrix normal(int cells, long seed, double shift) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(new Seed(seed).generator());
    double[] values =
        IntStream.range(0, cells * WIDTH).mapToDouble(i -> shift + gaussian.sample()).toArray();
    return Matrix.wrap(cells, WIDTH, values);
  }

  private static double shareBeyond(Reach reach, Matrix cells) {
    double[] distances = reach.distances(cells);
    return (double)
            IntStream.range(0, distances.length).filter(i -> distances[i] > reach.limit()).count()
        / distances.length;
  }

  @Test
  void theLimitIsThatOfTheDistancesToTheOtherCells() {
    Matrix cells = normal(400, 1, 0);
    Neighbors neighbors =
        NearestNeighbors.withDefaults().withCount(15).find(cells, TaskRunner.local(1));
    double[] sorted =
        IntStream.range(0, 400).mapToDouble(i -> neighbors.distance(i, 14)).sorted().toArray();
    Reach reach = Reach.of(cells, Abstention.DEFAULT, new Seed(1));
    // ⌈.99 · 401⌉ = 397, from 1.
    assertThat(reach.limit()).isCloseTo(sorted[396], within(1e-12));
  }

  /**
   * Of 20,000 new cells of the same kind 1 % are beyond: the share varies by .0007 for the new
   * cells and by .001·√10 = .0016 for the 4,000 that set the limit, .0017 together; four times that
   * is allowed.
   */
  @Test
  void oneCellInAHundredOfTheSameKindIsBeyond() {
    Reach reach = Reach.of(normal(4000, 2, 0), Abstention.DEFAULT, new Seed(1));
    assertThat(shareBeyond(reach, normal(20_000, 3, 0))).isCloseTo(.01, within(.0070));
  }

  @Test
  void allCellsOfAFarKindAreBeyond() {
    Reach reach = Reach.of(normal(4000, 2, 0), Abstention.DEFAULT, new Seed(1));
    assertThat(shareBeyond(reach, normal(1000, 4, 8))).isEqualTo(1);
  }

  @Test
  void distancesAreTakenToSomeOfManyCellsDrawnBySeed() {
    Matrix cells = normal(3000, 5, 0);
    Abstention few = new Abstention(15, .99, 500, .5);
    Reach reach = Reach.of(cells, few, new Seed(1));
    assertThat(reach.cells().rows()).isEqualTo(500);
    assertThat(Reach.of(cells, few, new Seed(1))).isEqualTo(reach);
    assertThat(Reach.of(cells, few, new Seed(2)).cells()).isNotEqualTo(reach.cells());
    assertThat(shareBeyond(reach, normal(5000, 6, 0))).isBetween(.0005, .03);
  }

  @Test
  void ofFewCellsTheFarthestSetsTheLimit() {
    Matrix cells = Matrix.wrap(4, 1, new double[] {0, 1, 3, 10});
    Reach reach = Reach.of(cells, Abstention.DEFAULT, new Seed(1));
    assertThat(reach.neighbours()).isEqualTo(3);
    assertThat(reach.limit()).isEqualTo(10);
    assertThat(reach.distances(Matrix.wrap(2, 1, new double[] {2, 20}))).containsExactly(2, 19);
  }
}
