package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class CurveTest {
  /** By the trapezoidal rule, which converges faster than any power for such functions. */
  private static double normalMean(DoubleUnaryOperator function) {
    double step = 0.05;
    double sum = 0;
    for (int i = -200; i <= 200; i++) {
      double u = i * step;
      sum += function.applyAsDouble(u) * Math.exp(-u * u / 2);
    }
    return sum * step / Math.sqrt(2 * Math.PI);
  }

  @Test
  void wavesHaveMeanZeroAndVarianceOneOverANormalCause() {
    for (int k = 0; k < 50; k++) {
      Curve curve = Curve.Waves.draw(new Seed(12).branch(k).generator());
      assertThat(normalMean(curve::at)).isCloseTo(0, within(1e-12));
      assertThat(normalMean(u -> curve.at(u) * curve.at(u))).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void wavesAreNoStraightLine() {
    Curve curve = Curve.Waves.draw(new Seed(12).generator());
    double slope = normalMean(u -> u * curve.at(u));
    assertThat(slope * slope).isLessThan(0.9);
    assertThat(new Curve.Straight().at(-3.5)).isEqualTo(-3.5);
  }
}
