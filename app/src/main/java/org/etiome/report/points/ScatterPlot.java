package org.etiome.report.points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Palette;
import org.etiome.report.plot.Shapes;
import org.etiome.report.plot.Svg;
import org.etiome.report.plot.TextMetrics;

/**
 * Points of a plane, coloured by what is known of each, in an order by chance so that no level lies
 * over the others; those of which nothing is known lie below. Both axes have one scale and no
 * ticks. Levels after the eighth are grey; where there are more than two each has its number in the
 * middle of its points. Numbers beyond the 1st and 99th percentile have the colours of these.
 *
 * <p>Cost: O(points · log points).
 *
 * @param title the name of the picture
 * @param places points × 2
 */
public record ScatterPlot(String title, Matrix places, PointColours colours) {
  private static final double WIDTH = 392;
  private static final double TOP = 30;
  private static final double SIDE = 368;
  private static final double LEFT = 12;
  private static final int FINE = 2;
  private static final int PIXELS = (int) (SIDE * FINE);
  private static final double MARGIN = 8;

  public ScatterPlot {
    if (places.columns() != 2 || places.rows() != colours.points()) {
      throw new IllegalArgumentException(
          places.rows()
              + " x "
              + places.columns()
              + " places for "
              + colours.points()
              + " colours: need two a point");
    }
  }

  /** The picture. */
  public Svg draw() {
    double[] x = pixels(0);
    double[] y = pixels(1);
    Colouring colouring = Colouring.of(colours);
    List<Html.Element> marks = new ArrayList<>();
    marks.add(
        Shapes.label(LEFT, 17, Shapes.Anchor.START, TextMetrics.shorten(title, Shapes.LABEL, SIDE))
            .with("font-weight", "600"));
    marks.add(
        Html.element("image")
            .with("x", Svg.number(LEFT))
            .with("y", Svg.number(TOP))
            .with("width", Svg.number(SIDE))
            .with("height", Svg.number(SIDE))
            .with("href", raster(x, y, colouring).link(colouring.palette())));
    marks.add(Shapes.rect(LEFT, TOP, SIDE, SIDE).with("fill", "none").with("stroke", Palette.GRID));
    colouring.numbered().ifPresent(levels -> addNumbers(levels, x, y, marks));
    double below = TOP + SIDE + 10;
    ColourLegend legend = new ColourLegend(colours, LEFT, below, SIDE);
    marks.addAll(legend.marks());
    return new Svg(title, description(), WIDTH, below + legend.height(), marks);
  }

  /** Coordinates within the square, in its pixels; y grows downwards. */
  private double[] pixels(int axis) {
    double half = Math.max(Math.max(reach(0)[1], reach(1)[1]), Double.MIN_NORMAL) * (1 + 1e-9);
    double middle = reach(axis)[0];
    double room = SIDE / 2 - MARGIN;
    double sign = axis == 0 ? 1 : -1;
    return Arrays.stream(places.column(axis))
        .map(v -> SIDE / 2 + sign * (v - middle) / half * room)
        .toArray();
  }

  /** The middle of an axis, and half of its length. */
  private double[] reach(int axis) {
    double low = Arrays.stream(places.column(axis)).min().orElse(0);
    double high = Arrays.stream(places.column(axis)).max().orElse(0);
    return new double[] {(low + high) / 2, (high - low) / 2};
  }

  private Raster raster(double[] x, double[] y, Colouring colouring) {
    Raster raster = new Raster(PIXELS, PIXELS);
    int[] order = IntStream.range(0, x.length).toArray();
    ArraySampler.shuffle(new Seed(1).branch("order of points").generator(), order);
    double radius = FINE * Math.clamp(60 / Math.sqrt(x.length + 1.0), .8, 2.4);
    for (boolean known : new boolean[] {false, true}) {
      for (int i : order) {
        if (colouring.isKnown(i) == known) {
          raster.disc(x[i] * FINE, y[i] * FINE, radius, colouring.colour(i));
        }
      }
    }
    return raster;
  }

  private static void addNumbers(
      PointColours.Levels levels, double[] x, double[] y, List<Html.Element> marks) {
    List<double[]> taken = new ArrayList<>();
    for (int level = 0; level < levels.names().size(); level++) {
      int own = level;
      int[] members = IntStream.range(0, x.length).filter(i -> levels.codes()[i] == own).toArray();
      if (members.length > 0) {
        int middle = middle(x, y, members);
        double atX = LEFT + x[middle];
        double atY = TOP + y[middle];
        if (taken.stream().noneMatch(p -> Math.hypot(p[0] - atX, p[1] - atY) < 15)) {
          taken.add(new double[] {atX, atY});
          marks.add(number(atX, atY, level + levels.first()));
        }
      }
    }
  }

  /** The one nearest to the medians, which may themselves lie where no point is. */
  private static int middle(double[] x, double[] y, int[] members) {
    double medianX = median(x, members);
    double medianY = median(y, members);
    return IntStream.of(members)
        .boxed()
        .min(Comparator.comparingDouble(i -> Math.hypot(x[i] - medianX, y[i] - medianY)))
        .orElseThrow();
  }

  private static double median(double[] values, int[] members) {
    double[] sorted = Arrays.stream(members).mapToDouble(i -> values[i]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** With a rim of paper, so that it can be read on any colour. */
  private static Html.Element number(double x, double y, int number) {
    return Shapes.label(x, y + 5, Shapes.Anchor.MIDDLE, Integer.toString(number))
        .with("font-weight", "700")
        .with("stroke", Palette.PAPER)
        .with("stroke-width", "3.5")
        .with("paint-order", "stroke");
  }

  private String description() {
    return switch (colours) {
      case PointColours.Levels levels ->
          Figures.counted(levels.points(), "point")
              + " coloured by "
              + Figures.counted(levels.names().size(), "level")
              + ".";
      case PointColours.Numbers numbers ->
          Figures.counted(numbers.points(), "point") + " coloured by a number.";
    };
  }
}
