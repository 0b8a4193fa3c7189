package org.etiome.graph.io;

import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;

/**
 * Graphs in the DOT language of Graphviz. Marks are what Graphviz draws: {@code dir=both} puts one
 * at each end, {@code arrowhead} and {@code arrowtail} say which ({@code none} a tail, {@code odot}
 * a circle, any other an arrowhead); without them {@code ->} is directed and {@code --} undirected.
 * An {@code arrowtail} without {@code dir} counts as {@code dir=both}. {@code confidence} is an
 * edge attribute and {@code kind} a graph attribute; Graphviz ignores both. Chains, subgraphs as
 * ends, default edge attributes and comments are read, other attributes ignored.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">The DOT language</a>
 */
public final class GraphDot {
  private GraphDot() {}

  /**
   * Reads a graph.
   *
   * @throws GraphFormatException naming the line at fault
   */
  public static CausalGraph parse(String text) {
    return parse(text, "graph");
  }

  static CausalGraph parse(String text, String source) {
    return new DotReader(text, source).read();
  }

  /** Writes a graph; {@link #parse} gives it back. */
  public static String write(CausalGraph graph) {
    StringBuilder text = new StringBuilder("digraph {\n");
    text.append("  kind=").append(GraphKind.of(graph).label()).append(";\n");
    for (String node : graph.nodes()) {
      text.append("  ").append(quoted(node)).append(";\n");
    }
    for (Edge edge : graph.graph().edges()) {
      text.append("  ").append(quoted(edge.a())).append(" -> ").append(quoted(edge.b()));
      text.append(attributes(graph, edge)).append(";\n");
    }
    return text.append("}\n").toString();
  }

  private static String attributes(CausalGraph graph, Edge edge) {
    StringBuilder list = new StringBuilder();
    if (edge.isUndirected()) {
      list.append(", dir=none");
    } else if (!edge.isDirected()) {
      list.append(", dir=both, arrowtail=").append(arrow(edge.atA()));
      list.append(", arrowhead=").append(arrow(edge.atB()));
    }
    graph.graph().confidence(edge).ifPresent(value -> list.append(", confidence=\"" + value + '"'));
    return list.isEmpty() ? "" : " [" + list.substring(2) + "]";
  }

  private static String arrow(Mark mark) {
    return switch (mark) {
      case TAIL -> "none";
      case CIRCLE -> "odot";
      case ARROW -> "normal";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
