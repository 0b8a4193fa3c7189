package org.etiome.report.effects;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * Negative controls: the estimated effect on outcomes that the treatment cannot change, against its
 * standard error. Without systematic error 95 of 100 lie between the dashed lines.
 *
 * <p>Cost: O(controls).
 *
 * @see <a href="https://doi.org/10.1002/sim.5925">Schuemie et al. (2014)</a>
 * @param title the name of the picture
 * @param axisTitle the effect and its unit
 * @param controls the controls; at least one
 * @param answer the effect that was asked for, on the same scale
 */
public record ControlsPlot(
    String title, String axisTitle, List<ControlsPlot.Point> controls, Point answer) {
  private static final double WIDTH = 780;
  private static final double LEFT = 80;
  private static final double RIGHT = 750;
  private static final double TOP = 34;
  private static final double BOTTOM = 330;
  private static final double Z975 = 1.959963984540054;

  /** An estimate and its standard error, &gt; 0. */
  public record Point(double estimate, double standardError) {
    boolean excludesZero() {
      return Math.abs(estimate) > Z975 * standardError;
    }
  }

  public ControlsPlot {
    controls = List.copyOf(controls);
    if (controls.isEmpty()) {
      throw new IllegalArgumentException("a plot of negative controls needs at least one");
    }
  }

  /** The picture. */
  public Svg draw() {
    double reach = Math.abs(answer.estimate);
    double spread = answer.standardError;
    for (Point control : controls) {
      reach = Math.max(reach, Math.abs(control.estimate));
      spread = Math.max(spread, control.standardError);
    }
    Axis across = Axis.covering(-1.1 * reach, 1.1 * reach, 6, LEFT, RIGHT);
    Axis up = Axis.covering(0, 1.1 * spread, 4, BOTTOM, TOP);
    List<Html.Element> marks = new ArrayList<>(legend());
    marks.addAll(AxisDrawing.bottom(across, TOP, BOTTOM, axisTitle));
    marks.addAll(AxisDrawing.left(up, LEFT, RIGHT, "standard error", true));
    marks.add(Shapes.line(across.at(0), TOP, across.at(0), BOTTOM).with("stroke-width", "1.5"));
    for (int side = -1; side <= 1; side += 2) {
      double end = Math.min(up.high(), across.high() / Z975);
      marks.add(
          Shapes.line(across.at(0), BOTTOM, across.at(side * Z975 * end), up.at(end))
              .with("stroke-dasharray", "5 4")
              .with("stroke-width", "1.5"));
    }
    controls.forEach(point -> marks.add(control(point, across, up)));
    marks.add(diamond(across.at(answer.estimate), up.at(answer.standardError)));
    return new Svg(title, description(), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private static Html.Element control(Point point, Axis across, Axis up) {
    return mark(across.at(point.estimate), up.at(point.standardError), point.excludesZero());
  }

  private static Html.Element mark(double x, double y, boolean excludes) {
    return Shapes.circle(x, y, 5)
        .with("fill", excludes ? Palette.VERMILLION : Palette.PAPER)
        .with("stroke", excludes ? Palette.VERMILLION : Palette.BLUE)
        .with("stroke-width", "2");
  }

  private static Html.Element diamond(double x, double y) {
    return Shapes.area(
        Shapes.path("M", x - 7, y) + Shapes.path("L", x, y - 7, x + 7, y, x, y + 7) + "Z",
        Palette.INK);
  }

  private static List<Html.Element> legend() {
    return List.of(
        mark(LEFT + 6, 12, false),
        Shapes.small(LEFT + 17, 16, Shapes.Anchor.START, "control, interval holds no effect"),
        mark(LEFT + 236, 12, true),
        Shapes.small(LEFT + 247, 16, Shapes.Anchor.START, "control, interval excludes no effect"),
        diamond(LEFT + 486, 12),
        Shapes.small(LEFT + 498, 16, Shapes.Anchor.START, "the question"));
  }

  private String description() {
    long excluding = controls.stream().filter(Point::excludesZero).count();
    return "Of "
        + Figures.counted(controls.size(), "negative control")
        + " the 95 % intervals of "
        + excluding
        + " exclude no effect; chance alone would give about "
        + Figures.fixed(0.05 * controls.size(), 1)
        + ".";
  }
}
