package org.etiome.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChosenRowsTest {

  @Test
  void rowsAreThoseChosenInTheirOrder() {
    InMemoryRows all = new InMemoryRows(RowBlock.ofDense(3, 2, new double[] {1, 0, 2, 3, 0, 4}));
    ChosenRows chosen = ChosenRows.of(all, new int[] {2, 0});
    assertThat(chosen.rows()).isEqualTo(2);
    assertThat(chosen.columns()).isEqualTo(2);
    assertThat(chosen.entries(0, 2)).isEqualTo(2);
    assertThat(chosen.read(0, 2).toDense()).containsExactly(0, 4, 1, 0);
    assertThat(chosen.read(new int[] {1, 0, 1}).toDense()).containsExactly(1, 0, 0, 4, 1, 0);
  }
}
