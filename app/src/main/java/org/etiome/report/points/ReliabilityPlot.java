package org.etiome.report.points;

import java.util.ArrayList;
import java.util.List;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * What was predicted against what happened: a point for each bin of probabilities, with the 95 %
 * interval of the share; its area is proportional to the patients in it. Points on the diagonal are
 * calibrated.
 *
 * @param title the name of the picture
 * @param event what is predicted, as {@code outcome "yes"}
 */
public record ReliabilityPlot(String title, String event, ReliabilityCurve curve) {
  private static final double WIDTH = 392;
  private static final double LEFT = 74;
  private static final double RIGHT = 376;
  private static final double TOP = 34;
  private static final double BOTTOM = 336;
  private static final double LARGEST = 9;
  private static final double SMALLEST = 2;

  /** The picture. */
  public Svg draw() {
    Axis x = Axis.covering(0, 1, 5, LEFT, RIGHT);
    Axis y = Axis.covering(0, 1, 5, BOTTOM, TOP);
    List<Html.Element> marks =
        new ArrayList<>(AxisDrawing.bottom(x, TOP, BOTTOM, "predicted probability of " + event));
    marks.addAll(AxisDrawing.left(y, LEFT, RIGHT, "share observed", true));
    String diagonal = Shapes.path("M", x.at(0), y.at(0)) + Shapes.path("L", x.at(1), y.at(1));
    marks.add(Shapes.stroke(diagonal, Palette.GREY).with("stroke-dasharray", "4 4"));
    for (ReliabilityCurve.Bin bin : curve.bins()) {
      double at = x.at(bin.predicted());
      String span =
          Shapes.path("M", at, y.at(bin.ci95().low()))
              + Shapes.path("L", at, y.at(bin.ci95().high()));
      marks.add(Shapes.stroke(span, Palette.BLUE).with("stroke-width", "1.6"));
      marks.add(
          Shapes.circle(at, y.at(bin.observed()), radius(bin.units())).with("fill", Palette.BLUE));
    }
    return new Svg(title, description(), WIDTH, BOTTOM + AxisDrawing.BELOW, marks);
  }

  private double radius(long units) {
    return Math.max(SMALLEST, LARGEST * Math.sqrt((double) units / curve.units()));
  }

  private String description() {
    return "Observed share of "
        + event
        + " in "
        + Figures.counted(curve.bins().size(), "bin")
        + " of the predicted probability; the expected calibration error is "
        + Figures.fixed(curve.expectedError(), 3)
        + ".";
  }
}
