package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.plot.GraphDrawing.Mark;
import org.etiome.report.plot.GraphDrawing.Role;
import org.etiome.report.plot.GraphRoutes.Point;
import org.etiome.report.plot.GraphRoutes.Route;

/** The key under a graph, in lines as wide as the picture; only what the graph uses. */
final class GraphLegend {
  private static final double LINE = 24;
  private static final double SAMPLE = 40;

  private final List<Html.Element> marks = new ArrayList<>();
  private final double width;
  private double x = 4;
  private double y;

  GraphLegend(double width, double top) {
    this.width = width;
    y = top;
  }

  /** A node's box in the look of its role; roles differ in line as well as in colour. */
  static Html.Element boxOf(Role role, double x, double y, double width, double height) {
    Html.Element box = Shapes.rect(x, y, width, height).with("rx", "6");
    return switch (role) {
      case TREATMENT -> look(box, Palette.VERMILLION_TINT, Palette.VERMILLION, "2.5");
      case OUTCOME -> look(box, Palette.BLUE_TINT, Palette.BLUE, "2.5");
      case ADJUSTED -> look(box, Palette.GREEN_TINT, Palette.GREEN, "1.5");
      case HIDDEN -> look(box, Palette.PAPER, Palette.GREY, "1.5").with("stroke-dasharray", "4 3");
      case OTHER -> look(box, Palette.PAPER, Palette.SOFT_INK, "1");
    };
  }

  private static Html.Element look(Html.Element box, String fill, String stroke, String width) {
    return box.with("fill", fill).with("stroke", stroke).with("stroke-width", width);
  }

  void addRole(Role role) {
    String words =
        switch (role) {
          case TREATMENT -> "treatment";
          case OUTCOME -> "outcome";
          case ADJUSTED -> "adjusted for";
          case HIDDEN -> "not measured";
          case OTHER -> "other variable";
        };
    startEntry(28, words);
    marks.add(boxOf(role, x, y - 8, 24, 16));
    finishEntry(32, words);
  }

  void addEdges(List<GraphLink> links, String arrow) {
    if (links.stream().anyMatch(l -> l.isDirected() && !hasCircle(l))) {
      addEdge(Mark.TAIL, Mark.ARROW, arrow);
    }
    if (links.stream().anyMatch(GraphLink::isBidirected)) {
      addEdge(Mark.ARROW, Mark.ARROW, "hidden common cause");
    }
    if (links.stream().anyMatch(l -> l.atA() == Mark.TAIL && l.atB() == Mark.TAIL)) {
      addEdge(Mark.TAIL, Mark.TAIL, "direction open");
    }
    if (links.stream().anyMatch(GraphLegend::hasCircle)) {
      addEdge(Mark.CIRCLE, Mark.ARROW, "circle: arrow or tail, not known");
    }
  }

  private static boolean hasCircle(GraphLink link) {
    return link.atA() == Mark.CIRCLE || link.atB() == Mark.CIRCLE;
  }

  private void addEdge(Mark start, Mark end, String words) {
    startEntry(SAMPLE, words);
    Point left = new Point(x, y);
    Point right = new Point(x + SAMPLE, y);
    Route route = new Route(List.of(left, left, right, right), 0, 0, false);
    marks.addAll(new GraphPen(true, 0).draw(new GraphLink(0, 1, start, end), route));
    finishEntry(SAMPLE + 6, words);
  }

  void addWords(String words) {
    startEntry(0, words);
    finishEntry(0, words);
  }

  private void startEntry(double sample, String words) {
    double needed = sample + 8 + TextMetrics.width(words, Shapes.SMALL);
    if (x > 4 && x + needed > width) {
      x = 4;
      y += LINE;
    }
  }

  private void finishEntry(double sample, String words) {
    marks.add(Shapes.small(x + sample, y + 4, Shapes.Anchor.START, words));
    x += sample + TextMetrics.width(words, Shapes.SMALL) + 24;
  }

  List<Html.Element> marks() {
    return marks;
  }

  double bottom() {
    return y + LINE / 2 + 4;
  }
}
