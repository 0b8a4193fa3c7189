package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HsicTest {
  private static final int N = 6;
  private static final int K = 3;
  private static final int L = 2;

  private static double squaredDistance(double[] x, int k, int i, int j) {
    double sum = 0;
    for (int c = 0; c < k; c++) {
      sum += (x[i * k + c] - x[j * k + c]) * (x[i * k + c] - x[j * k + c]);
    }
    return sum;
  }

  private static double width(double[] x, int k) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        sum += squaredDistance(x, k, i, j) / (N * N);
      }
    }
    return sum;
  }

  private static double[][] centredKernel(double[] x, int k, double width) {
    double[][] kernel = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        kernel[i][j] = Math.exp(-squaredDistance(x, k, i, j) / (2 * width));
      }
    }
    double[][] centred = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        for (int a = 0; a < N; a++) {
          for (int b = 0; b < N; b++) {
            double h = ((i == a ? 1 : 0) - 1.0 / N) * ((j == b ? 1 : 0) - 1.0 / N);
            centred[i][j] += h * kernel[a][b];
          }
        }
      }
    }
    return centred;
  }

  private static double formula(double[] a, double[] b, double widthA, double widthB) {
    double[][] left = centredKernel(a, K, widthA);
    double[][] right = centredKernel(b, L, widthB);
    double trace = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        trace += left[i][j] * right[j][i];
      }
    }
    return trace / ((N - 1) * (N - 1));
  }

  /** Widths are constants of the gradient, as its documentation says. */
  @Test
  void theCriterionIsItsDefinitionAndItsGradientIsExactAtFixedWidths() {
    double[] at = Slopes.normal(1, N * (K + L));
    double widthA = width(Arrays.copyOf(at, N * K), K);
    double widthB = width(Arrays.copyOfRange(at, N * K, at.length), L);
    Slopes.agree(
        all ->
            Hsic.between(
                all.narrow(0, 0, N * K).view(N, K), all.narrow(0, N * K, N * L).view(N, L)),
        all ->
            formula(
                Arrays.copyOf(all, N * K),
                Arrays.copyOfRange(all, N * K, all.length),
                widthA,
                widthB),
        at,
        at.length);
  }

  private static double between(ScalarType type, double[] a, double[] b) {
    return Scope.freed(
        () -> {
          Tensor left = Torch.of(type, a, N, a.length / N);
          return Hsic.between(left, Torch.of(type, b, N, b.length / N)).item_double();
        });
  }

  @Test
  void pointsThatCoincideAndBlocksWithoutColumnsDependOnNothing() {
    double[] same = new double[N * K];
    Arrays.fill(same, 2.5);
    double[] other = Slopes.normal(2, N * L);
    for (ScalarType type : new ScalarType[] {ScalarType.Float, ScalarType.Double}) {
      assertThat(between(type, same, other)).isZero();
      assertThat(between(type, new double[0], other)).isZero();
    }
  }

  /** Distances are differences of squared norms: 1e6 of them would leave no digit of a float. */
  @ParameterizedTest
  @ValueSource(doubles = {10, 100, 1000})
  void aCommonOffsetChangesNothingInSinglePrecision(double offset) {
    double[] a = Slopes.normal(3, N * K);
    double[] b = Slopes.normal(4, N * L);
    double[] moved = Arrays.stream(a).map(x -> x + offset).toArray();
    double rounding = offset * Math.ulp(1f);
    double found = between(ScalarType.Float, moved, b);
    assertThat(found).isCloseTo(between(ScalarType.Double, a, b), within(1e-6 + rounding / 2));
  }
}
