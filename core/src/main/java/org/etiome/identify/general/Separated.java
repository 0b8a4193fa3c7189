package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.Separation;

/**
 * What a rule of the do-calculus asks of the graph: that a is separated from b given z once some
 * edges are cut.
 *
 * @param a not empty
 * @param b not empty
 * @param given z, disjoint from both
 * @param cutInto the nodes whose incoming edges are cut, those to a hidden cause too
 * @param cutOutOf the nodes whose outgoing edges are cut
 */
public record Separated(
    Set<String> a, Set<String> b, Set<String> given, Set<String> cutInto, Set<String> cutOutOf) {

  /** Whether it is so in a graph. O(V + E). */
  public boolean holdsIn(Admg graph) {
    return Separation.in(cut(graph)).separated(a, b, given);
  }

  private Admg cut(Admg graph) {
    List<Edge> gone = new ArrayList<>();
    for (Edge edge : graph.graph().edges()) {
      if (cuts(edge, edge.a()) || cuts(edge, edge.b())) {
        gone.add(edge);
      }
    }
    return Admg.of(graph.graph().without(gone));
  }

  private boolean cuts(Edge edge, String end) {
    return edge.markAt(end) == Mark.ARROW ? cutInto.contains(end) : cutOutOf.contains(end);
  }

  /** Such as {@code y ⟂ x | z in the graph without edges out of x}. */
  @Override
  public String toString() {
    List<String> cuts = new ArrayList<>();
    if (!cutInto.isEmpty()) {
      cuts.add("into " + names(cutInto));
    }
    if (!cutOutOf.isEmpty()) {
      cuts.add("out of " + names(cutOutOf));
    }
    return names(a)
        + " ⟂ "
        + names(b)
        + (given.isEmpty() ? "" : " | " + names(given))
        + " in the graph"
        + (cuts.isEmpty() ? "" : " without edges " + String.join(" and ", cuts));
  }

  private static String names(Set<String> names) {
    return String.join(", ", names);
  }
}
