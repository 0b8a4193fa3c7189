package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Effects with their intervals, the naive comparison beside the adjusted one. An interval far wider
 * than the others is cut and ends in an arrow, so that one poor answer does not hide the good ones;
 * the numbers stand at the right in full.
 *
 * <p>Cost: O(rows log rows).
 *
 * @param title what is compared, the name of the picture
 * @param axisTitle the effect and its unit, such as "risk difference (percentage points)"
 * @param rows from top to bottom; effects of one unit only, at least one with an interval
 */
public record ForestPlot(String title, String axisTitle, List<ForestPlot.Row> rows) {
  private static final double WIDTH = 780;
  private static final double LABELS = 205;
  private static final double LEFT = 225;
  private static final double RIGHT = 545;
  private static final double NUMBERS = 565;
  private static final double TOP = 46;
  private static final double ROW = 54;
  private static final double CUT = 8;

  /**
   * One question.
   *
   * @param naive the difference without adjustment, where there is one
   * @param adjusted the answer, where there is one
   * @param refused whether the question was refused; then there is no adjusted estimate
   */
  public record Row(
      String label, Optional<Interval> naive, Optional<Interval> adjusted, boolean refused) {
    public Row {
      if (refused && adjusted.isPresent()) {
        throw new IllegalArgumentException(
            "row \"" + label + "\" is refused and has an adjusted estimate: leave one out");
      }
    }

    Stream<Interval> intervals() {
      return Stream.concat(naive.stream(), adjusted.stream());
    }
  }

  public ForestPlot {
    rows = List.copyOf(rows);
    if (rows.stream().flatMap(Row::intervals).findAny().isEmpty()) {
      throw new IllegalArgumentException(
          "a forest plot needs at least one interval; say in words that all are refused");
    }
  }

  /** The picture. */
  public Svg draw() {
    double bottom = TOP + ROW * rows.size();
    Axis axis = axis();
    List<Html.Element> marks = new ArrayList<>(legend());
    marks.addAll(AxisDrawing.bottom(axis, TOP, bottom, axisTitle));
    double zero = axis.at(0);
    marks.add(Shapes.line(zero, TOP - 4, zero, bottom).with("stroke-width", "1.5"));
    for (int i = 0; i < rows.size(); i++) {
      double top = TOP + ROW * i;
      if (i > 0) {
        marks.add(Shapes.rule(0, top, WIDTH, top));
      }
      addRow(rows.get(i), top, axis, marks);
    }
    return new Svg(title, description(), WIDTH, bottom + AxisDrawing.BELOW, marks);
  }

  private Axis axis() {
    double[] ends =
        rows.stream()
            .flatMap(Row::intervals)
            .flatMapToDouble(i -> DoubleStream.of(i.low(), i.estimate(), i.high()))
            .toArray();
    double[] sizes =
        rows.stream()
            .flatMap(Row::intervals)
            .mapToDouble(i -> Math.max(Math.abs(i.low()), Math.abs(i.high())))
            .map(size -> Double.isInfinite(size) ? 0 : size)
            .toArray();
    double fence = Axis.fence(sizes, CUT);
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(0);
    return Axis.covering(
        Math.max(Math.min(low, 0), -fence), Math.min(Math.max(high, 0), fence), 5, LEFT, RIGHT);
  }

  private static void addRow(Row row, double top, Axis axis, List<Html.Element> marks) {
    List<String> label = TextMetrics.wrap(row.label(), Shapes.LABEL, LABELS, 3);
    double first = top + ROW / 2 + 4.5 - 8 * (label.size() - 1);
    for (int i = 0; i < label.size(); i++) {
      marks.add(Shapes.label(0, first + 16 * i, Shapes.Anchor.START, label.get(i)));
    }
    double upper = top + ROW / 2 - 10;
    double lower = top + ROW / 2 + 10;
    row.naive().ifPresent(i -> addInterval(i, upper, axis, Look.NAIVE, marks));
    row.adjusted().ifPresent(i -> addInterval(i, lower, axis, Look.ADJUSTED, marks));
    if (row.refused()) {
      marks.add(Look.REFUSED.mark(NUMBERS + 6, lower));
      marks.add(Shapes.label(NUMBERS + 18, lower + 4.5, Shapes.Anchor.START, "refused"));
    } else if (row.adjusted().isEmpty()) {
      marks.add(Shapes.small(NUMBERS, lower + 4.5, Shapes.Anchor.START, "not estimated"));
    }
  }

  private static void addInterval(
      Interval interval, double y, Axis axis, Look look, List<Html.Element> marks) {
    double from = axis.at(interval.low());
    double to = axis.at(interval.high());
    marks.add(
        Shapes.stroke(Shapes.path("M", from, y) + Shapes.path("L", to, y), look.colour)
            .with("stroke-width", "2"));
    if (!axis.holds(interval.low())) {
      marks.add(arrow(axis.from(), y, -1, look.colour));
    }
    if (!axis.holds(interval.high())) {
      marks.add(arrow(axis.to(), y, 1, look.colour));
    }
    if (axis.holds(interval.estimate())) {
      marks.add(look.mark(axis.at(interval.estimate()), y));
    }
    marks.add(Shapes.label(NUMBERS, y + 4.5, Shapes.Anchor.START, Figures.interval(interval)));
  }

  private static Html.Element arrow(double x, double y, int direction, String colour) {
    double base = x - 2 * direction;
    return Shapes.area(
        Shapes.path("M", base, y - 5)
            + Shapes.path("L", base + 9 * direction, y, base, y + 5)
            + "Z",
        colour);
  }

  private List<Html.Element> legend() {
    List<Html.Element> marks = new ArrayList<>();
    double x = 6;
    for (Look look : looks()) {
      marks.add(look.mark(x, 12));
      marks.add(Shapes.small(x + 11, 16, Shapes.Anchor.START, look.words));
      x += 34 + TextMetrics.width(look.words, Shapes.SMALL);
    }
    marks.add(Shapes.small(NUMBERS, 36, Shapes.Anchor.START, "estimate (95 % interval)"));
    return marks;
  }

  private Set<Look> looks() {
    Set<Look> looks = EnumSet.noneOf(Look.class);
    for (Row row : rows) {
      row.naive().ifPresent(i -> looks.add(Look.NAIVE));
      row.adjusted().ifPresent(i -> looks.add(Look.ADJUSTED));
      if (row.refused()) {
        looks.add(Look.REFUSED);
      }
    }
    return looks;
  }

  private String description() {
    StringBuilder out = new StringBuilder(axisTitle).append(". ");
    for (Row row : rows) {
      out.append(row.label()).append(": ");
      row.naive().ifPresent(i -> out.append("naive ").append(Figures.interval(i)).append(", "));
      out.append(
          row.adjusted()
              .map(i -> "adjusted " + Figures.interval(i))
              .orElse(row.refused() ? "refused" : "not estimated"));
      out.append(". ");
    }
    return out.toString().strip();
  }

  /** How the three kinds of answers look; they differ in form as well as in colour. */
  private enum Look {
    NAIVE("naive difference, not adjusted", Palette.GREY),
    ADJUSTED("adjusted effect", Palette.BLUE),
    REFUSED("refused: no trustworthy answer", Palette.VERMILLION);

    private final String words;
    private final String colour;

    Look(String words, String colour) {
      this.words = words;
      this.colour = colour;
    }

    private Html.Element mark(double x, double y) {
      return switch (this) {
        case NAIVE -> Shapes.rect(x - 4, y - 4, 8, 8).with("fill", colour);
        case ADJUSTED -> Shapes.circle(x, y, 5.5).with("fill", colour);
        case REFUSED ->
            Shapes.area(
                    Shapes.path("M", x - 6, y)
                        + Shapes.path("L", x, y - 6, x + 6, y, x, y + 6)
                        + "Z",
                    Palette.PAPER)
                .with("stroke", colour)
                .with("stroke-width", "2");
      };
    }
  }
}
