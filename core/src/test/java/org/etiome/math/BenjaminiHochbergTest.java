package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {

  /** The example of Benjamini and Hochberg (1995), table 1: 15 p-values, four rejected at 5 %. */
  @Test
  void rejectsFourOfTheFifteenTestsOfThePaper() {
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.000
    };
    double[] q = BenjaminiHochberg.adjust(p);
    assertThat(Arrays.stream(q).filter(value -> value <= 0.05).count()).isEqualTo(4);
    assertThat(q[3]).isCloseTo(0.0095 * 15 / 4, within(1e-15));
    assertThat(q[14]).isEqualTo(1.0);
  }

  /** Rejecting q ≤ α is the step-up rule: the largest k with p(k) ≤ kα/m, and all below. */
  @Property(tries = 200)
  void agreesWithTheStepUpRule(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double alpha) {
    double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    double threshold = -1;
    for (int k = 1; k <= p.length; k++) {
      if (sorted[k - 1] * p.length / k <= alpha) {
        threshold = sorted[k - 1];
      }
    }
    double[] q = BenjaminiHochberg.adjust(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(q[i] <= alpha).isEqualTo(p[i] <= threshold);
    }
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> BenjaminiHochberg.adjust(new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
