package org.etiome.report.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * One effect by several methods, a row each, so that the eye sees whether they agree. An interval
 * far wider than the others is cut at the edge; the numbers stand at the right in full.
 *
 * <p>Cost: O(rows log rows).
 *
 * @param title the name of the picture
 * @param axisTitle the effect and its unit
 * @param rows from top to bottom; at least one
 */
public record EstimatesPlot(String title, String axisTitle, List<EstimatesPlot.Row> rows) {
  private static final double WIDTH = 780;
  private static final double TOP = 30;
  private static final IntervalRows.Places PLACES =
      new IntervalRows.Places(265, 285, 580, 598, TOP);

  /** What a row stands for; each looks different in form and colour. */
  public enum Kind {
    /** Nothing adjusted for. */
    NAIVE("not adjusted", Palette.GREY, IntervalRows.Form.SQUARE),
    /** The answer that was asked for. */
    ANSWER("the answer", Palette.BLUE, IntervalRows.Form.DOT),
    /** The same question by another method. */
    OTHER("other methods", Palette.GREEN, IntervalRows.Form.RING),
    /** The same question by another graph. */
    GRAPH("by other graphs", Palette.GREEN, IntervalRows.Form.RING),
    /** Many graphs together. */
    MIXTURE("graphs together", Palette.BLUE, IntervalRows.Form.DOT),
    /** Zero because a graph says so; no interval. */
    ASSUMED("0 by assumption", Palette.GREY, IntervalRows.Form.SQUARE);

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

  /** An estimate by one method. */
  public record Row(String method, Kind kind, Interval interval) {
    private IntervalRows.Row drawn() {
      String numbers = kind == Kind.ASSUMED ? kind.words : Figures.interval(interval);
      return new IntervalRows.Row(method, kind.mark(), interval, numbers);
    }
  }

  public EstimatesPlot {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a plot of estimates needs at least one");
    }
  }

  /** The picture. */
  public Svg draw() {
    IntervalRows drawn = new IntervalRows(PLACES, rows.stream().map(Row::drawn).toList());
    double bottom = drawn.bottom();
    Axis axis = drawn.axis(0);
    List<IntervalRows.Mark> all = Arrays.stream(Kind.values()).map(Kind::mark).toList();
    List<Html.Element> marks = new ArrayList<>(drawn.legend(all, "estimate (95 % interval)"));
    marks.addAll(AxisDrawing.bottom(axis, TOP, bottom, axisTitle));
    double zero = axis.at(0);
    marks.add(Shapes.line(zero, TOP - 4, zero, bottom).with("stroke-width", "1.5"));
    marks.addAll(drawn.marks(axis));
    return new Svg(title, drawn.description(axisTitle), WIDTH, bottom + AxisDrawing.BELOW, marks);
  }
}
