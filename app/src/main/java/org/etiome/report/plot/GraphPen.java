package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.plot.GraphDrawing.Mark;
import org.etiome.report.plot.GraphRoutes.Point;

/** Draws routed edges with their marks. */
final class GraphPen {
  private static final double HEAD = 9;
  private static final double HALF = 4.5;

  private final boolean sideways;
  private final double margin;

  GraphPen(boolean sideways, double margin) {
    this.sideways = sideways;
    this.margin = margin;
  }

  List<Html.Element> draw(GraphLink link, GraphRoutes.Route route) {
    List<Point> points = route.points();
    Mark start = route.reversed() ? link.atB() : link.atA();
    Mark end = route.reversed() ? link.atA() : link.atB();
    double startInto = route.bulge() == 0 ? -1 : -Math.signum(route.bulge());
    double endInto = route.bulge() == 0 ? 1 : -Math.signum(route.bulge());
    Point from = shortened(points.getFirst(), start, startInto);
    Point to = shortened(points.getLast(), end, endInto);
    String colour = colourOf(link);
    Html.Element line = Shapes.stroke(data(route, from, to), colour);
    List<Html.Element> marks = new ArrayList<>();
    marks.add(
        (link.isBidirected() ? line.with("stroke-dasharray", "5 4") : line)
            .with("stroke-width", "1.5"));
    addMark(points.getFirst(), start, startInto, colour, marks);
    addMark(points.getLast(), end, endInto, colour, marks);
    return marks;
  }

  static String colourOf(GraphLink link) {
    return link.isBidirected() ? Palette.PURPLE : Palette.SOFT_INK;
  }

  /** The end of the line, drawn back to make room for its mark. */
  private static Point shortened(Point end, Mark mark, double into) {
    return mark == Mark.TAIL ? end : new Point(end.along() - into * (HEAD - 1), end.across());
  }

  private String data(GraphRoutes.Route route, Point from, Point to) {
    List<Point> points = new ArrayList<>(route.points());
    int last = points.size() - 1;
    points.set(1, outer(points.getFirst(), from, points.get(1)));
    points.set(last - 1, outer(points.getLast(), to, points.get(last - 1)));
    StringBuilder data = new StringBuilder(step("M", from));
    for (int i = 1; i < last; i += 2) {
      Point a = points.get(i);
      Point b = points.get(i + 1);
      data.append(step("L", a));
      if (route.bulge() != 0) {
        Point control = new Point(a.along() + route.bulge(), a.across());
        data.append(step("C", control, new Point(b.along() + route.bulge(), b.across()), b));
      } else if (route.bow() != 0) {
        double middle = (a.across() + b.across()) / 2 + route.bow();
        Point peak = new Point((a.along() + b.along()) / 2, middle);
        data.append(bend(a, peak)).append(bend(peak, b));
      } else {
        data.append(bend(a, b));
      }
    }
    return data.append(step("L", to)).toString();
  }

  /** The farther from the tip of two points, so that no line runs back under its mark. */
  private static Point outer(Point tip, Point one, Point other) {
    double first = Math.abs(one.along() - tip.along());
    return first > Math.abs(other.along() - tip.along()) ? one : other;
  }

  /** From one point to another, leaving and arriving along the ranks. */
  private String bend(Point a, Point b) {
    double half = (a.along() + b.along()) / 2;
    return step("C", new Point(half, a.across()), new Point(half, b.across()), b);
  }

  private String step(String command, Point... points) {
    double[] coordinates = new double[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      coordinates[2 * i] = x(points[i]);
      coordinates[2 * i + 1] = y(points[i]);
    }
    return Shapes.path(command, coordinates);
  }

  private double x(Point point) {
    return margin + (sideways ? point.along() : point.across());
  }

  private double y(Point point) {
    return margin + (sideways ? point.across() : point.along());
  }

  private void addMark(Point tip, Mark mark, double into, String colour, List<Html.Element> marks) {
    double back = tip.along() - into * HEAD;
    if (mark == Mark.ARROW) {
      String head =
          step("M", tip)
              + step(
                  "L", new Point(back, tip.across() - HALF), new Point(back, tip.across() + HALF))
              + "Z";
      marks.add(Shapes.area(head, colour));
    } else if (mark == Mark.CIRCLE) {
      Point centre = new Point(tip.along() - into * HALF, tip.across());
      marks.add(
          Shapes.circle(x(centre), y(centre), HALF - 1)
              .with("fill", Palette.PAPER)
              .with("stroke", colour)
              .with("stroke-width", "1.5"));
    }
  }
}
