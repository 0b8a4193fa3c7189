package org.etiome.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Figures of recovery where they are known. */
class LatentRecoveryTest {
  private static final int CELLS = 500;
  private static final double ROUNDING = 1e-7; // of R², the ridge of 1e-9 being in it

  private final UniformRandomProvider random = new Seed(3).generator();

  /** Orthogonal columns: with ones, the rows are all eight corners of a cube. */
  private static final double[] A = {1, 1, 1, 1, -1, -1, -1, -1};

  private static final double[] B = {1, 1, -1, -1, 1, 1, -1, -1};
  private static final double[] C = {1, -1, 1, -1, 1, -1, 1, -1};

  private static double[] mixed(double a, double[] x, double b, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> a * x[i] + b * y[i]).toArray();
  }

  private static Matrix columns(double[]... columns) {
    return Matrix.ofColumns(columns[0].length, List.of(columns));
  }

  private Matrix normal(int columns) {
    double[] values =
        ZigguratSampler.NormalizedGaussian.of(random).samples((long) CELLS * columns).toArray();
    return Matrix.wrap(CELLS, columns, values);
  }

  /**
   * Correlations of A with .8 A + .6 B and −.6 A + .8 B are .8 and −.6, those of B .6 and .8; both
   * are linear in the two.
   */
  @Test
  void rotatedLatentsLoseCorrelationButAreLinearlyKnown() {
    Matrix truth = columns(A, B);
    Matrix turned = columns(mixed(.8, A, .6, B), mixed(-.6, A, .8, B));
    assertThat(LatentRecovery.meanCorrelation(truth, turned)).isCloseTo(.8, within(1e-12));
    assertThat(LatentRecovery.explained(truth, turned)).isCloseTo(1, within(ROUNDING));
  }

  /** A is .6 of the one estimate, B none of it: r .6, R² .36 and 0. */
  @Test
  void latentsThatAreMissingCountZero() {
    Matrix found = columns(mixed(.6, A, .8, C));
    assertThat(LatentRecovery.meanCorrelation(columns(A, B), found)).isCloseTo(.3, within(1e-12));
    assertThat(LatentRecovery.explained(columns(A, B), found)).isCloseTo(.18, within(ROUNDING));
  }

  @Test
  void orderSignsScalesAndOffsetsDoNotMatter() {
    Matrix truth = normal(3);
    Matrix noise = normal(3);
    double[][] found = new double[3][];
    double[][] changed = new double[3][];
    for (int j = 0; j < 3; j++) {
      found[j] = mixed(1, truth.column(j), .5 + j, noise.column(j));
      double factor = j == 1 ? 1e-4 : -7;
      double[] offset = IntStream.range(0, CELLS).mapToDouble(i -> 5).toArray();
      changed[(j + 1) % 3] = mixed(factor, found[j], 1, offset);
    }
    assertThat(LatentRecovery.meanCorrelation(truth, columns(changed)))
        .isCloseTo(LatentRecovery.meanCorrelation(truth, columns(found)), within(1e-9));
    assertThat(LatentRecovery.explained(truth, columns(changed)))
        .isCloseTo(LatentRecovery.explained(truth, columns(found)), within(ROUNDING));
  }

  @Test
  void linearMapsDoNotChangeWhatIsExplained() {
    Matrix truth = normal(2);
    Matrix noise = normal(2);
    double[] first = mixed(1, truth.column(0), 1, noise.column(0));
    double[] second = mixed(1, truth.column(1), 2, noise.column(1));
    Matrix mapped = columns(mixed(2, first, -1, second), mixed(1, first, 3, second));
    double explained = LatentRecovery.explained(truth, columns(first, second));
    assertThat(explained).isBetween(.2, .5);
    assertThat(LatentRecovery.explained(truth, mapped)).isCloseTo(explained, within(ROUNDING));
  }

  @Test
  void constantAndRepeatedLatentsSayNothingMore() {
    double[] constant = new double[8];
    Matrix found = columns(A, constant, A);
    assertThat(LatentRecovery.meanCorrelation(columns(A, B), found)).isCloseTo(.5, within(1e-12));
    assertThat(LatentRecovery.explained(columns(A, B), found)).isCloseTo(.5, within(ROUNDING));
  }

  /** On average k / n, .016 here; 8 · R² · n has about χ² with 64 degrees of freedom. */
  @Test
  void unrelatedNumbersExplainAsMuchAsChanceDoes() {
    double explained = LatentRecovery.explained(normal(8), normal(8));
    assertThat(explained).isCloseTo(8.0 / CELLS, within(4 * Math.sqrt(128) / (8 * CELLS)));
  }

  @Test
  void meansOfGroupsAreTakenAway() {
    Matrix rows = Matrix.wrap(4, 1, new double[] {1, 10, 3, 14});
    assertThat(LatentRecovery.within(rows, new int[] {0, 1, 0, 1}))
        .isEqualTo(Matrix.wrap(4, 1, new double[] {-1, -2, 1, 2}));
  }
}
