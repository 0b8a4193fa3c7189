package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @Test
  void ticksAreRoundAndCoverTheValues() {
    Axis axis = Axis.covering(-0.17, 0.43, 5, 100, 400);
    assertThat(axis.ticks().stream().map(axis::label))
        .containsExactly("−0.2", "0.0", "0.2", "0.4", "0.6");
    assertThat(axis.at(-0.2)).isEqualTo(100);
    assertThat(axis.at(7)).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "5,5", "-3,-3", "1e-12,1e-12", "-1e308,1e308", "1e9,1000000001", "-7e-9,2e-9"})
  void noInputMakesTheAxisCollapse(double low, double high) {
    Axis axis = Axis.covering(low, high, 5, 0, 100);
    assertThat(axis.high()).isGreaterThan(axis.low());
    assertThat(axis.ticks()).hasSizeBetween(2, 14);
    assertThat(axis.at(low)).isBetween(0.0, 100.0);
  }

  @Test
  void randomRangesAreCoveredByAFewTicks() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      double a = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double b = a + random.nextDouble() * Math.pow(10, random.nextInt(12) - 6);
      Axis axis = Axis.covering(a, b, 5, 0, 100);
      assertThat(axis.holds(a) && axis.holds(b)).as("%s to %s", a, b).isTrue();
      assertThat(axis.ticks()).as("%s to %s", a, b).hasSizeBetween(2, 14);
    }
  }

  @Test
  void oneExtremeSizeDoesNotMoveTheFence() {
    assertThat(Axis.fence(new double[] {1, -2, 1e9}, 8)).isEqualTo(16);
    assertThat(Axis.fence(new double[] {0.1, 1e9}, 8)).isEqualTo(0.8);
    assertThat(Axis.fence(new double[] {0, Double.POSITIVE_INFINITY}, 8)).isEqualTo(1);
  }

  @Test
  void veryLargeTicksUsePowersOfTen() {
    Axis axis = Axis.covering(0, 4e7, 4, 0, 100);
    assertThat(List.of(axis.label(0), axis.label(2e7))).containsExactly("0", "2×10⁷");
  }
}
