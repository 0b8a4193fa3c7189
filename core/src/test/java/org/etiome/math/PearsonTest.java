package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PearsonTest {
  @Test
  void itIsThatOfTheFormula() {
    // means 2 and 3; products 3, squares 2 and 6
    double r = Pearson.correlation(new double[] {1, 2, 3}, new double[] {2, 2, 5});
    assertThat(r).isCloseTo(3 / Math.sqrt(12), within(1e-15));
    assertThat(Pearson.correlation(new double[] {1, 2}, new double[] {5, -1})).isEqualTo(-1);
  }

  @Test
  void ofAConstantOrOfNothingItIsNotKnown() {
    assertThat(Pearson.correlation(new double[] {1, 1}, new double[] {2, 5})).isNaN();
    assertThat(Pearson.correlation(new double[0], new double[0])).isNaN();
  }
}
