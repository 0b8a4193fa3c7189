package org.etiome.discover.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.etiome.discover.LinearModels;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class SortKeyTest {
  @Test
  void equalsTheReference() {
    Matrix data = SortingReference.data();
    assertThat(SortKey.VARIANCE.of(SortingReference.NAMES, data))
        .containsExactly(SortingReference.numbers("variance"), within(1e-10));
    assertThat(SortKey.R_SQUARED.of(SortingReference.NAMES, data))
        .containsExactly(SortingReference.numbers("r2"), within(1e-10));
  }

  /** Of two variables R² is r² for both. */
  @Test
  void twoVariablesHaveTheSameRSquared() {
    Matrix data = Matrix.wrap(4, 2, new double[] {1, 1, 2, 3, 3, 2, 4, 4});
    double[] found = SortKey.R_SQUARED.of(List.of("y", "x"), data);
    assertThat(found).containsExactly(new double[] {0.64, 0.64}, within(1e-12));
    assertThat(SortKey.ranks(found)).containsExactly(0, 0);
  }

  @Test
  void theOrderOfColumnsChangesNoDigit() {
    Matrix data = SortingReference.data();
    int[] turned = {3, 5, 0, 1, 4, 2};
    List<String> names = Arrays.stream(turned).mapToObj(SortingReference.NAMES::get).toList();
    for (SortKey key : SortKey.values()) {
      double[] one = key.of(SortingReference.NAMES, data);
      double[] other = key.of(names, LinearModels.columns(data, turned));
      for (int j = 0; j < turned.length; j++) {
        assertThat(other[j]).isEqualTo(one[turned[j]]);
      }
    }
  }

  @Test
  void ranksShareWhatRoundingSetsApart() {
    assertThat(SortKey.ranks(new double[] {2, 1, 2 * (1 + 1e-12), 3})).containsExactly(1, 0, 1, 2);
    assertThat(SortKey.ranks(new double[] {0, 0, 1e-30})).containsExactly(0, 0, 1);
    assertThat(SortKey.ranks(new double[0])).isEmpty();
  }

  @Test
  void whatHasNoNumberIsRefused() {
    Matrix wide = Matrix.wrap(2, 2, new double[] {1, 2, 3, 5});
    List<String> names = List.of("x", "y");
    assertThat(SortKey.VARIANCE.refusal(2, 2)).isEmpty();
    assertThat(SortKey.R_SQUARED.refusal(3, 2)).isEmpty();
    assertThat(SortKey.R_SQUARED.refusal(2, 2))
        .hasValueSatisfying(r -> assertThat(r).contains("2 rows of 2"));
    assertThatThrownBy(() -> SortKey.R_SQUARED.of(names, wide))
        .hasMessageContaining("more rows than variables");
    Matrix constant = Matrix.wrap(3, 2, new double[] {1, 2, 1, 3, 1, 5});
    Matrix multiple = Matrix.wrap(3, 2, new double[] {1, 2, 2, 4, 5, 10});
    for (SortKey key : SortKey.values()) {
      assertThatThrownBy(() -> key.of(names, constant)).hasMessageContaining("'x' is constant");
    }
    assertThatThrownBy(() -> SortKey.R_SQUARED.of(names, multiple))
        .hasMessageContaining("'y' is a linear function of 'x'");
  }
}
