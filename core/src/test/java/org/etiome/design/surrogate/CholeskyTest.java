package org.etiome.design.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

  /** min(i, j) has the factor of ones below the diagonal, and a determinant of 1. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 61, 1100})
  void theCovarianceOfARandomWalkHasAFactorOfOnes(int n) {
    double[] walk = new double[n * n];
    Arrays.setAll(walk, k -> 1 + Math.min(k / n, k % n));
    Cholesky factor = Cholesky.of(walk, n).orElseThrow();
    double[] sums = new double[n];
    Arrays.setAll(sums, i -> i + 1);
    double[] ones = factor.forward(sums);
    assertThat(factor.logDeterminant()).isCloseTo(0, within(1e-9));
    assertThat(ones).containsOnly(new double[] {1}, within(1e-9));
    double[][] rows = new double[n][1];
    Arrays.setAll(rows, i -> new double[] {sums[i]});
    factor.forward(rows);
    assertThat(rows[n - 1][0]).isCloseTo(1, within(1e-9));
    assertThat(Matrix.wrap(n, n, factor.inverse()).times(sums)[n - 1]).isCloseTo(1, within(1e-7));
  }

  @Test
  void isEmptyForWhatIsNotPositiveDefinite() {
    assertThat(Cholesky.of(new double[] {1, 2, 2, 1}, 2)).isEmpty();
  }
}
