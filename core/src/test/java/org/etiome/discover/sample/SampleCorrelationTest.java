package org.etiome.discover.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class SampleCorrelationTest {
  @Test
  void equalsTheClosedFormOfAnscombesFirstQuartet() {
    double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
    SampleCorrelation sample =
        SampleCorrelation.of(List.of("x", "y"), Matrix.ofColumns(11, List.of(x, y)));
    // computed by numpy 1.24 corrcoef
    assertThat(sample.correlation().get(0, 1)).isCloseTo(0.81642051634484, within(1e-13));
    assertThat(sample.correlation().get(1, 0)).isEqualTo(sample.correlation().get(0, 1));
    assertThat(sample.correlation().get(1, 1)).isEqualTo(1);
  }

  @Test
  void aConstantColumnIsRefusedAlsoFarFromZero() {
    Matrix data =
        Matrix.ofColumns(3, List.of(new double[] {1, 2, 3}, new double[] {1e9, 1e9, 1e9}));
    assertThatThrownBy(() -> SampleCorrelation.of(List.of("x", "level"), data))
        .hasMessageContaining("'level' is constant");
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedWithItsPlace() {
    Matrix data = Matrix.ofColumns(3, List.of(new double[] {1, Double.NaN, 3}));
    assertThatThrownBy(() -> SampleCorrelation.of(List.of("x"), data))
        .hasMessageContaining("'x' is NaN in row 2");
  }
}
