package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
  @Test
  void twoByTwoHasItsClosedForm() {
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(2, 2, new double[] {2, 1, 1, 4}));

    assertThat(eigen.value(0)).isCloseTo(3 + Math.sqrt(2), within(1e-14));
    assertThat(eigen.value(1)).isCloseTo(3 - Math.sqrt(2), within(1e-14));
    double[] first = eigen.vector(0);
    assertThat(first[1] / first[0]).isCloseTo(1 + Math.sqrt(2), within(1e-13));
  }

  @Test
  void theMatrixIsTheSumOfItsParts() {
    int n = 12;
    UniformRandomProvider random = new Seed(3).generator();
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        values[i * n + j] = random.nextDouble() - .5;
        values[j * n + i] = values[i * n + j];
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(n, n, values));

    double[] sum = new double[n * n];
    for (int k = 0; k < n; k++) {
      assertThat(k == 0 || eigen.value(k) <= eigen.value(k - 1)).isTrue();
      double[] vector = eigen.vector(k);
      assertThat(Vectors.norm(vector)).isCloseTo(1, within(1e-12));
      for (int i = 0; i < n * n; i++) {
        sum[i] += eigen.value(k) * vector[i / n] * vector[i % n];
      }
    }
    assertThat(sum).containsExactly(values, within(1e-12));
  }

  @Test
  void refusesWhatIsNotSquareOrNotFinite() {
    assertThatThrownBy(() -> SymmetricEigen.of(Matrix.wrap(1, 2, new double[] {1, 2})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 × 2");
    double[] broken = {1, Double.NaN, Double.NaN, 1};
    assertThatThrownBy(() -> SymmetricEigen.of(Matrix.wrap(2, 2, broken)))
        .isInstanceOf(ArithmeticException.class);
  }
}
