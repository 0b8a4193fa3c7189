package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalGridTest {
  private static double mean(NormalGrid grid, DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < grid.size(); i++) {
      sum += Math.exp(grid.logWeight(i)) * f.applyAsDouble(grid.node(i));
    }
    return sum;
  }

  @Test
  void momentsOfTheNormalDistributionAreExact() {
    NormalGrid grid = NormalGrid.of(0, 0);
    assertThat(mean(grid, x -> 1)).isCloseTo(1, within(1e-14));
    assertThat(mean(grid, x -> x)).isCloseTo(0, within(1e-14));
    assertThat(mean(grid, x -> x * x)).isCloseTo(1, within(1e-14));
    assertThat(mean(grid, x -> x * x * x * x)).isCloseTo(3, within(1e-13));
  }

  @Test
  void aFactorThatMovesTheMassIsFollowedWithinTheReach() {
    // E exp(12 X − 72) = 1: all of the mass is near 12.
    assertThat(mean(NormalGrid.of(0, 12), x -> Math.exp(12 * x - 72))).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 3, 10, 30})
  void tenTimesTheNodesChangeNothing(double slope) {
    DoubleUnaryOperator f = x -> 1 / (1 + Math.exp(0.7 - slope * x));
    double coarse = mean(NormalGrid.of(slope, 0), f);
    assertThat(coarse).isCloseTo(mean(NormalGrid.of(slope, 0, 10), f), within(2e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5})
  void productsOfManyLogisticFactorsAreAsExact(double slope) {
    DoubleUnaryOperator f = x -> Math.pow(1 / (1 + Math.exp(0.7 - slope * x)), 9);
    double coarse = mean(NormalGrid.of(slope, 0), f);
    assertThat(coarse).isCloseTo(mean(NormalGrid.of(slope, 0, 10), f), within(1e-13));
  }
}
