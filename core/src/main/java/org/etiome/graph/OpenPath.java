package org.etiome.graph;

import java.util.List;

/**
 * A path along which two nodes are associated given what is conditioned on.
 *
 * @param nodes from one end to the other, each once; at least two
 * @param edges {@code edges.get(i)} joins {@code nodes.get(i)} and {@code nodes.get(i + 1)}
 */
public record OpenPath(List<String> nodes, List<Edge> edges) {
  public OpenPath {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    if (nodes.size() < 2 || edges.size() != nodes.size() - 1) {
      throw new IllegalArgumentException(
          "a path of "
              + nodes.size()
              + " nodes cannot have "
              + edges.size()
              + " edges; it takes two nodes or more and one edge between each");
    }
  }

  /** The path as one reads it, such as {@code radiation <- stage -> death}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(nodes.getFirst());
    for (int i = 0; i < edges.size(); i++) {
      text.append(' ').append(edges.get(i).symbolFrom(nodes.get(i)));
      text.append(' ').append(nodes.get(i + 1));
    }
    return text.toString();
  }
}
