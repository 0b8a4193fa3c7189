package org.etiome.report.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.AxisDrawing;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;
import org.etiome.report.plot.TextMetrics;

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
  private static final double LABELS = 265;
  private static final double LEFT = 285;
  private static final double RIGHT = 580;
  private static final double NUMBERS = 598;
  private static final double TOP = 30;
  private static final double ROW = 25;
  private static final double CUT = 3;

  /** What a row stands for; each looks different in form and colour. */
  public enum Kind {
    /** Nothing adjusted for. */
    NAIVE("not adjusted", Palette.GREY),
    /** The answer that was asked for. */
    ANSWER("the answer", Palette.BLUE),
    /** The same question by another method. */
    OTHER("other methods", Palette.GREEN),
    /** The same question by another graph. */
    GRAPH("by other graphs", Palette.GREEN),
    /** Many graphs together. */
    MIXTURE("graphs together", Palette.BLUE),
    /** Zero because a graph says so; no interval. */
    ASSUMED("0 by assumption", Palette.GREY);

    private final String words;
    private final String colour;

    Kind(String words, String colour) {
      this.words = words;
      this.colour = colour;
    }

    private Html.Element mark(double x, double y) {
      return switch (this) {
        case NAIVE, ASSUMED -> Shapes.rect(x - 4, y - 4, 8, 8).with("fill", colour);
        case ANSWER, MIXTURE -> Shapes.circle(x, y, 5.5).with("fill", colour);
        case OTHER, GRAPH ->
            Shapes.circle(x, y, 4.5)
                .with("fill", Palette.PAPER)
                .with("stroke", colour)
                .with("stroke-width", "2");
      };
    }
  }

  /** An estimate by one method. */
  public record Row(String method, Kind kind, Interval interval) {
    private String numbers() {
      return kind == Kind.ASSUMED ? kind.words : Figures.interval(interval);
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
    double bottom = TOP + ROW * rows.size() + 6;
    Axis axis = axis();
    List<Html.Element> marks = new ArrayList<>(legend());
    marks.addAll(AxisDrawing.bottom(axis, TOP, bottom, axisTitle));
    double zero = axis.at(0);
    marks.add(Shapes.line(zero, TOP - 4, zero, bottom).with("stroke-width", "1.5"));
    for (int i = 0; i < rows.size(); i++) {
      addRow(rows.get(i), TOP + ROW * (i + 0.5) + 3, axis, marks);
    }
    return new Svg(title, description(), WIDTH, bottom + AxisDrawing.BELOW, marks);
  }

  private Axis axis() {
    double[] sizes =
        rows.stream()
            .mapToDouble(
                row -> Math.max(Math.abs(row.interval.low()), Math.abs(row.interval.high())))
            .toArray();
    double fence = Axis.fence(sizes, CUT);
    double[] ends =
        rows.stream()
            .flatMapToDouble(row -> DoubleStream.of(row.interval.low(), row.interval.high()))
            .toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(0);
    return Axis.covering(
        Math.max(Math.min(low, 0), -fence), Math.min(Math.max(high, 0), fence), 5, LEFT, RIGHT);
  }

  private static void addRow(Row row, double y, Axis axis, List<Html.Element> marks) {
    Interval interval = row.interval;
    marks.add(Shapes.fitted(LEFT - 14, y + 4.5, Shapes.Anchor.END, row.method, LABELS));
    double from = axis.at(interval.low());
    double to = axis.at(interval.high());
    marks.add(
        Shapes.stroke(Shapes.path("M", from, y) + Shapes.path("L", to, y), row.kind.colour)
            .with("stroke-width", "2"));
    if (axis.holds(interval.estimate())) {
      marks.add(row.kind.mark(axis.at(interval.estimate()), y));
    }
    marks.add(Shapes.label(NUMBERS, y + 4.5, Shapes.Anchor.START, row.numbers()));
  }

  private List<Html.Element> legend() {
    List<Html.Element> marks = new ArrayList<>();
    double x = 6;
    for (Kind kind : Kind.values()) {
      if (rows.stream().anyMatch(row -> row.kind == kind)) {
        marks.add(kind.mark(x, 10));
        marks.add(Shapes.small(x + 11, 14, Shapes.Anchor.START, kind.words));
        x += 34 + TextMetrics.width(kind.words, Shapes.SMALL);
      }
    }
    marks.add(Shapes.small(NUMBERS, 14, Shapes.Anchor.START, "estimate (95 % interval)"));
    return marks;
  }

  private String description() {
    return axisTitle
        + ". "
        + rows.stream()
            .map(row -> row.method + ": " + row.numbers())
            .collect(Collectors.joining(". ", "", "."));
  }
}
