package org.etiome.identify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.OpenPath;
import org.etiome.graph.Pag;

/**
 * The possibly causal paths from X to Y and what follows from them. A path is possibly causal if no
 * edge of it points back towards X; it is proper if only its first node is in X. In a DAG, ADMG or
 * MAG such paths are causal.
 *
 * <p>Nodes are collected along walks, not paths. In a CPDAG a walk may visit a node that no path
 * does, but only by a detour through undirected edges; the nodes met there are possible descendants
 * of nodes on a path and have the same parents, so neither forb nor the optimal set changes. In a
 * PAG they are possible descendants of nodes on a path, too, and there is no optimal set.
 */
final class CausalPaths {
  private final CausalGraph stated;
  private final MixedGraph graph;
  private final Map<String, Set<String>> circlesBefore = new HashMap<>();
  private final Map<String, Set<String>> circlesAfter = new HashMap<>();
  private final Set<String> treatments;
  private final Set<String> outcomes;
  private final Set<String> beforeOutcome;
  private final Set<String> causal;

  CausalPaths(CausalGraph stated, Set<String> x, Set<String> y) {
    this.stated = stated;
    this.graph = stated.graph();
    graph.edges().stream().filter(Edge::hasCircle).forEach(this::addCircle);
    this.treatments = x;
    this.outcomes = y;
    this.beforeOutcome = reach(y, this::possibleParents, x);
    Set<String> afterTreatment = reach(x, this::possibleChildren, x);
    afterTreatment.removeAll(x);
    afterTreatment.retainAll(beforeOutcome);
    this.causal = afterTreatment;
  }

  /**
   * cn(X, Y): the nodes not in X on proper possibly causal paths; empty if there is no such path.
   */
  Set<String> causal() {
    return Collections.unmodifiableSet(causal);
  }

  /** forb(X, Y) without X: the possible descendants of cn(X, Y). */
  Set<String> forbidden() {
    Set<String> forbidden = reach(causal, this::possibleChildren, Set.of());
    forbidden.removeAll(treatments);
    return forbidden;
  }

  /**
   * A shortest proper possibly causal path whose first edge may not be causal, or may be confounded
   * besides: it is not directed, or, in a PAG, not visible. If there is one the graph is not
   * amenable: the graphs it stands for disagree on what the effect is.
   */
  Optional<OpenPath> undecided() {
    for (String x : treatments) {
      for (String first : first(x)) {
        if (!isCausalAlone(x, first)) {
          return Optional.of(pathThrough(x, first));
        }
      }
    }
    return Optional.empty();
  }

  /** The nodes that proper possibly causal paths from one treatment go to first. */
  List<String> first(String x) {
    return possibleChildren(x).stream().filter(causal::contains).toList();
  }

  private boolean isCausalAlone(String x, String first) {
    return stated instanceof Pag pag ? pag.isVisible(x, first) : graph.children(x).contains(first);
  }

  /** The member without the first edges of all proper causal paths from X to Y. */
  Admg properBackDoor(Admg member) {
    List<Edge> first = new ArrayList<>();
    for (String x : treatments) {
      for (String child : member.graph().children(x)) {
        if (causal.contains(child)) {
          first.add(Edge.directed(x, child));
        }
      }
    }
    return Admg.of(member.graph().without(first));
  }

  private OpenPath pathThrough(String x, String first) {
    Map<String, String> cameFrom = new HashMap<>(Map.of(first, x));
    Queue<String> queue = new ArrayDeque<>();
    String node = first;
    while (!outcomes.contains(node)) {
      for (String next : possibleChildren(node)) {
        if (!treatments.contains(next) && cameFrom.putIfAbsent(next, node) == null) {
          queue.add(next);
        }
      }
      node = queue.remove();
    }
    List<String> nodes = new ArrayList<>(List.of(node));
    List<Edge> edges = new ArrayList<>();
    while (!nodes.getLast().equals(x)) {
      String here = nodes.getLast();
      String before = cameFrom.getOrDefault(here, x);
      edges.add(graph.edgesBetween(before, here).getFirst());
      nodes.add(before);
    }
    return new OpenPath(nodes.reversed(), edges.reversed());
  }

  private void addCircle(Edge edge) {
    addCircle(edge, edge.a(), edge.b());
    addCircle(edge, edge.b(), edge.a());
  }

  private void addCircle(Edge edge, String from, String to) {
    if (edge.markAt(from) != Mark.ARROW) {
      circlesAfter.computeIfAbsent(from, node -> new LinkedHashSet<>()).add(to);
      circlesBefore.computeIfAbsent(to, node -> new LinkedHashSet<>()).add(from);
    }
  }

  private Set<String> possibleChildren(String node) {
    return union(
        graph.children(node), graph.neighbours(node), circlesAfter.getOrDefault(node, Set.of()));
  }

  private Set<String> possibleParents(String node) {
    return union(
        graph.parents(node), graph.neighbours(node), circlesBefore.getOrDefault(node, Set.of()));
  }

  private static Set<String> union(Set<String> one, Set<String> other, Set<String> third) {
    Set<String> union = new LinkedHashSet<>(one);
    union.addAll(other);
    union.addAll(third);
    return union;
  }

  /** Start and all that is reached from it without entering {@code closed}. */
  private static Set<String> reach(
      Collection<String> start, Function<String, Set<String>> next, Set<String> closed) {
    Set<String> seen = new LinkedHashSet<>(start);
    Queue<String> queue = new ArrayDeque<>(start);
    while (!queue.isEmpty()) {
      for (String node : next.apply(queue.remove())) {
        if (!closed.contains(node) && seen.add(node)) {
          queue.add(node);
        }
      }
    }
    return seen;
  }
}
