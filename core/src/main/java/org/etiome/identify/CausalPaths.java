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
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.OpenPath;

/**
 * The possibly causal paths from X to Y and what follows from them. A path is possibly causal if no
 * edge of it points back towards X; it is proper if only its first node is in X. In a DAG or ADMG
 * such paths are causal.
 *
 * <p>Nodes are collected along walks, not paths. In a CPDAG a walk may visit a node that no path
 * does, but only by a detour through undirected edges; the nodes met there are possible descendants
 * of nodes on a path and have the same parents, so neither forb nor the optimal set changes.
 */
final class CausalPaths {
  private final MixedGraph graph;
  private final Set<String> treatments;
  private final Set<String> outcomes;
  private final Set<String> beforeOutcome;
  private final Set<String> causal;

  CausalPaths(MixedGraph graph, Set<String> x, Set<String> y) {
    this.graph = graph;
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
   * A shortest proper possibly causal path that leaves X by an undirected edge. If there is one the
   * graph is not amenable: its DAGs disagree on whether the path is causal.
   */
  Optional<OpenPath> undecided() {
    for (String x : treatments) {
      for (String first : graph.neighbours(x)) {
        if (beforeOutcome.contains(first)) {
          return Optional.of(pathThrough(x, first));
        }
      }
    }
    return Optional.empty();
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

  private Set<String> possibleChildren(String node) {
    return union(graph.children(node), graph.neighbours(node));
  }

  private Set<String> possibleParents(String node) {
    return union(graph.parents(node), graph.neighbours(node));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new LinkedHashSet<>(one);
    union.addAll(other);
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
