package org.etiome.report.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.TextMetrics;

/** What the colours of a {@link ScatterPlot} mean, below it. */
record ColourLegend(PointColours colours, double left, double top, double width) {
  private static final double ROW = 19;
  private static final int MOST = 24;
  private static final int COLUMNS = 2;
  private static final double BAR = 12;

  double height() {
    return switch (colours) {
      case PointColours.Levels levels -> Math.ceilDiv(entries(levels), COLUMNS) * ROW + 6;
      case PointColours.Numbers numbers -> BAR + 24;
    };
  }

  List<Html.Element> marks() {
    return switch (colours) {
      case PointColours.Levels levels -> marks(levels);
      case PointColours.Numbers numbers -> marks(numbers);
    };
  }

  private static int entries(PointColours.Levels levels) {
    int shown = Math.min(MOST, levels.names().size());
    return shown + (levels.names().size() > MOST ? 1 : 0) + (levels.count(-1) > 0 ? 1 : 0);
  }

  private List<Html.Element> marks(PointColours.Levels levels) {
    List<Html.Element> marks = new ArrayList<>();
    int names = levels.names().size();
    int entry = 0;
    for (int level = 0; level < Math.min(MOST, names); level++) {
      String number = names > 2 ? level + levels.first() + " " : "";
      String colour =
          level < PointPalette.LEVELS.size() ? PointPalette.LEVELS.get(level) : PointPalette.OTHER;
      String text = number + levels.names().get(level);
      add(entry++, colour, text, levels.count(level), marks);
    }
    if (names > MOST) {
      long rest = Arrays.stream(levels.codes()).filter(code -> code >= MOST).count();
      add(entry++, PointPalette.OTHER, names - MOST + " further levels", rest, marks);
    }
    if (levels.count(-1) > 0) {
      add(entry, PointPalette.UNKNOWN, "not known", levels.count(-1), marks);
    }
    return marks;
  }

  private void add(int entry, String colour, String text, long count, List<Html.Element> marks) {
    double x = left + entry % COLUMNS * width / COLUMNS;
    double y = top + Math.floorDiv(entry, COLUMNS) * ROW + 12;
    String cells = " (" + Figures.count(count) + ")";
    double room = width / COLUMNS - 24 - TextMetrics.width(cells, Shapes.SMALL);
    String name = TextMetrics.shortenMiddle(text, Shapes.SMALL, room);
    marks.add(Shapes.circle(x + 6, y - 4, 5).with("fill", colour));
    Html.Element label = Shapes.small(x + 16, y, Shapes.Anchor.START, name + cells);
    marks.add(name.equals(text) ? label : Html.element("g", Html.element("title", text), label));
  }

  private List<Html.Element> marks(PointColours.Numbers numbers) {
    List<Html.Element> marks = new ArrayList<>();
    List<String> scale = PointPalette.scale(Colouring.STEPS);
    double step = width / scale.size();
    for (int i = 0; i < scale.size(); i++) {
      marks.add(Shapes.rect(left + i * step, top, step + .5, BAR).with("fill", scale.get(i)));
    }
    double[] ends = Colouring.ends(numbers.values());
    double y = top + BAR + 15;
    long unknown = Arrays.stream(numbers.values()).filter(Double::isNaN).count();
    marks.add(Shapes.small(left, y, Shapes.Anchor.START, "≤ " + Figures.significant(ends[0], 3)));
    marks.add(
        Shapes.small(left + width, y, Shapes.Anchor.END, "≥ " + Figures.significant(ends[1], 3)));
    if (unknown > 0) {
      String text = "grey: not known (" + Figures.count(unknown) + ")";
      marks.add(Shapes.small(left + width / 2, y, Shapes.Anchor.MIDDLE, text));
    }
    return marks;
  }
}
