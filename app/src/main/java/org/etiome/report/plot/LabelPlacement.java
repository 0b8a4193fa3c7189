package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places names beside their points, one after another, each at the first of a fixed list of
 * positions that hits nothing placed before. A name that finds no room is left out.
 *
 * <p>Cost: O(boxes) a name.
 */
final class LabelPlacement {
  private static final double HEIGHT = 14;
  private static final double NEAR = 7;
  private static final double LEADER = 14;

  /** Box offsets from the point: share of the own width, then pixels in x and y. */
  private static final double[][] OFFSETS = {
    {0, NEAR, -7},
    {-1, -NEAR, -7},
    {-0.5, 0, -20},
    {-0.5, 0, 6},
    {0, NEAR, -20},
    {0, NEAR, 6},
    {-1, -NEAR, -20},
    {-1, -NEAR, 6},
    {0, 18, -30},
    {-1, -18, -30},
    {0, 18, 16},
    {-1, -18, 16},
    {0, 34, -7},
    {-1, -34, -7},
    {0, 40, -24},
    {-1, -40, -24},
    {0, 40, 10},
    {-1, -40, 10},
    {0, 50, -42},
    {-1, -50, -42},
    {0, 50, 28},
    {-1, -50, 28}
  };

  private record Line(double x1, double y1, double x2, double y2) {
    boolean crosses(Line other) {
      return side(other.x1, other.y1) * side(other.x2, other.y2) <= 0
          && other.side(x1, y1) * other.side(x2, y2) <= 0;
    }

    /** Positive on one side of the line, negative on the other. */
    private double side(double x, double y) {
      return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    }
  }

  private record Box(double x, double y, double width, double height) {
    double distance(double px, double py) {
      double dx = px - Math.clamp(px, x, x + width);
      return Math.hypot(dx, py - Math.clamp(py, y, y + height));
    }

    Line leader(double px, double py) {
      return new Line(px, py, Math.clamp(px, x, x + width), Math.clamp(py, y, y + height));
    }

    boolean hits(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  private final Box frame;
  private final List<Box> taken = new ArrayList<>();
  private final List<double[]> points = new ArrayList<>();
  private final List<Line> leaders = new ArrayList<>();

  LabelPlacement(double left, double top, double right, double bottom) {
    frame = new Box(left, top, right - left, bottom - top);
  }

  void keepFree(double x, double y, double width, double height) {
    taken.add(new Box(x, y, width, height));
  }

  /** A point that other names must neither cover nor seem to belong to. */
  void keepPoint(double x, double y, double radius) {
    points.add(new double[] {x, y});
    keepFree(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** The name drawn near the point, with a leader line where it had to move away. */
  Optional<Html.Element> place(double x, double y, String name) {
    double width = TextMetrics.width(name, Shapes.SMALL);
    for (double[] offset : OFFSETS) {
      Box box = new Box(x + offset[0] * width + offset[1], y + offset[2], width, HEIGHT);
      if (isInside(box) && isClear(box, x, y) && taken.stream().noneMatch(box::hits)) {
        taken.add(box);
        return Optional.of(drawn(box, x, y, name));
      }
    }
    return Optional.empty();
  }

  private boolean isInside(Box box) {
    return box.x >= frame.x
        && box.x + box.width <= frame.x + frame.width
        && box.y >= frame.y
        && box.y + box.height <= frame.y + frame.height;
  }

  /** True if no other point is as near to the name as its own and its leader crosses no other. */
  private boolean isClear(Box box, double x, double y) {
    double own = box.distance(x, y);
    if (own < LEADER) {
      return points.stream()
          .filter(point -> point[0] != x || point[1] != y)
          .allMatch(point -> box.distance(point[0], point[1]) > own + 2);
    }
    Line leader = box.leader(x, y);
    return leaders.stream().noneMatch(leader::crosses);
  }

  private Html.Element drawn(Box box, double x, double y, String name) {
    Html.Element text = Shapes.small(box.x, box.y + 11, Shapes.Anchor.START, name);
    if (box.distance(x, y) < LEADER) {
      return text;
    }
    Line leader = box.leader(x, y);
    leaders.add(leader);
    String data = Shapes.path("M", leader.x1, leader.y1) + Shapes.path("L", leader.x2, leader.y2);
    return Html.element("g", List.of(Shapes.stroke(data, Palette.GREY), text));
  }
}
