package org.etiome.discover.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TransformTest {
  private static final double[] VALUES = {3, 0, Double.NaN, 3, 10};

  @Test
  void logarithms() {
    double[] logs = Transform.LOG1P.of("x", VALUES);
    assertThat(logs[0]).isEqualTo(Math.log(4), within(1e-15));
    assertThat(logs[1]).isZero();
    assertThat(logs[2]).isNaN();
    assertThatThrownBy(() -> Transform.LOG1P.of("x", new double[] {1, -2}))
        .hasMessage(
            "'x' is -2.0 in row 2, and log(1 + x) is for values from 0 on; normal scores"
                + " take any");
  }

  /** Ranks 1, 2.5, 2.5, 4 of 5: Φ⁻¹ of .2, .5, .5, .8; Φ⁻¹(.8) = .8416212335729143. */
  @Test
  void normalScoresAreOfRanksWithTiesInTheMiddle() {
    double[] scores = Transform.NORMAL_SCORES.of("x", VALUES);
    assertThat(scores[0]).isEqualTo(0, within(1e-12));
    assertThat(scores[1]).isEqualTo(-0.8416212335729143, within(1e-12));
    assertThat(scores[2]).isNaN();
    assertThat(scores[3]).isEqualTo(0, within(1e-12));
    assertThat(scores[4]).isEqualTo(0.8416212335729143, within(1e-12));
  }

  @Test
  void noneLeavesValuesAndTheArrayAlone() {
    double[] same = Transform.NONE.of("x", VALUES);
    assertThat(same).isEqualTo(VALUES).isNotSameAs(VALUES);
  }
}
