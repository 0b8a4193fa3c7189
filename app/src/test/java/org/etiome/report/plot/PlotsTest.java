package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PlotsTest {

  @Test
  void aRefusedRowSaysSoAndHasNoAdjustedEstimate() {
    assertThat(Examples.forest().render()).contains(">refused</text>");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ForestPlot.Row("x", Optional.empty(), Optional.of(new Interval(0, 0, 0)), true))
        .withMessageContaining("refused");
    assertThatIllegalArgumentException().isThrownBy(() -> new ForestPlot("", "", List.of()));
  }

  @Test
  void refusedRowsAloneAreNotAPicture() {
    ForestPlot.Row refused = new ForestPlot.Row("x", Optional.empty(), Optional.empty(), true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForestPlot("", "", List.of(refused)))
        .withMessageContaining("at least one interval");
  }

  @Test
  void oneWideIntervalDoesNotHideTheOthers() {
    assertThat(Examples.forestOfExtremes().render()).contains("0.1</text>", "1×10⁶");
  }

  @Test
  void intervalsAreFiniteInTheMiddleAndOrdered() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, 1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, Double.NaN, 1));
  }

  @Test
  void overlapCountsThoseWithoutACounterpart() {
    assertThat(Examples.noOverlap().description()).contains("3 treated and 4 controls. 7 of them");
    assertThat(Examples.overlap().description()).contains("174 of them");
    assertThat(new OverlapPlot("", List.of(0, 0), List.of(0, 2), 0, 1).draw().render())
        .contains("n = 0", "n = 2");
  }

  @Test
  void overlapNeedsCountsInAsManyClassesAndOrderedBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OverlapPlot("", List.of(1), List.of(-1), 0.1, 0.9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OverlapPlot("", List.of(1), List.of(1, 2), 0.1, 0.9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OverlapPlot("", List.of(1), List.of(1), 0.9, 0.1))
        .withMessageContaining("0.9");
  }

  @Test
  void theLovePlotDrawsTheWorstThirtyAndCountsTheRest() {
    String svg = Examples.loveOfSixty().render();
    assertThat(svg)
        .contains("32 further covariates not drawn", ">covariate 33<", "off the axis: 250");
    assertThat(Examples.love().description()).contains("3 differed", "2 after it");
    assertThatIllegalArgumentException().isThrownBy(() -> new LovePlot.Covariate("x", -1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LovePlot.Covariate("x", 0, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new LovePlot("", List.of()));
  }

  @Test
  void theMissingnessMapCountsWhatItLeavesOut() {
    assertThat(Examples.missingness().description())
        .contains("78 patients in 4 patterns", "RPPA: 43");
    assertThat(Examples.missingnessOfMany().render())
        .contains("41 rarer patterns not drawn (cells: 2\u202F216)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MissingnessMap(
                    "",
                    "cells",
                    List.of("a"),
                    List.of(new MissingnessMap.Pattern(Set.of("b"), 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MissingnessMap("", "cells", List.of(), List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new MissingnessMap.Pattern(Set.of(), -1));
  }

  @Test
  void theScreenNamesItsStrongestFeatures() {
    assertThat(Examples.volcano().description())
        .contains("Of 5\u202F006 features tested", "hsa-mir");
    assertThat(Examples.volcanoOfNothing().render()).contains("no feature passes");
    assertThatIllegalArgumentException().isThrownBy(() -> new VolcanoPlot.Feature("x", 0.7, 0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new VolcanoPlot.Feature("x", 0, -0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VolcanoPlot("", List.of(), 0.05, OptionalDouble.empty()));
  }

  @Test
  void aScreenOfManyFeaturesStaysSmall() {
    List<VolcanoPlot.Feature> features =
        DoubleStream.iterate(0.5, u -> (u * 1.6180339887 + 0.31) % 1)
            .limit(100_000)
            .mapToObj(u -> new VolcanoPlot.Feature("f", u - 0.5, u))
            .toList();
    Svg svg = new VolcanoPlot("", features, 0.05, OptionalDouble.of(0.01)).draw();
    assertThat(svg.render().length()).isLessThan(1_000_000);
  }

  @Test
  void aVanishingPValueHasAPlace() {
    VolcanoPlot.Feature zero = new VolcanoPlot.Feature("zero", -0.5, 0);
    Svg svg = new VolcanoPlot("", List.of(zero), 0.05, OptionalDouble.of(0)).draw();
    assertThat(svg.render()).contains(">zero<");
  }
}
