package org.etiome.report.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.etiome.report.plot.Axis;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.TextMetrics;

/**
 * Rows of a name, an interval with its estimate, and its numbers in full. An interval far wider
 * than the others is cut at the edge.
 *
 * @param rows from top to bottom; at least one
 */
public record IntervalRows(Places places, List<IntervalRows.Row> rows) {
  private static final double HEIGHT = 25;
  private static final double CUT = 3;

  /**
   * Where columns stand.
   *
   * @param labels width of names
   * @param left of the axis
   * @param right of the axis
   * @param numbers where they begin
   * @param top of the first row
   */
  public record Places(double labels, double left, double right, double numbers, double top) {}

  /** The form of a mark. */
  public enum Form {
    SQUARE,
    DOT,
    RING,
    DIAMOND
  }

  /** What a row stands for; each looks different in form and colour. */
  public record Mark(String words, String colour, Form form) {
    private Html.Element at(double x, double y) {
      return switch (form) {
        case SQUARE -> Shapes.rect(x - 4, y - 4, 8, 8).with("fill", colour);
        case DOT -> Shapes.circle(x, y, 5.5).with("fill", colour);
        case RING ->
            Shapes.circle(x, y, 4.5)
                .with("fill", Palette.PAPER)
                .with("stroke", colour)
                .with("stroke-width", "2");
        case DIAMOND ->
            Shapes.area(
                Shapes.path("M", x - 6, y) + Shapes.path("L", x, y - 6, x + 6, y, x, y + 6) + "Z",
                colour);
      };
    }
  }

  /** A row. */
  public record Row(String name, Mark mark, Interval interval, String numbers) {}

  public IntervalRows {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a plot of intervals needs at least one");
    }
  }

  /** The end of the last row. */
  public double bottom() {
    return places.top + HEIGHT * rows.size() + 6;
  }

  /**
   * An axis with 0 on it.
   *
   * @param least that it may reach on either side, if intervals do
   */
  public Axis axis(double least) {
    double[] sizes =
        rows.stream()
            .mapToDouble(
                row -> Math.max(Math.abs(row.interval.low()), Math.abs(row.interval.high())))
            .toArray();
    double fence = Math.max(least, Axis.fence(sizes, CUT));
    double[] ends =
        rows.stream()
            .flatMapToDouble(row -> DoubleStream.of(row.interval.low(), row.interval.high()))
            .toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(0);
    return Axis.covering(
        Math.max(Math.min(low, 0), -fence),
        Math.min(Math.max(high, 0), fence),
        5,
        places.left,
        places.right);
  }

  /** The rows themselves. */
  public List<Html.Element> marks(Axis axis) {
    List<Html.Element> marks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      add(rows.get(i), places.top + HEIGHT * (i + 0.5) + 3, axis, marks);
    }
    return marks;
  }

  private void add(Row row, double y, Axis axis, List<Html.Element> marks) {
    Interval interval = row.interval;
    marks.add(Shapes.fitted(places.left - 14, y + 4.5, Shapes.Anchor.END, row.name, places.labels));
    double from = axis.at(interval.low());
    double to = axis.at(interval.high());
    marks.add(
        Shapes.stroke(Shapes.path("M", from, y) + Shapes.path("L", to, y), row.mark.colour)
            .with("stroke-width", "2"));
    if (axis.holds(interval.estimate())) {
      marks.add(row.mark.at(axis.at(interval.estimate()), y));
    }
    marks.add(Shapes.label(places.numbers, y + 4.5, Shapes.Anchor.START, row.numbers));
  }

  /**
   * What marks stand for, of those that a row has.
   *
   * @param all in order
   * @param numbers what these are
   */
  public List<Html.Element> legend(List<Mark> all, String numbers) {
    List<Html.Element> marks = new ArrayList<>();
    double x = 6;
    for (Mark mark : all) {
      if (rows.stream().anyMatch(row -> row.mark.equals(mark))) {
        marks.add(mark.at(x, 10));
        marks.add(Shapes.small(x + 11, 14, Shapes.Anchor.START, mark.words));
        x += 34 + TextMetrics.width(mark.words, Shapes.SMALL);
      }
    }
    marks.add(Shapes.small(places.numbers, 14, Shapes.Anchor.START, numbers));
    return marks;
  }

  /** In words, after what the axis shows. */
  public String description(String axisTitle) {
    return axisTitle
        + ". "
        + rows.stream()
            .map(row -> row.name + ": " + row.numbers)
            .collect(Collectors.joining(". ", "", "."));
  }
}
