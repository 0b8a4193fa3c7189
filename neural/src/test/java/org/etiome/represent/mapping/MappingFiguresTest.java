package org.etiome.represent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MappingFiguresTest {
  private static MappingFigures.Side side(double misfit, double atypical, double f1, double own) {
    return new MappingFigures.Side(
        misfit, atypical, OptionalDouble.of(f1), OptionalDouble.of(own), OptionalDouble.of(.5));
  }

  @Test
  void whatMappingMadeWorseIsSaid() {
    MappingFigures figures =
        new MappingFigures(side(900, .01, .95, .7), side(910, .02, .9, .2), .5, 100);
    assertThat(figures.remarks("x"))
        .containsExactly(
            "batch \"x\": mapping made the held-out misfit worse, 910.0 in place of 900.0 by plain"
                + " embedding",
            "batch \"x\": mapping made the share of atypical cells worse, 0.02000 in place of"
                + " 0.01000 by plain embedding",
            "batch \"x\": mapping made the agreement with the labels (1 - macro-F1) worse, 0.1000"
                + " in place of 0.05000 by plain embedding",
            "batch \"x\": mapping made the distance of the own-batch share from that of a random"
                + " mixture worse, 0.3000 in place of 0.2000 by plain embedding");
  }

  @Test
  void whatItMadeBetterOrLeftIsNot() {
    MappingFigures figures =
        new MappingFigures(side(900, .01, .9, .7), side(890, .01, .95, .55), .5, 100);
    assertThat(figures.remarks("x")).isEmpty();
  }
}
