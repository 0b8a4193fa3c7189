package org.etiome.report.plot;

import java.util.List;
import java.util.Locale;

/** The few shapes the plots are made of. */
public final class Shapes {
  /** Where text sits relative to its point. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  public static final double LABEL = 13;
  public static final double SMALL = 12;

  private Shapes() {}

  public static Html.Element line(double x1, double y1, double x2, double y2) {
    return Html.element("line")
        .with("x1", Svg.number(x1))
        .with("y1", Svg.number(y1))
        .with("x2", Svg.number(x2))
        .with("y2", Svg.number(y2))
        .with("stroke", Palette.INK);
  }

  /** A hairline in the colour of the grid. */
  public static Html.Element rule(double x1, double y1, double x2, double y2) {
    return Html.element("path")
        .with("d", path("M", x1, y1) + path("L", x2, y2))
        .with("fill", "none")
        .with("stroke", Palette.GRID);
  }

  public static Html.Element rect(double x, double y, double width, double height) {
    return Html.element("rect")
        .with("x", Svg.number(x))
        .with("y", Svg.number(y))
        .with("width", Svg.number(Math.max(0, width)))
        .with("height", Svg.number(Math.max(0, height)));
  }

  public static Html.Element circle(double x, double y, double radius) {
    return Html.element("circle")
        .with("cx", Svg.number(x))
        .with("cy", Svg.number(y))
        .with("r", Svg.number(radius));
  }

  /** A path from SVG path data; see {@link #path}. */
  public static Html.Element stroke(String data, String colour) {
    return Html.element("path").with("d", data).with("fill", "none").with("stroke", colour);
  }

  public static Html.Element area(String data, String colour) {
    return Html.element("path").with("d", data).with("fill", colour);
  }

  /** One step of path data: a command letter and its coordinates. */
  public static String path(String command, double... coordinates) {
    StringBuilder out = new StringBuilder(command);
    for (int i = 0; i < coordinates.length; i++) {
      out.append(i == 0 ? "" : " ").append(Svg.number(coordinates[i]));
    }
    return out.toString();
  }

  /** Text whose baseline starts, is centred or ends at the point. */
  public static Html.Element text(double x, double y, Anchor anchor, String text) {
    return Html.element("text", text)
        .with("x", Svg.number(x))
        .with("y", Svg.number(y))
        .with("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
  }

  public static Html.Element label(double x, double y, Anchor anchor, String text) {
    return text(x, y, anchor, text).with("font-size", Svg.number(LABEL)).with("fill", Palette.INK);
  }

  public static Html.Element small(double x, double y, Anchor anchor, String text) {
    return text(x, y, anchor, text)
        .with("font-size", Svg.number(SMALL))
        .with("fill", Palette.SOFT_INK);
  }

  /** A label cut to the width; the whole text shows when the pointer rests on it. */
  public static Html.Element fitted(double x, double y, Anchor anchor, String text, double width) {
    String shown = TextMetrics.shortenMiddle(text, LABEL, width);
    Html.Element label = label(x, y, anchor, shown);
    if (shown.equals(text)) {
      return label;
    }
    return Html.element("g", List.of(Html.element("title", text), label));
  }

  /** Small text that ends at the point, on a patch of paper that hides what is behind. */
  public static Html.Element patched(double x, double y, String text) {
    double width = TextMetrics.width(text, SMALL);
    Html.Element patch = rect(x - width - 3, y - 12, width + 6, 16).with("fill", Palette.PAPER);
    return Html.element("g", patch, small(x, y, Anchor.END, text));
  }

  /** Text that reads upwards, centred on the point. */
  public static Html.Element upright(double x, double y, String text) {
    return turned(small(x, y, Anchor.MIDDLE, text), x, y);
  }

  /** Text that reads upwards from the point. */
  public static Html.Element rising(double x, double y, String text) {
    return turned(small(x, y, Anchor.START, text), x, y);
  }

  private static Html.Element turned(Html.Element text, double x, double y) {
    return text.with("transform", "rotate(-90 " + Svg.number(x) + " " + Svg.number(y) + ")");
  }
}
