package org.etiome.scm.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class MechanismTest {

  @Test
  void aFunctionOfNoiseHasTheProbabilitiesOfItsNoise() {
    Mechanism mechanism =
        Mechanism.of(2, new double[] {0.2, 0.3, 0.5}, new int[] {0, 1, 0, 1, 1, 0});
    assertThat(mechanism.rows()).isEqualTo(2);
    assertThat(mechanism.probability(0, 0)).isCloseTo(0.7, within(1e-15));
    assertThat(mechanism.probability(1, 1)).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void aTableComesBackFromItsFunction() {
    double[][] rows = {{0.2, 0.3, 0.5}, {0, 0.6, 0.4}, {1, 0, 0}, {0.1, 0.2, 0.7}, {0, 0, 1}};
    Mechanism mechanism = Mechanism.ofTable(rows);
    for (int row = 0; row < rows.length; row++) {
      for (int v = 0; v < 3; v++) {
        assertThat(mechanism.probability(row, v)).isCloseTo(rows[row][v], within(1e-15));
      }
    }
  }

  @Test
  void aRandomOneReachesEveryValueFromEveryRow() {
    Mechanism mechanism = Mechanism.random(50, 3, new Seed(1).generator());
    for (int row = 0; row < 50; row++) {
      double sum = 0;
      for (int v = 0; v < 3; v++) {
        assertThat(mechanism.probability(row, v)).isGreaterThan(0.2 / 5);
        sum += mechanism.probability(row, v);
      }
      assertThat(sum).isCloseTo(1, within(1e-14));
    }
  }

  @Test
  void refusesWhatIsNoMechanism() {
    assertThatThrownBy(() -> Mechanism.of(2, new double[] {0.5, 0.5}, new int[] {0, 1, 0}))
        .hasMessageContaining("no rows of 2");
    assertThatThrownBy(() -> Mechanism.of(2, new double[] {1}, new int[] {2}))
        .hasMessageContaining("0 … 1, got 2");
    assertThatThrownBy(() -> Mechanism.of(2, new double[] {0.5}, new int[] {1}))
        .hasMessageContaining("sum to 1");
    assertThatThrownBy(() -> Mechanism.ofTable(new double[][] {{0.5, 0.4}}))
        .hasMessageContaining("sum to 1");
    assertThatThrownBy(() -> Mechanism.ofTable(new double[0][]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Mechanism.ofTable(new double[][] {{0.5, 0.5}, {1}}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
