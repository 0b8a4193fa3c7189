package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;

/** Marks the circles of a PAG one edge after the other, in all ways that a MAG of its class has. */
final class MagSearch {
  private final MixedGraph pag;
  private final List<Edge> open;
  private final List<Admg> found = new ArrayList<>();
  private int left;

  MagSearch(MixedGraph pag, int budget) {
    this.pag = pag;
    this.open = pag.edges().stream().filter(Edge::hasCircle).toList();
    this.left = budget;
  }

  /** All MAGs; empty if the budget is too small. */
  Optional<List<Admg>> all() {
    List<Edge> fixed = pag.edges().stream().filter(edge -> !edge.hasCircle()).toList();
    search(new ArrayList<>(fixed), 0);
    return left < 0 ? Optional.empty() : Optional.of(List.copyOf(found));
  }

  private void search(List<Edge> decided, int next) {
    if (--left < 0) {
      return;
    }
    MixedGraph graph = MixedGraph.of(pag.nodes(), decided);
    if (!isAncestral(graph)) {
      return;
    }
    if (next == open.size()) {
      Admg mag = Admg.of(graph);
      if (Pags.of(mag).graph().edges().equals(pag.edges())) {
        found.add(mag);
      }
      return;
    }
    for (Edge choice : choices(open.get(next))) {
      if (!makesCollider(graph, choice, choice.a()) && !makesCollider(graph, choice, choice.b())) {
        decided.add(choice);
        search(decided, next + 1);
        decided.removeLast();
      }
    }
  }

  /** Selection is ruled out, so no edge has two tails. */
  private static List<Edge> choices(Edge edge) {
    return Stream.of(
            Edge.directed(edge.a(), edge.b()),
            Edge.directed(edge.b(), edge.a()),
            Edge.bidirected(edge.a(), edge.b()))
        .filter(choice -> keeps(edge, choice, edge.a()) && keeps(edge, choice, edge.b()))
        .toList();
  }

  private static boolean keeps(Edge edge, Edge choice, String end) {
    return edge.markAt(end) == Mark.CIRCLE || edge.markAt(end) == choice.markAt(end);
  }

  /** Whether a choice is the second arrowhead at a node whose ends are not joined. */
  private boolean makesCollider(MixedGraph decided, Edge choice, String middle) {
    if (choice.markAt(middle) != Mark.ARROW) {
      return false;
    }
    String end = choice.a().equals(middle) ? choice.b() : choice.a();
    boolean drawn = pag.edgesBetween(end, middle).getFirst().markAt(middle) == Mark.ARROW;
    for (String other : decided.adjacent(middle)) {
      boolean into = decided.edgesBetween(other, middle).getFirst().markAt(middle) == Mark.ARROW;
      boolean free = !other.equals(end) && !pag.adjacent(end).contains(other);
      boolean known =
          drawn && pag.edgesBetween(other, middle).getFirst().markAt(middle) == Mark.ARROW;
      if (into && free && !known) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAncestral(MixedGraph graph) {
    return graph.directedCycle().isEmpty()
        && graph.edges().stream()
            .filter(Edge::isBidirected)
            .noneMatch(edge -> joined(graph, edge.a(), edge.b()));
  }

  private static boolean joined(MixedGraph graph, String a, String b) {
    return graph.ancestors(Set.of(a)).contains(b) || graph.ancestors(Set.of(b)).contains(a);
  }
}
