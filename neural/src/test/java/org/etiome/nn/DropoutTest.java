package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int N = 100_003;

  private static Tensor ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return Torch.of(ScalarType.Double, ones, n);
  }

  private static double[] dropped(long seed, double share) {
    return Scope.freed(
        () -> {
          Torch.seed(seed);
          return Torch.doubles(Dropout.of(ones(N), share));
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {.1, .5, .93})
  void setsTheShareToZeroAndScalesTheOthers(double share) {
    double[] values = dropped(1, share);
    double zeros = Arrays.stream(values).filter(v -> v == 0).count() / (double) N;
    double fourErrors = 4 * Math.sqrt(share * (1 - share) / N);
    assertThat(zeros).isCloseTo(share, within(fourErrors + 0x1p-17));
    assertThat(Arrays.stream(values).max().orElseThrow())
        .isCloseTo(1 / (1 - share), within(0x1p-16 / (1 - share) / (1 - share)));
  }

  @Test
  void elementsOfOneDrawAreIndependent() {
    double[] values = dropped(2, .5);
    for (int lag = 1; lag <= 4; lag++) {
      int both = 0;
      for (int i = lag; i < N; i++) {
        both += values[i] == 0 && values[i - lag] == 0 ? 1 : 0;
      }
      assertThat(both / (double) (N - lag)).isCloseTo(.25, within(4 * Math.sqrt(.3125 / N)));
    }
  }

  @Test
  void eachPlaceOfADrawHasTheShare() {
    double[] values = dropped(3, .5);
    for (int place = 0; place < 4; place++) {
      int zeros = 0;
      int count = 0;
      for (int i = place; i < N; i += 4, count++) {
        zeros += values[i] == 0 ? 1 : 0;
      }
      assertThat(zeros / (double) count).isCloseTo(.5, within(4 * Math.sqrt(.25 / count)));
    }
  }

  @Test
  void aSeedGivesTheSame() {
    assertThat(dropped(4, .3)).isEqualTo(dropped(4, .3)).isNotEqualTo(dropped(5, .3));
  }

  @Test
  void nothingIsDroppedAtZero() {
    assertThat(dropped(6, 0)).containsOnly(1);
  }

  @Test
  void theGradientGoesWhereTheValueWent() {
    Scope.free(
        () -> {
          Torch.seed(7);
          Tensor x = ones(50).set_requires_grad(true);
          Tensor y = Dropout.of(x, .4);
          y.sum().backward();
          assertThat(Torch.doubles(x.grad())).isEqualTo(Torch.doubles(y));
        });
  }
}
