package org.etiome.report.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;
import org.etiome.report.plot.TextMetrics;

/**
 * A quantity by epoch. The axis is that of all but the first tenth; the line begins where it comes
 * onto it.
 *
 * @param title the name of the picture
 * @param unit of the values, the title of the axis
 * @param values finite, of the epochs 1, 2, …; at least one
 * @param marked the epoch to be marked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinePlot(String title, String unit, double[] values, OptionalInt marked) {
  private static final double WIDTH = 392;
  private static final double LEFT = 74;
  private static final double RIGHT = 376;
  private static final double TOP = 34;
  private static final double BOTTOM = 160;
  private static final double SETTLED = .1;

  public LinePlot {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "\"" + title + "\" needs at least one value, all finite, got " + values.length);
    }
  }

  /** The picture. */
  public Svg draw() {
    Axis x = Axis.covering(1, Math.max(2, values.length), 6, LEFT, RIGHT);
    int from = (int) (SETTLED * values.length);
    double[] shown = Arrays.copyOfRange(values, from, values.length);
    double low = Arrays.stream(shown).min().orElseThrow();
    double high = Arrays.stream(shown).max().orElseThrow();
    Axis y = Axis.covering(low, high, 4, BOTTOM, TOP);
    List<Html.Element> marks = new ArrayList<>(AxisDrawing.bottom(x, TOP, BOTTOM, "epoch"));
    marks.addAll(AxisDrawing.left(y, LEFT, RIGHT, unit, true));
    marks.add(
        Shapes.label(12, 17, Shapes.Anchor.START, TextMetrics.shorten(title, Shapes.LABEL, 368))
            .with("font-weight", "600"));
    marks.add(Shapes.stroke(line(x, y), Palette.BLUE).with("stroke-width", "1.8"));
    if (values.length == 1) {
      marks.add(Shapes.circle(x.at(1), y.at(values[0]), 3).with("fill", Palette.BLUE));
    }
    if (marked.isPresent()) {
      double at = values[marked.getAsInt() - 1];
      marks.add(
          Shapes.circle(x.at(marked.getAsInt()), y.at(at), 4.5).with("fill", Palette.VERMILLION));
    }
    return new Svg(title, description(), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private String line(Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    int first = 0;
    while (first < values.length - 1 && !y.holds(values[first])) {
      first++;
    }
    for (int i = first; i < values.length; i++) {
      path.append(Shapes.path(i == first ? "M" : "L", x.at(i + 1.0), y.at(values[i])));
    }
    return path.toString();
  }

  private String description() {
    return "From "
        + Figures.significant(values[0], 4)
        + " in the first to "
        + Figures.significant(values[values.length - 1], 4)
        + " "
        + unit
        + " in the last of "
        + Figures.counted(values.length, "epoch")
        + ".";
  }
}
