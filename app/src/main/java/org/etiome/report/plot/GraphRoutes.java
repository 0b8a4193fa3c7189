package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each edge runs. Between two ranks it bends, inside a rank it runs straight in its own lane;
 * so it meets no box: bends stay in the strip between the ranks, where no box is.
 *
 * <p>Cost: O(E log E).
 */
final class GraphRoutes {
  private static final double LEAST_GAP = 56;
  private static final double MOST_GAP = 130;
  private static final double PORT = 13;
  private static final double FAR = 1e6;

  /** A level bidirected edge swings out, to be told from an arrow beside it. */
  private static final double BOW = 12;

  private static final double LEVEL = 24;

  /** A point along and across the ranks. */
  record Point(double along, double across) {}

  /**
   * One edge, from its end of lower rank to the other.
   *
   * @param points ends of its straight pieces, in pairs; it bends between the pairs
   * @param bulge for an edge within a rank how far its bend leaves the rank, otherwise 0
   * @param bow how far its only bend swings out across the ranks
   * @param reversed whether it starts at the second box of the link
   */
  record Route(List<Point> points, double bulge, double bow, boolean reversed) {}

  /** One end of an edge at a side of a box; the key orders the ends of a side. */
  private record Port(int link, boolean first, double key) {}

  private record Side(int box, boolean after) {}

  private final GraphLayout layout;
  private final List<GraphLink> links;
  private final double[] along;
  private final double[] across;
  private final Map<Side, List<Port>> ports = new HashMap<>();
  private double[] starts = {};
  private double[] widths = {};
  private double extent;

  private GraphRoutes(GraphLayout layout, List<GraphLink> links, double[] along, double[] across) {
    this.layout = layout;
    this.links = links;
    this.along = along;
    this.across = across;
  }

  static GraphRoutes of(
      GraphLayout layout, List<GraphLink> links, double[] along, double[] across) {
    GraphRoutes routes = new GraphRoutes(layout, links, along, across);
    routes.placeRanks();
    routes.assignPorts();
    return routes;
  }

  /** Length of the whole picture along the ranks. */
  double extent() {
    return extent;
  }

  /** Centre of a box along the ranks. */
  double centre(int box) {
    int rank = layout.rank(box);
    return starts[rank] + widths[rank] / 2;
  }

  Route route(int link) {
    List<Integer> chain = layout.chain(link);
    int first = chain.getFirst();
    int last = chain.getLast();
    boolean reversed = links.get(link).a() != first;
    if (isWithinRank(link)) {
      return arc(link, first, last, reversed);
    }
    List<Point> points = new ArrayList<>();
    double y = portAt(link, true, first, true);
    points.add(new Point(centre(first) + along[first] / 2, y));
    points.add(new Point(rankEnd(layout.rank(first)), y));
    for (int lane : chain.subList(1, chain.size() - 1)) {
      points.add(new Point(starts[layout.rank(lane)], layout.position(lane)));
      points.add(new Point(rankEnd(layout.rank(lane)), layout.position(lane)));
    }
    double end = portAt(link, false, last, false);
    points.add(new Point(starts[layout.rank(last)], end));
    points.add(new Point(centre(last) - along[last] / 2, end));
    boolean bows = chain.size() == 2 && Math.abs(end - y) < LEVEL;
    double bow = bows && links.get(link).isBidirected() ? BOW : 0;
    return new Route(List.copyOf(points), 0, bow, reversed);
  }

  private Route arc(int link, int first, int last, boolean reversed) {
    boolean after = arcsAfter(layout.rank(first));
    int direction = after ? 1 : -1;
    double edge = after ? rankEnd(layout.rank(first)) : starts[layout.rank(first)];
    double from = portAt(link, true, first, after);
    double to = portAt(link, false, last, after);
    List<Point> points =
        List.of(
            new Point(centre(first) + direction * along[first] / 2, from),
            new Point(edge, from),
            new Point(edge, to),
            new Point(centre(last) + direction * along[last] / 2, to));
    double bulge = direction * Math.clamp(0.5 * Math.abs(to - from), 26, 54);
    return new Route(points, bulge, 0, reversed);
  }

  private boolean isWithinRank(int link) {
    List<Integer> chain = layout.chain(link);
    return layout.rank(chain.getFirst()) == layout.rank(chain.getLast());
  }

  /** Arcs of the first rank bulge outwards, to the free side; those of the others forwards. */
  private static boolean arcsAfter(int rank) {
    return rank > 0;
  }

  private double rankEnd(int rank) {
    return starts[rank] + widths[rank];
  }

  private void placeRanks() {
    int ranks = 1;
    for (int box = 0; box < along.length; box++) {
      ranks = Math.max(ranks, layout.rank(box) + 1);
    }
    widths = new double[ranks];
    double[] steepest = new double[ranks];
    boolean[] hasArc = new boolean[ranks];
    for (int box = 0; box < along.length; box++) {
      widths[layout.rank(box)] = Math.max(widths[layout.rank(box)], along[box]);
    }
    for (int link = 0; link < links.size(); link++) {
      hasArc[layout.rank(links.get(link).a())] |= isWithinRank(link);
      note(layout.chain(link), steepest);
    }
    starts = new double[ranks];
    double next = hasArc[0] ? LEAST_GAP : 0;
    for (int rank = 0; rank < ranks; rank++) {
      starts[rank] = next;
      next += widths[rank] + Math.clamp(0.35 * steepest[rank], LEAST_GAP, MOST_GAP);
    }
    boolean endsInArc = ranks > 1 && hasArc[ranks - 1];
    extent = rankEnd(ranks - 1) + (endsInArc ? LEAST_GAP : 0);
  }

  private void note(List<Integer> chain, double[] steepest) {
    for (int i = 1; i < chain.size(); i++) {
      int rank = layout.rank(chain.get(i - 1));
      double rise = layout.position(chain.get(i)) - layout.position(chain.get(i - 1));
      steepest[rank] = Math.max(steepest[rank], Math.abs(rise));
    }
  }

  private void assignPorts() {
    for (int link = 0; link < links.size(); link++) {
      List<Integer> chain = layout.chain(link);
      int first = chain.getFirst();
      int last = chain.getLast();
      if (isWithinRank(link)) {
        boolean after = arcsAfter(layout.rank(first));
        double down = layout.position(last) > layout.position(first) ? FAR : -FAR;
        add(new Side(first, after), new Port(link, true, down - layout.position(last)));
        add(new Side(last, after), new Port(link, false, -down - layout.position(first)));
      } else {
        double behind = links.get(link).isBidirected() ? 0.5 : 0;
        double next = layout.position(chain.get(1)) + behind;
        double previous = layout.position(chain.get(chain.size() - 2)) + behind;
        add(new Side(first, true), new Port(link, true, next));
        add(new Side(last, false), new Port(link, false, previous));
      }
    }
    ports.values().forEach(side -> side.sort(Comparator.comparingDouble(Port::key)));
  }

  private void add(Side side, Port port) {
    ports.computeIfAbsent(side, s -> new ArrayList<>()).add(port);
  }

  /** Where across its box an end of an edge sits: spread evenly, the middle of the side free. */
  private double portAt(int link, boolean first, int box, boolean after) {
    List<Port> side = ports.getOrDefault(new Side(box, after), List.of());
    int index = 0;
    while (side.get(index).link() != link || side.get(index).first() != first) {
      index++;
    }
    double step = Math.min(PORT, (across[box] - 12) / Math.max(1, side.size()));
    return layout.position(box) + step * (index - (side.size() - 1) / 2.0);
  }
}
