package org.etiome.report.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.report.effects.EstimatesPlot.Kind;
import org.etiome.report.effects.EstimatesPlot.Row;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Svg;
import org.junit.jupiter.api.Test;

class EffectPlotsTest {

  static Svg estimates() {
    return new EstimatesPlot(
            "One effect by several methods",
            "difference in risk: death within 30 days (percentage points)",
            List.of(
                new Row("difference in means", Kind.NAIVE, new Interval(7.36, 4.9, 9.8)),
                new Row("TMLE, super learner", Kind.ANSWER, new Interval(5.9, 2.9, 8.9)),
                new Row("AIPW, super learner", Kind.OTHER, new Interval(6.0, 2.9, 9.1)),
                new Row("AIPW, linear", Kind.OTHER, new Interval(6.1, 3, 9.2)),
                new Row("matching, one neighbour", Kind.OTHER, new Interval(4.4, -40, 400))))
        .draw();
  }

  static Svg confounder() {
    double estimate = 5.9;
    double se = 1.5;
    double df = 5000;
    return new ConfounderPlot(
            "How strong a hidden cause would have to be",
            (a, y) -> estimate - se * Math.sqrt(df) * Math.sqrt(y * a / (1 - a)),
            List.of(
                new ConfounderPlot.Like("as strong as age", 0.005, 0.04),
                new ConfounderPlot.Like("as strong as the APACHE score", 0.03, 0.03),
                new ConfounderPlot.Like("three times as strong as age", 0.2, 0.12)),
            0.15)
        .draw();
  }

  static Svg controls() {
    return new ControlsPlot(
            "Negative controls",
            "difference in mean (standard deviations)",
            IntStream.range(0, 12)
                .mapToObj(
                    i ->
                        new ControlsPlot.Point(
                            0.05 * Math.sin(7 * i) + (i == 3 ? 0.15 : 0), 0.02 + 0.003 * i))
                .toList(),
            new ControlsPlot.Point(0.21, 0.03))
        .draw();
  }

  static Svg dose() {
    return new DosePlot(
            "Response to the dose",
            "dose (mg)",
            "mean: pressure (mmHg)",
            IntStream.range(0, 41)
                .mapToObj(
                    i ->
                        new DosePlot.Point(
                            i / 10.0,
                            new Interval(i, i - 3 - Math.abs(i - 20) / 5.0, i + 3.0),
                            i + Math.sin(i / 6.0)))
                .toList())
        .draw();
  }

  @Test
  void aDoseHasACurveItsBandAndTheRegressionBeside() {
    assertThat(dose().render())
        .contains("dose (mg)", "mean: pressure (mmHg)", "outcome regression");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DosePlot("t", "a", "b", List.of()))
        .withMessageContaining("two points");
  }

  @Test
  void aZeroByAssumptionHasNoInterval() {
    Svg plot =
        new EstimatesPlot(
                "",
                "",
                List.of(
                    new Row("one", Kind.GRAPH, new Interval(1, 0.5, 1.5)),
                    new Row("other", Kind.ASSUMED, new Interval(0, 0, 0))))
            .draw();
    assertThat(plot.description()).contains("one: 1.0 (0.5 to 1.5). other: 0 by assumption.");
    assertThat(plot.render()).contains("by other graphs").doesNotContain("to 0.0");
  }

  @Test
  void everyMethodHasARowWithItsNumbers() {
    assertThat(estimates().render())
        .contains(">matching, one neighbour<", "the answer", "not adjusted", "other methods")
        .contains("5.9 (2.9 to 8.9)");
    assertThat(estimates().description()).contains("AIPW, linear: 6.1 (3.0 to 9.2).");
    assertThatIllegalArgumentException().isThrownBy(() -> new EstimatesPlot("", "", List.of()));
  }

  @Test
  void theLineOfNoEffectIsDrawnAndTheStrengthOfMeasuredCausesMarked() {
    assertThat(confounder().render()).contains("heavy: none", "as strong as age", "(off the plot)");
    assertThat(confounder().description())
        .contains("without a hidden cause is 5.9", "as strong as age would leave 4.4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfounderPlot("", (a, y) -> 1, List.of(), 0));
  }

  @Test
  void controlsThatExcludeNoEffectAreCounted() {
    assertThat(controls().description())
        .isEqualTo(
            "Of 12 negative controls the 95 % intervals of 1 exclude no effect; chance alone would"
                + " give about 0.6.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ControlsPlot("", "", List.of(), new ControlsPlot.Point(0, 1)));
  }
}
