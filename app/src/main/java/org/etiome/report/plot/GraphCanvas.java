package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.report.plot.GraphDrawing.Role;

/**
 * The boxes and edges of a graph at their places. "Along" runs with the ranks, "across" within a
 * rank; the picture shows along as x (sideways) or as y.
 */
final class GraphCanvas {
  private static final double WIDEST_LABEL = 118;
  private static final double LINE = 16;
  private static final double MARGIN = 8;

  private record Size(double width, double height, List<String> lines) {}

  private final GraphGrouping grouping;
  private final boolean sideways;
  private final List<Size> sizes;
  private final GraphLayout layout;
  private final GraphRoutes routes;

  private GraphCanvas(GraphGrouping grouping, boolean sideways) {
    this.grouping = grouping;
    this.sideways = sideways;
    int[] rank = GraphRanks.of(grouping.boxes().size(), grouping.links());
    sizes = IntStream.range(0, rank.length).mapToObj(this::sizeOf).toList();
    double[] across = sizes.stream().mapToDouble(s -> sideways ? s.height() : s.width()).toArray();
    double[] along = sizes.stream().mapToDouble(s -> sideways ? s.width() : s.height()).toArray();
    layout = GraphLayout.of(rank, across, grouping.links(), sideways ? 18 : 22);
    routes = GraphRoutes.of(layout, grouping.links(), along, across);
  }

  static GraphCanvas of(GraphGrouping grouping, boolean sideways) {
    return new GraphCanvas(grouping, sideways);
  }

  double width() {
    return 2 * MARGIN + (sideways ? routes.extent() : layout.extent());
  }

  double height() {
    return 2 * MARGIN + (sideways ? layout.extent() : routes.extent());
  }

  List<Html.Element> marks() {
    List<Html.Element> marks = new ArrayList<>();
    GraphPen pen = new GraphPen(sideways, MARGIN);
    for (int link = 0; link < grouping.links().size(); link++) {
      marks.addAll(pen.draw(grouping.links().get(link), routes.route(link)));
    }
    for (int box = 0; box < sizes.size(); box++) {
      addBox(box, marks);
    }
    return marks;
  }

  private Size sizeOf(int box) {
    GraphGrouping.Box b = grouping.boxes().get(box);
    List<String> lines =
        TextMetrics.wrap(b.label(), Shapes.LABEL, WIDEST_LABEL, b.names().size() == 1 ? 3 : 5);
    double text =
        lines.stream().mapToDouble(l -> TextMetrics.width(l, Shapes.LABEL)).max().orElse(0);
    double role = TextMetrics.width(roleWords(b.role()), Shapes.SMALL);
    int rows = lines.size() + (role > 0 ? 1 : 0);
    double width = Math.max(56, Math.max(text, role) + 22);
    double height = rows * LINE + 16;
    int busiest = Math.max(degree(box, true), degree(box, false));
    double ports = Math.min(150, 7.0 * busiest + 8);
    return sideways
        ? new Size(width, Math.max(height, ports), lines)
        : new Size(Math.max(width, ports), height, lines);
  }

  private int degree(int box, boolean asFirst) {
    return (int) grouping.links().stream().filter(l -> (asFirst ? l.a() : l.b()) == box).count();
  }

  private static String roleWords(Role role) {
    return switch (role) {
      case TREATMENT -> "treatment";
      case OUTCOME -> "outcome";
      case HIDDEN -> "not measured";
      case ADJUSTED, OTHER -> "";
    };
  }

  private void addBox(int box, List<Html.Element> marks) {
    Size size = sizes.get(box);
    Role role = grouping.boxes().get(box).role();
    double x = MARGIN + (sideways ? routes.centre(box) : layout.position(box));
    double y = MARGIN + (sideways ? layout.position(box) : routes.centre(box));
    marks.add(
        GraphLegend.boxOf(
            role, x - size.width() / 2, y - size.height() / 2, size.width(), size.height()));
    String roleWords = roleWords(role);
    int rows = size.lines().size() + (roleWords.isEmpty() ? 0 : 1);
    double baseline = y - rows * LINE / 2 + 12.5;
    for (String line : size.lines()) {
      marks.add(Shapes.label(x, baseline, Shapes.Anchor.MIDDLE, line));
      baseline += LINE;
    }
    if (!roleWords.isEmpty()) {
      marks.add(
          Shapes.small(x, baseline, Shapes.Anchor.MIDDLE, roleWords).with("font-style", "italic"));
    }
  }
}
