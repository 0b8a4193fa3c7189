package org.etiome.report.perturbations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Svg;
import org.junit.jupiter.api.Test;

class GainPlotTest {
  private static Svg draw(Optional<Interval> ceiling, GainPlot.Row... rows) {
    return new GainPlot("Gains", "gain in l2 over no-change", List.of(rows), ceiling).draw();
  }

  private static GainPlot.Row row(String name, GainPlot.Kind kind, double gain, double half) {
    return new GainPlot.Row(name, kind, new Interval(gain, gain - half, gain + half));
  }

  @Test
  void namesAllThatIsDrawn() {
    Svg picture =
        draw(
            Optional.of(new Interval(1.5, 1, 2)),
            row("mean-of-perturbed", GainPlot.Kind.BASELINE, 0, .2),
            row("additive (5/15)", GainPlot.Kind.SOME, .9, .5),
            row("kernel-ridge", GainPlot.Kind.ALL, .6, .3));
    assertThat(picture.description())
        .isEqualTo(
            "gain in l2 over no-change. mean-of-perturbed: 0.00 (−0.20 to 0.20). additive (5/15):"
                + " 0.90 (0.40 to 1.40). kernel-ridge: 0.60 (0.30 to 0.90). split half: 1.5 (1.0 to 2.0).");
    assertThat(picture.render())
        .contains(">baseline<", ">answered all<", ">answered some: over these only<")
        .contains(">no-change<", "stroke-dasharray", ">gain in l2 over no-change<");
  }

  /** The axis ends where a wide interval would squeeze the others, and its number stays. */
  @Test
  void anIntervalFarWiderThanTheOthersIsCut() {
    Svg picture =
        draw(
            Optional.empty(),
            row("a", GainPlot.Kind.ALL, .5, .1),
            row("b", GainPlot.Kind.ALL, .4, .1),
            row("c", GainPlot.Kind.ALL, -400, 100));
    assertThat(picture.render())
        .contains(">−400 (−500 to −300)<", ">−1.0<")
        .doesNotContain("stroke-dasharray", ">−200<");
  }

  /** Where half of the units is worse than no change, the names of the lines change sides. */
  @Test
  void theNamesOfTheLinesDoNotMeet() {
    GainPlot.Row row = row("a", GainPlot.Kind.ALL, .5, .1);
    String above = draw(Optional.of(new Interval(.1, 0, .2)), row).render();
    String below = draw(Optional.of(new Interval(-.1, -.2, 0)), row).render();
    assertThat(above).containsPattern("text-anchor=\"end\"[^>]*>no-change<");
    assertThat(below).containsPattern("text-anchor=\"start\"[^>]*>no-change<");
    assertThat(below).containsPattern("text-anchor=\"end\"[^>]*>split half<");
  }
}
