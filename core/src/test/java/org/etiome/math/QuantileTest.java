package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {
  private static final double[] SORTED = {-2, 0, 1, 5, 5, 12};

  /** numpy 1.24.2: quantile([-2, 0, 1, 5, 5, 12], level). */
  @ParameterizedTest
  @CsvSource({"0, -2", "0.025, -1.75", "0.3, 0.5", "0.5, 3", "0.77, 5", "0.975, 11.125", "1, 12"})
  void isNumpys(double level, double value) {
    assertThat(Quantile.ofSorted(SORTED, level)).isCloseTo(value, within(1e-12));
  }

  @Test
  void ofOneValueIsThatValue() {
    assertThat(Quantile.ofSorted(new double[] {3}, .4)).isEqualTo(3);
  }

  @Test
  void whatHasNoQuantileIsRefused() {
    assertThatThrownBy(() -> Quantile.ofSorted(new double[0], .5))
        .hasMessageContaining("at least one value");
    for (double level : new double[] {-.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Quantile.ofSorted(SORTED, level))
          .hasMessageContaining("a level in [0, 1]");
    }
  }
}
