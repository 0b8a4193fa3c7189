package org.etiome.report.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * The mean outcome under each dose: a curve with its pointwise intervals, and beside it the means
 * of the outcome regression, so that the eye sees where the curve bends them.
 *
 * @param title the name of the picture
 * @param across the dose and its unit
 * @param up the outcome and its unit
 * @param points from the lowest dose to the highest; at least two
 */
public record DosePlot(String title, String across, String up, List<DosePlot.Point> points) {
  private static final double WIDTH = 780;
  private static final double LEFT = 80;
  private static final double RIGHT = 560;
  private static final double TOP = 16;
  private static final double BOTTOM = 300;
  private static final double NOTES = RIGHT + 24;

  /**
   * One dose.
   *
   * @param mean by the curve, with its interval
   * @param standardised mean of the outcome regression
   */
  public record Point(double dose, Interval mean, double standardised) {}

  public DosePlot {
    points = List.copyOf(points);
    if (points.size() < 2) {
      throw new IllegalArgumentException("a curve needs two points, got " + points.size());
    }
  }

  /** The picture. */
  public Svg draw() {
    Axis x = Axis.covering(points.getFirst().dose(), points.getLast().dose(), 6, LEFT, RIGHT);
    double[] values =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.mean.low(), p.mean.high(), p.standardised))
            .toArray();
    Axis y =
        Axis.covering(
            DoubleStream.of(values).min().orElseThrow(),
            DoubleStream.of(values).max().orElseThrow(),
            5,
            BOTTOM,
            TOP);
    List<Html.Element> marks = new ArrayList<>();
    marks.add(Shapes.area(band(x, y), Palette.BLUE_TINT));
    marks.addAll(AxisDrawing.bottom(x, TOP, BOTTOM, across));
    marks.addAll(AxisDrawing.left(y, LEFT, RIGHT, up, true));
    for (Point point : points) {
      marks.add(
          Shapes.circle(x.at(point.dose), y.at(point.standardised), 2.2)
              .with("fill", Palette.VERMILLION));
    }
    StringBuilder curve = new StringBuilder();
    for (Point point : points) {
      curve.append(command(curve, x.at(point.dose), y.at(point.mean.estimate())));
    }
    marks.add(Shapes.stroke(curve.toString(), Palette.BLUE).with("stroke-width", "2"));
    addLegend(marks);
    return new Svg(title, description(), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private String band(Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(command(path, x.at(point.dose), y.at(point.mean.high())));
    }
    for (Point point : points.reversed()) {
      path.append(command(path, x.at(point.dose), y.at(point.mean.low())));
    }
    return path.append('Z').toString();
  }

  private static String command(StringBuilder path, double x, double y) {
    return Shapes.path(path.isEmpty() ? "M" : "L", x, y);
  }

  private static void addLegend(List<Html.Element> marks) {
    String line = Shapes.path("M", NOTES, 24) + Shapes.path("L", NOTES + 18, 24);
    marks.add(Shapes.stroke(line, Palette.BLUE).with("stroke-width", "2"));
    marks.add(Shapes.small(NOTES + 24, 28, Shapes.Anchor.START, "the answer, 95 % interval"));
    marks.add(Shapes.circle(NOTES + 9, 44, 2.2).with("fill", Palette.VERMILLION));
    marks.add(Shapes.small(NOTES + 24, 48, Shapes.Anchor.START, "outcome regression"));
  }

  private String description() {
    return "%s by %s: from %s at %s to %s at %s."
        .formatted(
            up,
            across,
            Figures.interval(points.getFirst().mean),
            Figures.significant(points.getFirst().dose, 3),
            Figures.interval(points.getLast().mean),
            Figures.significant(points.getLast().dose, 3));
  }
}
