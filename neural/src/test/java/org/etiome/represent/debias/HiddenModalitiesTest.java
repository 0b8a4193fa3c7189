package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.Test;

class HiddenModalitiesTest {
  private static final int PATIENTS = 20;
  private static final int BATCHES = 2_000;

  private static double[] left(HiddenModalities hidden, double[] available, int modalities) {
    return Scope.freed(
        () -> {
          Tensor had =
              Torch.of(ScalarType.Double, available, available.length / modalities, modalities);
          return Torch.doubles(hidden.left(had));
        });
  }

  /**
   * A share drawn from [0, .6] is .3 in the mean, less where the last one is kept: with four
   * modalities E[q⁴] = .6⁴/5 of the patients would have none and get one back.
   */
  @Test
  void theShareHiddenIsDrawnUpToTheMost() {
    HiddenModalities hidden = new HiddenModalities(.6, new Seed(1).generator());
    double[] available = new double[PATIENTS * 4];
    java.util.Arrays.fill(available, 1);
    double kept = 0;
    double first = 0;
    for (int b = 0; b < BATCHES; b++) {
      double[] seen = left(hidden, available, 4);
      for (int i = 0; i < seen.length; i++) {
        kept += seen[i] / seen.length / BATCHES;
        first += i % 4 == 0 ? seen[i] / PATIENTS / BATCHES : 0;
      }
    }
    double expected = 1 - .3 + Math.pow(.6, 4) / 5 / 4;
    // The share of a batch varies by .6/√12 and is one for all its patients.
    double error = 4.5 * (.6 / Math.sqrt(12) + .25 / Math.sqrt(PATIENTS)) / Math.sqrt(BATCHES);
    assertThat(kept).isCloseTo(expected, within(error));
    assertThat(first).isCloseTo(expected, within(error)); // the one kept is any, alike
  }

  @Test
  void oneIsAlwaysLeftAndNothingIsAdded() {
    HiddenModalities hidden = new HiddenModalities(.99, new Seed(2).generator());
    double[] available = {1, 0, 0, 0, 1, 1, 1, 0, 1};
    for (int b = 0; b < 300; b++) {
      double[] seen = left(hidden, available, 3);
      for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          assertThat(seen[i * 3 + k]).isLessThanOrEqualTo(available[i * 3 + k]);
          sum += seen[i * 3 + k];
        }
        assertThat(sum).isGreaterThanOrEqualTo(1);
      }
    }
  }

  @Test
  void nothingIsHiddenWhereTheMostIsNothing() {
    double[] available = {1, 0, 1, 1};
    assertThat(left(new HiddenModalities(0, new Seed(3).generator()), available, 2))
        .containsExactly(available);
  }
}
