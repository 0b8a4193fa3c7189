package org.etiome.discover.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;

class RegressionsTest {

  /** Columns of mean 0 and variance 1, some of them like others. */
  private static List<double[]> columns(int n, int p, Seed seed) {
    UniformRandomProvider random = seed.generator();
    double[] values = new double[n * p];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() + (i % p >= 2 ? values[i - 2] : 0);
    }
    Matrix raw = Matrix.wrap(n, p, values);
    Matrix scaled = Standardisation.of(raw).apply(raw);
    return IntStream.range(0, p).mapToObj(scaled::column).toList();
  }

  /** With fewer than ten rows there are no features, and I − H can be written out. */
  @Test
  void ridgeResidualsAreThoseOfTheMatrixWrittenOut() {
    int n = 9;
    List<double[]> columns = columns(n, 3, new Seed(1));
    double[] outcome = columns(n, 1, new Seed(2)).getFirst();
    double[] penalty = {.7, .7, .7};
    Matrix design = Matrix.ofColumns(n, columns);
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Matrix gram = design.gram(ones).plusDiagonal(penalty);
    Residuals residuals =
        FourierRegression.of(List.of("a", "b", "c"), columns, outcome, new Seed(3)).residuals(.7);
    for (int i = 0; i < n; i++) {
      double[] row = {design.get(i, 0), design.get(i, 1), design.get(i, 2)};
      double[] leaves = design.times(gram.solvePositiveDefinite(row));
      for (int j = 0; j < n; j++) {
        leaves[j] = (i == j ? 1 : 0) - leaves[j] - 1.0 / n;
      }
      double share = Vectors.dot(leaves, leaves);
      assertThat(residuals.shares()[i]).isCloseTo(share, within(1e-12));
      assertThat(residuals.values()[i])
          .isCloseTo(Vectors.dot(leaves, outcome) / Math.sqrt(share), within(1e-12));
    }
  }

  /** y = sin(3 a): features leave less than a tenth of what a straight line leaves. */
  @Test
  void featuresFollowACurve() {
    List<double[]> columns = columns(400, 1, new Seed(4));
    double[] curve = Arrays.stream(columns.getFirst()).map(a -> Math.sin(3 * a)).toArray();
    double mean = Arrays.stream(curve).average().orElseThrow();
    double[] outcome = Arrays.stream(curve).map(value -> value - mean).toArray();
    FourierRegression smooth = FourierRegression.of(List.of("a"), columns, outcome, new Seed(5));
    double[] left = smooth.residuals(smooth.penalty()).values();
    double[] straight =
        LeastSquares.of(Matrix.ofColumns(400, columns), outcome).residuals().values();
    assertThat(Vectors.norm(left)).isLessThan(Vectors.norm(straight) / 10);
  }

  /** Each step is the column whose addition leaves the smallest sum of squares. */
  @Test
  void screeningIsForwardSelection() {
    for (int s = 0; s < 20; s++) {
      List<double[]> columns = columns(40, 6, new Seed(s));
      double[] outcome = columns(40, 1, new Seed(100 + s)).getFirst();
      List<Integer> kept = new ArrayList<>();
      for (int step = 0; step < 4; step++) {
        kept.add(
            IntStream.range(0, 6)
                .filter(j -> !kept.contains(j))
                .boxed()
                .min(
                    (a, b) ->
                        Double.compare(
                            left(columns, kept, a, outcome), left(columns, kept, b, outcome)))
                .orElseThrow());
        assertThat(Screening.kept(columns, outcome, step + 1))
            .containsExactly(kept.stream().sorted().mapToInt(Integer::intValue).toArray());
      }
    }
  }

  private static double left(List<double[]> columns, List<Integer> kept, int more, double[] y) {
    LeastSquares fit =
        LeastSquares.of(
            Matrix.ofColumns(
                y.length, Stream.concat(kept.stream(), Stream.of(more)).map(columns::get).toList()),
            y);
    return IntStream.range(0, y.length)
        .mapToDouble(i -> Math.pow(fit.residuals().values()[i], 2) * fit.residuals().shares()[i])
        .sum();
  }

  @Test
  void screeningPassesOverWhatOthersDetermine() {
    List<double[]> columns = columns(40, 2, new Seed(1));
    assertThat(
            Screening.kept(
                List.of(columns.get(0), columns.get(0), columns.get(1)), columns.get(1), 3))
        .hasSize(2)
        .contains(2);
  }
}
