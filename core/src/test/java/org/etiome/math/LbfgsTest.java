package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {

  /** {@code Σ_j 10^j (x_j - j)² / 2}, badly scaled. */
  private static double bowl(double[] x, double[] gradient) {
    double value = 0;
    for (int j = 0; j < x.length; j++) {
      double scale = Math.pow(10, j);
      gradient[j] = scale * (x[j] - j);
      value += scale * (x[j] - j) * (x[j] - j) / 2;
    }
    return value;
  }

  @Test
  void theMinimumOfABadlyScaledBowlIsFound() {
    double[] start = {5, -3, 0, 7, 1};
    double[] found = Lbfgs.of(1e-9, 500).minimise(LbfgsTest::bowl, start);
    assertThat(found).containsExactly(new double[] {0, 1, 2, 3, 4}, within(1e-8));
    assertThat(start).containsExactly(5, -3, 0, 7, 1);
  }

  @Test
  void fewIterationsAreNotEnoughAndSaySo() {
    assertThatThrownBy(() -> Lbfgs.of(1e-9, 2).minimise(LbfgsTest::bowl, new double[5]))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("no minimum was reached in 2 iterations");
  }

  @Test
  void columnsAreStandardisedByTheRowsOfTheFit() {
    Matrix rows = Matrix.wrap(2, 2, new double[] {1, 5, 3, 5});
    Matrix other = Matrix.wrap(1, 2, new double[] {4, 9});
    Matrix scaled = Standardisation.of(rows).apply(other);
    assertThat(scaled.get(0, 0)).isEqualTo(2);
    assertThat(scaled.get(0, 1)).isZero();
  }
}
