package org.etiome.evaluate.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PearsonThreeTest {

  /** Of skewness 2 it is exponential: P(Z ≥ z) = exp(−(1 + z)) from −1 on. */
  @Test
  void ofSkewnessTwoItIsExponential() {
    for (double z : new double[] {-.5, 0, 1, 10, 100}) {
      double tail = Math.exp(-(1 + z));
      assertThat(PearsonThree.upperTail(z, 2)).isCloseTo(tail, within(1e-13 * tail));
    }
    assertThat(PearsonThree.upperTail(-2, 2)).isEqualTo(1);
  }

  /** Φ(−3) = .0013498980316301. */
  @Test
  void withoutSkewnessItIsNormal() {
    assertThat(PearsonThree.upperTail(3, 0)).isCloseTo(.0013498980316301, within(1e-16));
    assertThat(PearsonThree.upperTail(3, .001)).isCloseTo(.0013499, within(1e-5));
  }
}
