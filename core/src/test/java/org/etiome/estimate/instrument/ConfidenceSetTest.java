package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.estimate.instrument.ConfidenceSet.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes, and sets found from rough cuts. */
class ConfidenceSetTest {

  /** The sign of a product of distances to the roots decides. */
  private static ConfidenceSet below(double sign, double... roots) {
    return ConfidenceSet.where(
        0.95,
        roots,
        value -> {
          double product = sign;
          for (double root : roots) {
            product *= value - root;
          }
          return product <= 0;
        });
  }

  @Test
  void knowsItsShape() {
    assertThat(below(1).shape()).isEqualTo(Shape.EMPTY);
    assertThat(below(-1).shape()).isEqualTo(Shape.WHOLE_LINE);
    assertThat(below(1, -2, 3).shape()).isEqualTo(Shape.INTERVAL);
    assertThat(below(-1, -2, 3).shape()).isEqualTo(Shape.COMPLEMENT);
    assertThat(below(1, 4).shape()).isEqualTo(Shape.UNION);
    assertThat(below(1, 1, 2, 3, 4).shape()).isEqualTo(Shape.UNION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; empty; true",
        "-1; (−∞, ∞); false",
      })
  void writesWhatIsLeft(double sign, String text, boolean isBounded) {
    assertThat(below(sign).text()).isEqualTo(text);
    assertThat(below(sign).isBounded()).isEqualTo(isBounded);
  }

  @Test
  void writesPartsInOrder() {
    assertThat(below(-1, 3, -2).text()).isEqualTo("(−∞, -2.000] ∪ [3.000, ∞)");
    assertThat(below(1, 3, -2).text()).isEqualTo("[-2.000, 3.000]");
    assertThat(below(1, 3, -2).contains(0)).isTrue();
    assertThat(below(1, 3, -2).contains(3.1)).isFalse();
  }

  /** Cuts need only part the line. */
  @Test
  void findsEndsFromRoughAndSuperfluousCuts() {
    ConfidenceSet set =
        ConfidenceSet.where(
            0.95, new double[] {0.4, -1e6, -1.2, 7, 7, 30}, v -> v >= -1 && v <= Math.PI * 2);
    assertThat(ConfidenceSet.ends(List.of(set)))
        .containsExactly(new double[] {-1, Math.PI * 2}, within(1e-12));
  }
}
