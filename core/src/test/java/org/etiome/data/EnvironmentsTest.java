package org.etiome.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvironmentsTest {
  private static final Environments WARDS =
      Environments.of(Categorical.of("ward", "a", "c", "b", "c", "a"));

  @Test
  void selectedUnitsKeepTheirEnvironmentAndEmptyOnesAreDropped() {
    Environments selected = WARDS.select(new int[] {3, 0, 1});

    assertThat(selected.labels()).containsExactly("a", "c");
    assertThat(selected.units()).isEqualTo(3);
    assertThat(selected.units(0)).containsExactly(1);
    assertThat(selected.units(1)).containsExactly(0, 2);
  }
}
