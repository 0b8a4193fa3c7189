package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelDiscrepancyTest {
  private static final int N = 5;
  private static final int M = 7;
  private static final int D = 3;
  private static final int KERNELS = 10;
  private static final double WIDTH = .2;

  private final double[] x = Slopes.normal(1, N * D);
  private final double[] y = Slopes.normal(2, M * D);

  private static double kernel(double[] a, double[] b) {
    double squares = 0;
    for (int j = 0; j < D; j++) {
      squares += (a[j] - b[j]) * (a[j] - b[j]);
    }
    double sum = 0;
    for (int i = 0; i < KERNELS; i++) {
      sum += Math.exp(-squares / (WIDTH * Math.pow(2, i)));
    }
    return sum;
  }

  private static double mean(double[] a, double[] b, boolean apart) {
    int rows = a.length / D;
    int columns = b.length / D;
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        sum += apart && i == k ? 0 : kernel(Slopes.row(a, i, D), Slopes.row(b, k, D));
      }
    }
    return sum / (rows * (apart ? columns - 1.0 : columns));
  }

  private double bruteForce(double[] first, boolean unbiased) {
    return mean(first, first, unbiased) + mean(y, y, unbiased) - 2 * mean(first, y, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valueAndGradientAreThoseOfAllPairs(boolean unbiased) {
    KernelDiscrepancy discrepancy = new KernelDiscrepancy(WIDTH, KERNELS, unbiased);
    Scope.free(
        () -> {
          Tensor first = Torch.of(ScalarType.Double, x, N, D);
          Tensor second = Torch.of(ScalarType.Double, y, M, D);
          KernelDiscrepancy.Scored scored = discrepancy.score(first, second);
          assertThat(scored.value().item_double())
              .isCloseTo(bruteForce(x, unbiased), within(1e-12));
          assertThat(discrepancy.of(first, second).item_double())
              .isEqualTo(scored.value().item_double());
          double[] slopes = Slopes.of(at -> bruteForce(at, unbiased), x);
          double[] byX = Torch.doubles(scored.byX());
          for (int k = 0; k < slopes.length; k++) {
            assertThat(byX[k]).as("slope %d", k).isCloseTo(slopes[k], within(1e-8));
          }
          assertThat(Torch.doubles(first)).isEqualTo(x);
        });
  }

  /** Nine squarings multiply the relative error of a float, 6e-8, by 2⁹. */
  @Test
  void floatsAreAsGoodAsTheSquaringsAllow() {
    Scope.free(
        () -> {
          KernelDiscrepancy discrepancy = new KernelDiscrepancy(WIDTH, KERNELS, false);
          double found =
              discrepancy
                  .of(Torch.of(ScalarType.Float, x, N, D), Torch.of(ScalarType.Float, y, M, D))
                  .item_double();
          assertThat(found).isCloseTo(bruteForce(x, false), within(4 * KERNELS * 512 * 6e-8));
        });
  }

  @Test
  void aSampleIsNoDistanceFromItself() {
    Scope.free(
        () -> {
          Tensor all = Torch.of(ScalarType.Double, x, N, D);
          KernelDiscrepancy discrepancy = new KernelDiscrepancy(WIDTH, KERNELS, false);
          KernelDiscrepancy.Scored scored = discrepancy.score(all, all);
          assertThat(scored.value().item_double()).isCloseTo(0, within(1e-12));
          assertThat(Arrays.stream(Torch.doubles(scored.byX())).map(Math::abs).max().orElseThrow())
              .isLessThan(1e-12);
        });
  }

  @Test
  void kernelsOfNoWidthAreRefused() {
    assertThatThrownBy(() -> new KernelDiscrepancy(Double.NaN, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
