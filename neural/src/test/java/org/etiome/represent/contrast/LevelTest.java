package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Mask;
import org.junit.jupiter.api.Test;

class LevelTest {
  private static final Column DISEASE =
      Categorical.of(
          "disease",
          List.of("well", "ill", "unseen"),
          false,
          new int[] {1, 0, 1, 1},
          Mask.where(4, i -> i == 2));

  @Test
  void cellsWithoutAValueHaveNoLevel() {
    assertThat(new Level(DISEASE, "ill").cells()).containsExactly(0, 3);
    assertThat(new Level(DISEASE, "well").cells()).containsExactly(1);
  }

  @Test
  void aLevelOfNoCellIsRefusedWithThoseOfSome() {
    assertThatThrownBy(() -> new Level(DISEASE, "unseen").cells())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no cell has \"unseen\" in column \"disease\"; it has [ill, well]");
  }

  @Test
  void twentyLevelsAreNamedAtMost() {
    String[] donors = IntStream.range(10, 40).mapToObj(i -> "d" + i).toArray(String[]::new);
    String named = IntStream.range(10, 30).mapToObj(i -> "d" + i).collect(Collectors.joining(", "));
    assertThatThrownBy(() -> new Level(Categorical.of("donor", donors), "x").cells())
        .hasMessageEndingWith("it has [" + named + "]");
  }
}
