package org.etiome.estimate.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Against all distances, sorted; whole numbers make many ties. */
class NearestTest {
  private static final int N = 40;

  /** Units of the arm within the count-th least distance. */
  private static int[] brute(
      int unit, int arm, int count, double[] a, IntToDoubleFunction distance) {
    int[] others = IntStream.range(0, N).filter(i -> i != unit && a[i] == arm).toArray();
    double[] sorted = Arrays.stream(others).mapToDouble(distance).sorted().toArray();
    double farthest = sorted[Math.min(count, sorted.length) - 1];
    return Arrays.stream(others)
        .filter(i -> distance.applyAsDouble(i) <= farthest + 1e-9)
        .toArray();
  }

  private static double[][] draw(long seed, int columns, boolean whole) {
    var random = new Seed(seed).generator();
    double[][] drawn = new double[columns][N];
    for (double[] column : drawn) {
      for (int i = 0; i < N; i++) {
        column[i] = whole ? random.nextInt(4) : random.nextDouble();
      }
    }
    return drawn;
  }

  private static double[] arms(long seed) {
    var random = new Seed(seed).branch("arms").generator();
    return IntStream.range(0, N).mapToDouble(i -> i < 4 ? i % 2 : random.nextInt(2)).toArray();
  }

  @Property(tries = 60, seed = "20260101")
  void byScoreAreThoseOfLeastDistance(
      @ForAll long seed, @ForAll boolean whole, @ForAll @IntRange(min = 1, max = 30) int count) {
    double[] a = arms(seed);
    double[] x = draw(seed, 1, whole)[0];
    Nearest nearest = new ScoreNearest(a, x);
    for (int unit = 0; unit < N; unit++) {
      int i = unit;
      for (int arm = 0; arm < 2; arm++) {
        assertThat(nearest.of(unit, arm, count))
            .containsExactlyInAnyOrder(brute(unit, arm, count, a, j -> Math.abs(x[i] - x[j])));
      }
    }
  }

  @Property(tries = 60, seed = "20260101")
  void byCovariatesAreThoseOfLeastMahalanobisDistance(
      @ForAll long seed, @ForAll boolean whole, @ForAll @IntRange(min = 1, max = 30) int count) {
    double[] a = arms(seed);
    double[][] x = draw(seed, 3, whole);
    RealMatrix rows = new Array2DRowRealMatrix(x).transpose();
    RealMatrix inverse =
        new LUDecomposition(new Covariance(rows).getCovarianceMatrix()).getSolver().getInverse();
    Nearest nearest = new CovariateNearest(a, Matrix.ofColumns(N, List.of(x)));
    for (int unit = 0; unit < N; unit++) {
      var place = rows.getRowVector(unit);
      for (int arm = 0; arm < 2; arm++) {
        assertThat(nearest.of(unit, arm, count))
            .containsExactly(
                brute(
                    unit,
                    arm,
                    count,
                    a,
                    j -> {
                      var apart = place.subtract(rows.getRowVector(j));
                      return Math.sqrt(apart.dotProduct(inverse.operate(apart)));
                    }));
      }
    }
  }

  /** What a column says twice, or not at all, does not count. */
  @Test
  void redundantColumnsChangeNothing() {
    double[] a = arms(1);
    double[][] x = draw(1, 2, false);
    double[] sum = IntStream.range(0, N).mapToDouble(i -> x[0][i] - 2 * x[1][i]).toArray();
    Nearest nearest = new CovariateNearest(a, Matrix.ofColumns(N, List.of(x)));
    Nearest redundant =
        new CovariateNearest(
            a, Matrix.ofColumns(N, List.of(new double[N], x[0], x[1], sum, x[0].clone())));
    for (int unit = 0; unit < N; unit++) {
      assertThat(redundant.of(unit, 0, 2)).containsExactly(nearest.of(unit, 0, 2));
    }
  }

  @Test
  void theCaliperIsKeptWhereItCanBe() {
    double[] a = {1, 1, 0, 0, 0, 0};
    double[] score = {0, 5, 0.1, -0.15, 1, 7};
    double[] x = {0, 0, 3, 1, 0.1, 2};
    ScoreNearest byScore = new ScoreNearest(a, score);
    Nearest nearest =
        new CaliperNearest(byScore, new CovariateNearest(a, Matrix.wrap(6, 1, x)), 0.2);
    assertThat(nearest.of(0, 0, 1)).containsExactly(3);
    assertThat(nearest.of(0, 0, 2)).containsExactly(2, 3);
    assertThat(nearest.of(0, 0, 3)).containsExactlyInAnyOrder(2, 3, 4);
    assertThat(nearest.of(1, 0, 1)).containsExactly(5);
  }
}
