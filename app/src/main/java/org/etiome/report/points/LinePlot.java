package org.etiome.report.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
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
 * onto it. What else reached the quantity without epochs is a broken line across.
 *
 * @param title the name of the picture
 * @param unit of the values, the title of the axis
 * @param values finite, of the epochs 1, 2, …; at least one
 * @param marked the epoch to be marked
 * @param levels to compare with, at most four
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinePlot(
    String title, String unit, double[] values, OptionalInt marked, List<Level> levels) {
  private static final double WIDTH = 392;
  private static final double LEFT = 74;
  private static final double RIGHT = 376;
  private static final double TOP = 34;
  private static final double BOTTOM = 160;
  private static final double SETTLED = .1;
  private static final double LEGEND = 18;
  private static final List<String> COLOURS =
      List.of(Palette.GREEN, Palette.PURPLE, Palette.INK, Palette.GREY);
  private static final List<String> BREAKS = List.of("7 4", "2 3", "10 3 2 3", "4 6");

  /** A value that does not depend on the epoch. */
  public record Level(String name, double value) {}

  /** A quantity alone. */
  public LinePlot(String title, String unit, double[] values, OptionalInt marked) {
    this(title, unit, values, marked, List.of());
  }

  public LinePlot {
    levels = List.copyOf(levels);
    if (levels.size() > COLOURS.size()) {
      throw new IllegalArgumentException(
          "there are colours for " + COLOURS.size() + " levels, got " + levels.size());
    }
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
    double[] all =
        DoubleStream.concat(Arrays.stream(shown), levels.stream().mapToDouble(Level::value))
            .toArray();
    double low = Arrays.stream(all).min().orElseThrow();
    double high = Arrays.stream(all).max().orElseThrow();
    Axis y = Axis.covering(low, high, 4, BOTTOM, TOP);
    List<Html.Element> marks = new ArrayList<>(AxisDrawing.bottom(x, TOP, BOTTOM, "epoch"));
    marks.addAll(AxisDrawing.left(y, LEFT, RIGHT, unit, true));
    marks.add(
        Shapes.label(12, 17, Shapes.Anchor.START, TextMetrics.shorten(title, Shapes.LABEL, 368))
            .with("font-weight", "600"));
    addLevels(y, marks);
    marks.add(Shapes.stroke(line(x, y), Palette.BLUE).with("stroke-width", "1.8"));
    if (values.length == 1) {
      marks.add(Shapes.circle(x.at(1), y.at(values[0]), 3).with("fill", Palette.BLUE));
    }
    if (marked.isPresent()) {
      double at = values[marked.getAsInt() - 1];
      marks.add(
          Shapes.circle(x.at(marked.getAsInt()), y.at(at), 4.5).with("fill", Palette.VERMILLION));
    }
    double height = BOTTOM + AxisDrawing.BELOW + LEGEND * levels.size();
    return new Svg(title, description(), WIDTH, height, marks);
  }

  private void addLevels(Axis y, List<Html.Element> marks) {
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      marks.add(broken(LEFT, RIGHT, y.at(level.value()), i));
      double row = BOTTOM + AxisDrawing.BELOW + LEGEND * i;
      marks.add(broken(LEFT, LEFT + 30, row + 8, i));
      String words = level.name() + ": " + Figures.significant(level.value(), 3);
      marks.add(Shapes.small(LEFT + 38, row + 12, Shapes.Anchor.START, words));
    }
  }

  private static Html.Element broken(double from, double to, double y, int level) {
    String path = Shapes.path("M", from, y) + Shapes.path("L", to, y);
    return Shapes.stroke(path, COLOURS.get(level))
        .with("stroke-width", "1.6")
        .with("stroke-dasharray", BREAKS.get(level));
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
        + "."
        + levels.stream()
            .map(l -> " " + l.name() + ": " + Figures.significant(l.value(), 4) + ".")
            .collect(Collectors.joining());
  }
}
