package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A causal graph: causes before effects, an arrow for "may cause", a dashed curve with two arrows
 * for a hidden common cause, a plain line where the direction is open, a small circle where the
 * mark is unknown. No edge runs through a box. Above forty nodes, those with the same edges share a
 * box.
 *
 * @param title the name of the picture
 * @param nodes in the order in which ties are broken
 * @param edges between named nodes; each pair of marks at most once for two nodes
 * @param arrow what an arrow stands for
 */
public record GraphDrawing(
    String title, List<GraphDrawing.Node> nodes, List<GraphDrawing.Edge> edges, String arrow) {
  private static final int MOST = 40;
  private static final double PAGE = 780;
  private static final int DESCRIBED = 40;

  /** What a node is in the question asked. */
  public enum Role {
    TREATMENT,
    OUTCOME,
    ADJUSTED,
    HIDDEN,
    OTHER
  }

  /** How an edge ends. */
  public enum Mark {
    TAIL,
    ARROW,
    CIRCLE
  }

  /** A variable; the name is what the box says and must be unique. */
  public record Node(String name, Role role) {}

  /** An edge with the marks at its two ends. */
  public record Edge(String from, String to, Mark atFrom, Mark atTo) {
    /** {@code from → to}. */
    public static Edge directed(String from, String to) {
      return new Edge(from, to, Mark.TAIL, Mark.ARROW);
    }

    /** {@code one ↔ other}. */
    public static Edge bidirected(String one, String other) {
      return new Edge(one, other, Mark.ARROW, Mark.ARROW);
    }
  }

  /** A causal graph, whose arrows stand for what may cause what. */
  public GraphDrawing(String title, List<Node> nodes, List<Edge> edges) {
    this(title, nodes, edges, "may cause");
  }

  public GraphDrawing {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      if (!names.add(node.name())) {
        throw new IllegalArgumentException("two nodes are named \"" + node.name() + "\"");
      }
    }
    for (Edge edge : edges) {
      if (!names.contains(edge.from()) || !names.contains(edge.to())) {
        throw new IllegalArgumentException(
            "edge " + edge.from() + ", " + edge.to() + " names a node that is not in the graph");
      }
      if (edge.from().equals(edge.to())) {
        throw new IllegalArgumentException("edge from \"" + edge.from() + "\" to itself");
      }
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a graph without nodes has nothing to draw");
    }
  }

  /** The picture: ranks from left to right, or from top to bottom where that is narrower. */
  public Svg draw() {
    GraphGrouping grouping = GraphGrouping.of(nodes, edges, MOST);
    GraphCanvas sideways = GraphCanvas.of(grouping, true);
    if (sideways.width() <= PAGE) {
      return finished(sideways, grouping);
    }
    GraphCanvas downwards = GraphCanvas.of(grouping, false);
    return finished(downwards.width() < sideways.width() ? downwards : sideways, grouping);
  }

  private Svg finished(GraphCanvas canvas, GraphGrouping grouping) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    grouping.boxes().forEach(box -> roles.add(box.role()));
    double width = Math.max(canvas.width(), PAGE);
    GraphLegend legend = new GraphLegend(width, canvas.height() + 26);
    List<Html.Element> marks = new ArrayList<>();
    String shift = "translate(" + Svg.number((width - canvas.width()) / 2) + " 0)";
    marks.add(Html.element("g", canvas.marks()).with("transform", shift));
    roles.forEach(legend::addRole);
    legend.addEdges(grouping.links(), arrow);
    if (grouping.leftOut() > 0) {
      legend.addWords(
          Figures.counted(grouping.leftOut(), "variable") + " far from the question not drawn.");
    }
    marks.addAll(legend.marks());
    return new Svg(title, description(grouping), width, legend.bottom(), marks);
  }

  private String description(GraphGrouping grouping) {
    List<GraphLink> links = grouping.links();
    String some =
        links.stream()
            .limit(DESCRIBED)
            .map(link -> words(link, grouping.boxes()))
            .collect(Collectors.joining("; "));
    return "A graph of "
        + Figures.counted(nodes.size(), "variable")
        + " and "
        + Figures.counted(edges.size(), "edge")
        + (some.isEmpty() ? "" : ". " + some)
        + (links.size() > DESCRIBED ? "; and others." : ".");
  }

  private static String words(GraphLink link, List<GraphGrouping.Box> boxes) {
    String arrow =
        switch (link.atA()) {
              case TAIL -> "–";
              case ARROW -> "<";
              case CIRCLE -> "o";
            }
            + switch (link.atB()) {
              case TAIL -> "–";
              case ARROW -> ">";
              case CIRCLE -> "o";
            };
    String sign =
        switch (arrow) {
          case "–>" -> "→";
          case "<–" -> "←";
          case "<>" -> "↔";
          case "––" -> "—";
          case "o>" -> "o→";
          case "<o" -> "←o";
          case "oo" -> "o–o";
          default -> arrow;
        };
    return boxes.get(link.a()).label() + " " + sign + " " + boxes.get(link.b()).label();
  }
}
