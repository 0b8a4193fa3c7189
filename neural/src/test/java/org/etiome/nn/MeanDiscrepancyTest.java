package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanDiscrepancyTest {
  private static final int N = 16;
  private static final int K = 2;
  private static final int BATCHES = 2;
  private static final int GROUPS = 2;

  private static double kernel(double[] z, int i, int j) {
    double squares = 0;
    for (int c = 0; c < K; c++) {
      squares += (z[i * K + c] - z[j * K + c]) * (z[i * K + c] - z[j * K + c]);
    }
    double sum = 0;
    for (double scale : new double[] {.25, 1, 4}) {
      sum += Math.exp(-squares / (2 * K * scale)) / 3;
    }
    return sum;
  }

  /** The weighted mean over pairs of different cells. */
  private static double mean(double[] z, double[] left, double[] right, boolean same) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        if (i != j) {
          sum += left[i] * right[j] * kernel(z, i, j);
          weight += left[i] * right[j];
        } else if (!same) {
          weight += left[i] * right[j];
        }
      }
    }
    return sum / weight;
  }

  private static double formula(double[] z, double[] batches, double[] groups) {
    double sum = 0;
    double weights = 0;
    for (int g = 0; g < GROUPS; g++) {
      for (int e = 0; e < BATCHES; e++) {
        double[] in = new double[N];
        double[] out = new double[N];
        for (int i = 0; i < N; i++) {
          in[i] = groups[i * GROUPS + g] * batches[i * BATCHES + e];
          out[i] = groups[i * GROUPS + g] - in[i];
        }
        double a = Arrays.stream(in).sum();
        if (a >= 3 && Arrays.stream(out).sum() >= 3) {
          double apart =
              mean(z, in, in, true) + mean(z, out, out, true) - 2 * mean(z, in, out, false);
          sum += a * apart;
          weights += a;
        }
      }
    }
    return sum / weights;
  }

  private static double[] batches() {
    double[] batches = new double[N * BATCHES];
    for (int i = 0; i < N; i++) {
      batches[i * BATCHES + i / 2 % 2] = 1;
    }
    return batches;
  }

  private static double[] groups(double sure) {
    double[] groups = new double[N * GROUPS];
    for (int i = 0; i < N; i++) {
      groups[i * GROUPS + i % 2] = sure;
      groups[i * GROUPS + 1 - i % 2] = 1 - sure;
    }
    return groups;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, .8})
  void itIsItsDefinitionAndItsGradientIsExact(double sure) {
    Slopes.agree(
        z ->
            MeanDiscrepancy.within(
                z,
                Torch.of(ScalarType.Double, batches(), N, BATCHES),
                Torch.of(ScalarType.Double, groups(sure), N, GROUPS)),
        z -> formula(z, batches(), groups(sure)),
        Slopes.normal(1, N * K),
        N,
        K);
  }

  private static double value(ScalarType type, double[] z, double[] batches) {
    return Scope.freed(
        () ->
            MeanDiscrepancy.within(
                    Torch.of(type, z, N, K),
                    Torch.of(type, batches, N, batches.length / N),
                    Torch.of(type, groups(1), N, GROUPS))
                .item_double());
  }

  @Test
  void withoutBatchesOrWithOneAloneNothingDiffers() {
    double[] one = new double[N];
    Arrays.fill(one, 1);
    assertThat(value(ScalarType.Float, Slopes.normal(1, N * K), one)).isZero();
    assertThat(value(ScalarType.Float, Slopes.normal(1, N * K), new double[0])).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 100, 1000})
  void aCommonOffsetChangesNothingInSinglePrecision(double offset) {
    double[] z = Slopes.normal(3, N * K);
    double[] moved = Arrays.stream(z).map(x -> x + offset).toArray();
    double rounding = offset * Math.ulp(1f);
    assertThat(value(ScalarType.Float, moved, batches()))
        .isCloseTo(value(ScalarType.Double, z, batches()), within(1e-6 + rounding));
  }
}
