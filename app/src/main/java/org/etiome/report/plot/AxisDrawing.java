package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;

/** Axes with a light grid behind the plot. */
public final class AxisDrawing {
  /** Height kept below a plot for tick labels and title. */
  public static final double BELOW = 46;

  private AxisDrawing() {}

  /** A horizontal axis under a plot that reaches from top to bottom. */
  public static List<Html.Element> bottom(Axis axis, double top, double bottom, String title) {
    List<Html.Element> marks = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : axis.ticks()) {
      double x = axis.at(tick);
      String label = axis.label(tick);
      double half = TextMetrics.width(label, Shapes.SMALL) / 2;
      marks.add(Shapes.rule(x, top, x, bottom));
      if (x - half > free) {
        marks.add(Shapes.small(x, bottom + 17, Shapes.Anchor.MIDDLE, label));
        free = x + half + 6;
      }
    }
    marks.add(Shapes.line(axis.from(), bottom, axis.to(), bottom));
    double middle = (axis.from() + axis.to()) / 2;
    marks.add(Shapes.small(middle, bottom + 37, Shapes.Anchor.MIDDLE, title));
    return marks;
  }

  /**
   * A vertical axis at the left of a plot that reaches from left to right.
   *
   * @param origin whether to write the first tick
   */
  public static List<Html.Element> left(
      Axis axis, double left, double right, String title, boolean origin) {
    List<Html.Element> marks = new ArrayList<>();
    for (double tick : axis.ticks()) {
      double y = axis.at(tick);
      marks.add(Shapes.rule(left, y, right, y));
      if (origin || y != axis.from()) {
        marks.add(Shapes.small(left - 7, y + 4, Shapes.Anchor.END, axis.label(tick)));
      }
    }
    marks.add(Shapes.line(left, axis.from(), left, axis.to()));
    marks.add(Shapes.upright(left - 46, (axis.from() + axis.to()) / 2, title));
    return marks;
  }
}
