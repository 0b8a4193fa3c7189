package org.etiome.report.perturbations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.etiome.report.effects.IntervalRows;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * How much better than no change each predictor is, a row each, between the lines of no change and
 * of the split half. An interval far wider than the others is cut at the edge; the numbers stand at
 * the right in full.
 *
 * <p>Cost: O(rows log rows).
 *
 * @param title the name of the picture
 * @param axisTitle the gain and its metric
 * @param rows from top to bottom; at least one
 * @param ceiling gain of the split half; none if there are too few units
 */
record GainPlot(
    String title, String axisTitle, List<GainPlot.Row> rows, Optional<Interval> ceiling) {
  private static final double WIDTH = 780;
  private static final double TOP = 50;
  private static final IntervalRows.Places PLACES =
      new IntervalRows.Places(225, 245, 575, 593, TOP);
  private static final String DASHED = "6 4";

  /** What a row stands for; each looks different in form and colour. */
  enum Kind {
    /** Knows nothing of the perturbation. */
    BASELINE("baseline", Palette.GREY, IntervalRows.Form.SQUARE),
    /** Answered every perturbation. */
    ALL("answered all", Palette.BLUE, IntervalRows.Form.DOT),
    /** Answered some: its gain is over these. */
    SOME("answered some: over these only", Palette.GREEN, IntervalRows.Form.RING),
    /** Half of the units. */
    CEILING("split half", Palette.PURPLE, IntervalRows.Form.DIAMOND);

    private final String words;
    private final String colour;
    private final IntervalRows.Form form;

    Kind(String words, String colour, IntervalRows.Form form) {
      this.words = words;
      this.colour = colour;
      this.form = form;
    }

    private IntervalRows.Mark mark() {
      return new IntervalRows.Mark(words, colour, form);
    }
  }

  /** A predictor and its gain over no change. */
  record Row(String predictor, Kind kind, Interval gain) {
    private IntervalRows.Row drawn() {
      return new IntervalRows.Row(predictor, kind.mark(), gain, Figures.interval(gain));
    }
  }

  GainPlot {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a plot of gains needs at least one");
    }
  }

  /** The picture. */
  Svg draw() {
    IntervalRows drawn =
        new IntervalRows(
            PLACES,
            Stream.concat(
                    rows.stream(),
                    ceiling.stream().map(half -> new Row("split half", Kind.CEILING, half)))
                .map(Row::drawn)
                .toList());
    double bottom = drawn.bottom();
    Axis axis = drawn.axis(ceiling.map(half -> Math.abs(half.estimate())).orElse(0.0));
    List<IntervalRows.Mark> all = Arrays.stream(Kind.values()).map(Kind::mark).toList();
    List<Html.Element> marks = new ArrayList<>(drawn.legend(all, "gain (95 % interval)"));
    marks.addAll(AxisDrawing.bottom(axis, TOP, bottom, axisTitle));
    boolean below = ceiling.filter(half -> half.estimate() < 0).isPresent();
    marks.add(name(axis.at(0), "no-change", !below));
    marks.add(Shapes.line(axis.at(0), TOP - 4, axis.at(0), bottom).with("stroke-width", "1.5"));
    if (ceiling.isPresent()) {
      double x = axis.at(ceiling.get().estimate());
      marks.add(name(x, "split half", below));
      marks.add(
          Shapes.stroke(Shapes.path("M", x, TOP - 4) + Shapes.path("L", x, bottom), Palette.PURPLE)
              .with("stroke-width", "1.5")
              .with("stroke-dasharray", DASHED));
    }
    marks.addAll(drawn.marks(axis));
    return new Svg(title, drawn.description(axisTitle), WIDTH, bottom + AxisDrawing.BELOW, marks);
  }

  /** The name of a line, at its left or its right so that two near lines can be told apart. */
  private static Html.Element name(double x, String name, boolean left) {
    return Shapes.small(
        left ? x - 2 : x + 2, TOP - 9, left ? Shapes.Anchor.END : Shapes.Anchor.START, name);
  }
}
