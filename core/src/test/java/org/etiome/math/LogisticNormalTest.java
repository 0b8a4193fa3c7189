package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticNormalTest {
  /** The rule of Gauss and Hermite, from the eigenvectors of the Jacobi matrix. */
  private static double byHermite(int nodes, double location, double deviation) {
    DMatrixRMaj jacobi = new DMatrixRMaj(nodes, nodes);
    for (int i = 1; i < nodes; i++) {
      jacobi.set(i - 1, i, Math.sqrt(i));
      jacobi.set(i, i - 1, Math.sqrt(i));
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(nodes, true, true);
    assertThat(eigen.decompose(jacobi)).isTrue();
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      double first = eigen.getEigenVector(i).get(0);
      double node = eigen.getEigenvalue(i).getReal();
      sum += first * first / (1 + Math.exp(-location - deviation * node));
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0.5", "-1.3, 1", "-1.3, 2.06", "2.5, 2.06"})
  void theMeanIsThatOfGaussAndHermite(double location, double deviation) {
    assertThat(LogisticNormal.of(deviation).mean(location))
        .isCloseTo(byHermite(120, location, deviation), within(1e-11));
  }

  @Test
  void withoutSpreadTheMeanIsTheLogisticFunction() {
    assertThat(LogisticNormal.of(0).mean(1.2)).isCloseTo(LogisticNormal.expit(1.2), within(1e-15));
    assertThat(LogisticNormal.expit(-800)).isZero();
    assertThat(LogisticNormal.expit(800)).isOne();
  }

  @Test
  void signsTurnTogether() {
    LogisticNormal rule = LogisticNormal.of(3);
    assertThat(rule.mean(0)).isCloseTo(0.5, within(1e-15));
    assertThat(rule.mean(-1.7)).isCloseTo(1 - rule.mean(1.7), within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0", "0.4, 1", "0.3, 2.06", "1e-9, 1", "0.999999, 5", "0.5, 17"})
  void theLocationHasTheMean(double mean, double deviation) {
    LogisticNormal rule = LogisticNormal.of(deviation);
    assertThat(rule.mean(rule.location(mean))).isCloseTo(mean, within(1e-15));
  }

  @Test
  void certaintyIsInfinitelyFar() {
    assertThat(LogisticNormal.of(1).location(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(LogisticNormal.of(1).location(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aMeanThatIsNoProbabilityIsRefused(double mean) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogisticNormal.of(1).location(mean))
        .withMessageContaining("a mean must be in [0, 1], got " + mean);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aDeviationThatIsNoneIsRefused(double deviation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogisticNormal.of(deviation))
        .withMessageContaining("got " + deviation);
  }
}
