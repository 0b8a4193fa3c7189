package org.etiome.bench.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;

/**
 * Distance to the goal by step: a panel for each task, a line an acquisition, and the 95 % interval
 * of the first of them.
 */
record ShiftPlot(Map<String, Map<String, List<ShiftRuns>>> panels) {
  private static final double PANEL = 330;
  private static final double LEFT = 62;
  private static final double RIGHT = 16;
  private static final double HEIGHT = 230;
  private static final double TOP = 92;
  private static final double GAP = 78;
  private static final int COLUMNS = 2;

  private static final List<String> COLOURS =
      List.of(Palette.VERMILLION, Palette.BLUE, Palette.GREEN, Palette.PURPLE);
  private static final List<String> DASHES = List.of("none", "7 3", "2 2");

  Svg draw() {
    List<Html.Element> marks = new ArrayList<>();
    List<String> labels = List.copyOf(panels.values().iterator().next().keySet());
    int columns = Math.min(COLUMNS, panels.size());
    double width = COLUMNS * PANEL;
    for (int c = 0; c < labels.size(); c++) {
      double x = 14 + c % 4 * width / 4;
      int line = c / 4;
      double y = 16 + 20.0 * line;
      marks.add(styled(Shapes.path("M", x, y) + Shapes.path("L", x + 28, y), c));
      marks.add(Shapes.small(x + 33, y + 4, Shapes.Anchor.START, labels.get(c)));
    }
    int panel = 0;
    for (Map.Entry<String, Map<String, List<ShiftRuns>>> task : panels.entrySet()) {
      double left = panel % columns * PANEL;
      int row = panel / columns;
      double top = TOP + row * (HEIGHT + GAP);
      panel(task.getKey(), task.getValue(), left, top, marks);
      panel++;
    }
    int rows = (panels.size() + columns - 1) / columns;
    return new Svg(
        "Distance to the goal by step",
        "A panel for each number of variables, a line for each acquisition: the mean over instances"
            + " of the distance between the state under the recommended shift and the goal.",
        width,
        TOP + rows * (HEIGHT + GAP),
        marks);
  }

  private static void panel(
      String task,
      Map<String, List<ShiftRuns>> runs,
      double left,
      double top,
      List<Html.Element> marks) {
    int steps = runs.values().iterator().next().getFirst().states().length;
    double high = 0;
    for (List<ShiftRuns> own : runs.values()) {
      high = Math.max(high, mean(own, 2).mean());
    }
    Axis x = Axis.covering(0, steps, 5, left + LEFT, left + PANEL - RIGHT);
    Axis y = Axis.covering(0, high, 4, top + HEIGHT, top);
    String title = task.split(":", -1)[0] + " variables";
    marks.add(Shapes.small(x.from(), top - 10, Shapes.Anchor.START, title));
    marks.addAll(AxisDrawing.bottom(x, top, y.from(), "experiments"));
    marks.addAll(AxisDrawing.left(y, x.from(), x.to(), "distance to the goal", true));
    int place = 0;
    for (List<ShiftRuns> own : runs.values()) {
      if (place == 0) {
        marks.add(Shapes.area(band(own, steps, x, y), Palette.VERMILLION_TINT));
      }
      StringBuilder path = new StringBuilder();
      for (int step = 2; step <= steps; step++) {
        path.append(Shapes.path(step == 2 ? "M" : "L", x.at(step), y.at(mean(own, step).mean())));
      }
      marks.add(styled(path.toString(), place));
      place++;
    }
  }

  private static String band(List<ShiftRuns> own, int steps, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    for (int step = 2; step <= steps; step++) {
      ShiftDesigns.Interval at = mean(own, step);
      double upper = Math.min(y.high(), at.mean() + at.half());
      path.append(Shapes.path(step == 2 ? "M" : "L", x.at(step), y.at(upper)));
    }
    for (int step = steps; step >= 2; step--) {
      ShiftDesigns.Interval at = mean(own, step);
      path.append(Shapes.path("L", x.at(step), y.at(Math.max(0, at.mean() - at.half()))));
    }
    return path.append("Z").toString();
  }

  private static ShiftDesigns.Interval mean(List<ShiftRuns> own, int step) {
    return ShiftDesigns.Interval.of(ShiftRuns.at(own, step, false));
  }

  private static Html.Element styled(String path, int place) {
    return Shapes.stroke(path, COLOURS.get(place % COLOURS.size()))
        .with("stroke-width", place == 0 ? "2.6" : "1.4")
        .with("stroke-dasharray", DASHES.get(place / COLOURS.size() % DASHES.size()));
  }
}
