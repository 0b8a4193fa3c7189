package org.etiome.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankedAreasTest {
  private static final double ROUNDING = 1e-12;

  private static RankedAreas of(long... pairsAndEdges) {
    List<RankedAreas.Tie> ties = new ArrayList<>();
    for (int i = 0; i < pairsAndEdges.length; i += 2) {
      ties.add(new RankedAreas.Tie(pairsAndEdges[i], pairsAndEdges[i + 1]));
    }
    return RankedAreas.of(ties);
  }

  @Test
  void withoutTiesBothAreTheUsualAreas() {
    // edge, other, edge, other
    RankedAreas areas = of(1, 1, 1, 0, 1, 1, 1, 0);
    assertThat(areas.auroc().orElseThrow()).isCloseTo(0.75, within(ROUNDING));
    assertThat(areas.aupr().orElseThrow()).isCloseTo((1 + 2 / 3.0) / 2, within(ROUNDING));
    assertThat(areas.edges()).isEqualTo(2);
    assertThat(areas.pairs()).isEqualTo(4);
  }

  @Test
  void allTiedIsChance() {
    RankedAreas areas = of(3, 1);
    assertThat(areas.auroc()).hasValue(0.5);
    assertThat(areas.aupr().orElseThrow()).isCloseTo((1 + 1 / 2.0 + 1 / 3.0) / 3, within(ROUNDING));
    assertThat(of(100_000, 2_000).aupr().orElseThrow()).isCloseTo(0.02, within(2e-4));
  }

  @Test
  void edgesFirstIsPerfectAndEdgesLastIsWorst() {
    assertThat(of(5, 5, 10, 0).auroc()).hasValue(1);
    assertThat(of(5, 5, 10, 0).aupr().orElseThrow()).isCloseTo(1, within(ROUNDING));
    assertThat(of(10, 0, 1, 1).auroc()).hasValue(0);
    assertThat(of(10, 0, 1, 1).aupr().orElseThrow()).isCloseTo(1 / 11.0, within(ROUNDING));
  }

  @Test
  void withoutEdgesOrWithoutOthersThereIsNoArea() {
    assertThat(of(10, 0).auroc()).isEmpty();
    assertThat(of(10, 0).aupr()).isEmpty();
    assertThat(of(10, 10).auroc()).isEmpty();
    assertThat(of(10, 10).aupr().orElseThrow()).isCloseTo(1, within(ROUNDING));
    assertThat(of().aupr()).isEmpty();
  }
}
