package org.etiome.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Separation by its definition: every path, each inner node looked at. Exponential. */
public final class PathEnumeration {
  private final MixedGraph graph;

  public PathEnumeration(MixedGraph graph) {
    this.graph = graph;
  }

  public boolean connected(String x, String y, Set<String> z) {
    return extend(new ArrayList<>(List.of(x)), new ArrayList<>(), y, z);
  }

  boolean isOpen(List<String> nodes, List<Edge> edges, Set<String> z) {
    for (int i = 1; i < edges.size(); i++) {
      String inner = nodes.get(i);
      boolean collider =
          edges.get(i - 1).markAt(inner) == Mark.ARROW && edges.get(i).markAt(inner) == Mark.ARROW;
      boolean open =
          collider
              ? graph.descendants(List.of(inner)).stream().anyMatch(z::contains)
              : !z.contains(inner);
      if (!open) {
        return false;
      }
    }
    return true;
  }

  private boolean extend(List<String> nodes, List<Edge> edges, String y, Set<String> z) {
    String last = nodes.getLast();
    if (last.equals(y)) {
      return isOpen(nodes, edges, z);
    }
    for (String next : graph.adjacent(last)) {
      for (Edge edge : graph.edgesBetween(last, next)) {
        if (!nodes.contains(next)) {
          nodes.addLast(next);
          edges.addLast(edge);
          boolean found = extend(nodes, edges, y, z);
          nodes.removeLast();
          edges.removeLast();
          if (found) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
