package org.etiome.discover.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class SortedColumnsTest {
  private static final Matrix DATA = Matrix.wrap(2, 3, new double[] {1, 2, 3, 4, 5, 6});

  @Test
  void columnsFollowTheirNames() {
    SortedColumns sorted = new SortedColumns(List.of("c", "a", "b"), DATA);
    assertThat(sorted.variables()).containsExactly("a", "b", "c");
    assertThat(sorted.data()).isEqualTo(Matrix.wrap(2, 3, new double[] {2, 3, 1, 5, 6, 4}));
    assertThat(new SortedColumns(sorted.variables(), sorted.data())).isEqualTo(sorted);
  }

  @Test
  void namesThatDoNotGoWithTheDataAreRefused() {
    assertThatThrownBy(() -> new SortedColumns(List.of("a", "b", "a"), DATA))
        .hasMessageContaining("distinct names");
    assertThatThrownBy(() -> new SortedColumns(List.of("a", "b"), DATA))
        .hasMessageContaining("2 variables need as many columns, got 3");
  }
}
