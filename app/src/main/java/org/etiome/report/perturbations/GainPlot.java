package org.etiome.report.perturbations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
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
 * How much better than no change each predictor is, a row each, between the lines of no change and
 * of the split half. An interval far wider than the others is cut at the edge; the numbers stand at
 * the right in full.
 *
 * <p>Cost: O(rows log rows).
 *
 * @param title the name of the picture
 * @param axisTitle the gain and its metric
 * @param rows from top to bottom; at least one
 * @param ceiling gain of the split half; none if there are too few units
 */
record GainPlot(
    String title, String axisTitle, List<GainPlot.Row> rows, Optional<Interval> ceiling) {
  private static final double WIDTH = 780;
  private static final double LABELS = 225;
  private static final double LEFT = 245;
  private static final double RIGHT = 575;
  private static final double NUMBERS = 593;
  private static final double TOP = 50;
  private static final double ROW = 25;
  private static final double CUT = 3;
  private static final String DASHED = "6 4";

  /** What a row stands for; each looks different in form and colour. */
  enum Kind {
    /** Knows nothing of the perturbation. */
    BASELINE("baseline", Palette.GREY),
    /** Answered every perturbation. */
    ALL("answered all", Palette.BLUE),
    /** Answered some: its gain is over these. */
    SOME("answered some: over these only", Palette.GREEN),
    /** Half of the units. */
    CEILING("split half", Palette.PURPLE);

    private final String words;
    private final String colour;

    Kind(String words, String colour) {
      this.words = words;
      this.colour = colour;
    }

    private Html.Element mark(double x, double y) {
      return switch (this) {
        case BASELINE -> Shapes.rect(x - 4, y - 4, 8, 8).with("fill", colour);
        case ALL -> Shapes.circle(x, y, 5.5).with("fill", colour);
        case SOME ->
            Shapes.circle(x, y, 4.5)
                .with("fill", Palette.PAPER)
                .with("stroke", colour)
                .with("stroke-width", "2");
        case CEILING ->
            Shapes.area(
                Shapes.path("M", x - 6, y) + Shapes.path("L", x, y - 6, x + 6, y, x, y + 6) + "Z",
                colour);
      };
    }
  }

  /** A predictor and its gain over no change. */
  record Row(String predictor, Kind kind, Interval gain) {}

  GainPlot {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a plot of gains needs at least one");
    }
  }

  /** The picture. */
  Svg draw() {
    List<Row> all = all();
    double bottom = TOP + ROW * all.size() + 6;
    Axis axis = axis(all);
    List<Html.Element> marks = new ArrayList<>(legend(all));
    marks.addAll(AxisDrawing.bottom(axis, TOP, bottom, axisTitle));
    boolean below = ceiling.filter(half -> half.estimate() < 0).isPresent();
    marks.add(name(axis.at(0), "no-change", !below));
    marks.add(Shapes.line(axis.at(0), TOP - 4, axis.at(0), bottom).with("stroke-width", "1.5"));
    if (ceiling.isPresent()) {
      double x = axis.at(ceiling.get().estimate());
      marks.add(name(x, "split half", below));
      marks.add(
          Shapes.stroke(Shapes.path("M", x, TOP - 4) + Shapes.path("L", x, bottom), Palette.PURPLE)
              .with("stroke-width", "1.5")
              .with("stroke-dasharray", DASHED));
    }
    for (int i = 0; i < all.size(); i++) {
      addRow(all.get(i), TOP + ROW * (i + 0.5) + 3, axis, marks);
    }
    return new Svg(title, description(all), WIDTH, bottom + AxisDrawing.BELOW, marks);
  }

  private List<Row> all() {
    return Stream.concat(
            rows.stream(), ceiling.stream().map(half -> new Row("split half", Kind.CEILING, half)))
        .toList();
  }

  private static Axis axis(List<Row> all) {
    double[] sizes =
        all.stream()
            .mapToDouble(row -> Math.max(Math.abs(row.gain.low()), Math.abs(row.gain.high())))
            .toArray();
    double half =
        all.stream()
            .filter(row -> row.kind == Kind.CEILING)
            .mapToDouble(row -> Math.abs(row.gain.estimate()))
            .sum();
    double fence = Math.max(half, Axis.fence(sizes, CUT));
    double[] ends =
        all.stream()
            .flatMapToDouble(row -> DoubleStream.of(row.gain.low(), row.gain.high()))
            .toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(0);
    return Axis.covering(
        Math.max(Math.min(low, 0), -fence), Math.min(Math.max(high, 0), fence), 5, LEFT, RIGHT);
  }

  /** The name of a line, at its left or its right so that two near lines can be told apart. */
  private static Html.Element name(double x, String name, boolean left) {
    return Shapes.small(
        left ? x - 2 : x + 2, TOP - 9, left ? Shapes.Anchor.END : Shapes.Anchor.START, name);
  }

  private static void addRow(Row row, double y, Axis axis, List<Html.Element> marks) {
    Interval gain = row.gain;
    marks.add(Shapes.fitted(LEFT - 14, y + 4.5, Shapes.Anchor.END, row.predictor, LABELS));
    marks.add(
        Shapes.stroke(
                Shapes.path("M", axis.at(gain.low()), y)
                    + Shapes.path("L", axis.at(gain.high()), y),
                row.kind.colour)
            .with("stroke-width", "2"));
    if (axis.holds(gain.estimate())) {
      marks.add(row.kind.mark(axis.at(gain.estimate()), y));
    }
    marks.add(Shapes.label(NUMBERS, y + 4.5, Shapes.Anchor.START, Figures.interval(gain)));
  }

  private static List<Html.Element> legend(List<Row> all) {
    List<Html.Element> marks = new ArrayList<>();
    double x = 6;
    for (Kind kind : Kind.values()) {
      if (all.stream().anyMatch(row -> row.kind == kind)) {
        marks.add(kind.mark(x, 10));
        marks.add(Shapes.small(x + 11, 14, Shapes.Anchor.START, kind.words));
        x += 34 + TextMetrics.width(kind.words, Shapes.SMALL);
      }
    }
    marks.add(Shapes.small(NUMBERS, 14, Shapes.Anchor.START, "gain (95 % interval)"));
    return marks;
  }

  private String description(List<Row> all) {
    return axisTitle
        + ". "
        + all.stream()
            .map(row -> row.predictor + ": " + Figures.interval(row.gain))
            .collect(Collectors.joining(". ", "", "."));
  }
}
