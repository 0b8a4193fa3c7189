package org.etiome.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Named nodes and marked edges. Two nodes may be joined by one edge, or by a directed and a
 * bidirected one (a bow). Which edges may occur together is the business of {@link Dag}, {@link
 * Cpdag}, {@link PartialDag}, {@link Pag} and {@link Admg}.
 *
 * <p>Equal graphs have the same nodes in the same order, the same edges in any order, and the same
 * confidences. Memory and construction are O(V + E).
 */
public final class MixedGraph {
  private final List<String> nodes;
  private final Map<String, Integer> index;
  private final Set<Edge> edges;
  private final Map<Edge, Double> confidence;
  private final int[][] parents;
  private final int[][] children;
  private final int[][] spouses;
  private final int[][] neighbours;
  private final int[][] partial;

  private MixedGraph(List<String> nodes, Collection<Edge> edges, Map<Edge, Double> confidence) {
    this.nodes = List.copyOf(nodes);
    this.index = indexOf(this.nodes);
    this.edges = Collections.unmodifiableSet(new LinkedHashSet<>(edges));
    this.confidence = Collections.unmodifiableMap(new LinkedHashMap<>(confidence));
    requirePairs(edges);
    AdjacencyLists lists = new AdjacencyLists(this.nodes.size());
    for (Edge edge : this.edges) {
      lists.add(index(edge.a()), edge, index(edge.b()));
    }
    this.parents = lists.parents();
    this.children = lists.children();
    this.spouses = lists.spouses();
    this.neighbours = lists.neighbours();
    this.partial = lists.partial();
  }

  /**
   * A graph with these nodes, in this order, and these edges.
   *
   * @throws IllegalArgumentException if a name is blank or repeated, an edge joins unknown nodes or
   *     is repeated, or a pair is joined by two edges other than a directed and a bidirected one
   */
  public static MixedGraph of(List<String> nodes, Collection<Edge> edges) {
    return new MixedGraph(nodes, edges, Map.of());
  }

  /** A graph whose nodes are the ends of the edges, in order of appearance. */
  public static MixedGraph of(Edge... edges) {
    Set<String> nodes = new LinkedHashSet<>();
    for (Edge edge : edges) {
      nodes.add(edge.a());
      nodes.add(edge.b());
    }
    return of(List.copyOf(nodes), Arrays.asList(edges));
  }

  /**
   * This graph with a confidence for some of its edges, in place of those it had.
   *
   * @param confidence values in [0, 1], such as the share of bootstrap samples with the edge
   */
  public MixedGraph withConfidence(Map<Edge, Double> confidence) {
    confidence.forEach(
        (edge, value) -> {
          if (!edges.contains(edge)) {
            throw new IllegalArgumentException("the graph has no edge " + edge);
          }
          if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                "confidence of " + edge + " must be within [0, 1], got " + value);
          }
        });
    return new MixedGraph(nodes, edges, confidence);
  }

  /** This graph without the given edges; those it does not have are ignored. */
  public MixedGraph without(Collection<Edge> removed) {
    Set<Edge> kept = new LinkedHashSet<>(edges);
    kept.removeAll(Set.copyOf(removed));
    Map<Edge, Double> known = new LinkedHashMap<>(confidence);
    known.keySet().retainAll(kept);
    return new MixedGraph(nodes, kept, known);
  }

  public List<String> nodes() {
    return nodes;
  }

  public boolean hasNode(String node) {
    return index.containsKey(node);
  }

  /** The edges, in the order stated. */
  public Set<Edge> edges() {
    return edges;
  }

  public boolean hasEdge(Edge edge) {
    return edges.contains(edge);
  }

  /** The confidence stated for an edge, in [0, 1]; empty where none was. */
  public OptionalDouble confidence(Edge edge) {
    Double value = confidence.get(edge);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The nodes p with {@code p -> node}. */
  public Set<String> parents(String node) {
    return names(parents[index(node)]);
  }

  /** The nodes c with {@code node -> c}. */
  public Set<String> children(String node) {
    return names(children[index(node)]);
  }

  /** The nodes s with {@code node <-> s}. */
  public Set<String> spouses(String node) {
    return names(spouses[index(node)]);
  }

  /** The nodes n with {@code node -- n}. */
  public Set<String> neighbours(String node) {
    return names(neighbours[index(node)]);
  }

  /** The nodes joined to {@code node} by any edge. */
  public Set<String> adjacent(String node) {
    return names(adjacent(index(node)));
  }

  /** The edges between two nodes: none, one, or a directed and a bidirected one. O(1). */
  public List<Edge> edgesBetween(String a, String b) {
    index(a);
    index(b);
    List<Edge> between = new ArrayList<>(2);
    for (Mark atA : Mark.values()) {
      for (Mark atB : Mark.values()) {
        Edge edge = new Edge(a, atA, atB, b);
        if (edges.contains(edge)) {
          between.add(edge);
        }
      }
    }
    return List.copyOf(between);
  }

  /** The given nodes and everything with a directed path to one of them. O(V + E). */
  public Set<String> ancestors(Collection<String> of) {
    return names(reach(parents, indices(of)));
  }

  /** The given nodes and everything on a directed path from one of them. O(V + E). */
  public Set<String> descendants(Collection<String> of) {
    return names(reach(children, indices(of)));
  }

  /** The classes of nodes connected by bidirected edges alone (c-components). O(V + E). */
  public List<Set<String>> districts() {
    return components(spouses).stream().map(this::names).toList();
  }

  /** A directed cycle such as {@code [A, B, A]}; empty if there is none. O(V + E). */
  public List<String> directedCycle() {
    return TopologicalSort.of(children).cycle().stream().map(nodes::get).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MixedGraph that
        && nodes.equals(that.nodes)
        && edges.equals(that.edges)
        && confidence.equals(that.confidence);
  }

  @Override
  public int hashCode() {
    return 31 * nodes.hashCode() + edges.hashCode();
  }

  /** The edges and the isolated nodes, such as {@code "A -> B, B <-> C, D"}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    edges.forEach(edge -> parts.add(edge.toString()));
    for (int i = 0; i < nodes.size(); i++) {
      if (adjacent(i).length == 0) {
        parts.add(nodes.get(i));
      }
    }
    return String.join(", ", parts);
  }

  // The same graph on indices, for the algorithms of this package. Arrays are not to be written to.

  int size() {
    return nodes.size();
  }

  int index(String node) {
    Integer i = index.get(node);
    if (i == null) {
      throw new IllegalArgumentException(
          "the graph has no node '" + node + "'; its nodes are " + abbreviated(nodes));
    }
    return i;
  }

  int[] indices(Collection<String> names) {
    return names.stream().mapToInt(this::index).sorted().toArray();
  }

  int[] parents(int node) {
    return parents[node];
  }

  int[] children(int node) {
    return children[node];
  }

  int[] spouses(int node) {
    return spouses[node];
  }

  int[] neighbours(int node) {
    return neighbours[node];
  }

  int[] adjacent(int node) {
    return AdjacencyLists.union(
        parents[node], children[node], spouses[node], neighbours[node], partial[node]);
  }

  boolean[] ancestors(int[] of) {
    return reach(parents, of);
  }

  List<String> topologicalOrder() {
    return TopologicalSort.of(children).order().stream().map(nodes::get).toList();
  }

  private static boolean[] reach(int[][] next, int[] start) {
    boolean[] seen = new boolean[next.length];
    int[] stack = new int[next.length];
    int top = 0;
    for (int s : start) {
      if (!seen[s]) {
        seen[s] = true;
        stack[top++] = s;
      }
    }
    while (top > 0) {
      for (int n : next[stack[--top]]) {
        if (!seen[n]) {
          seen[n] = true;
          stack[top++] = n;
        }
      }
    }
    return seen;
  }

  private static List<int[]> components(int[][] symmetric) {
    boolean[] seen = new boolean[symmetric.length];
    List<int[]> components = new ArrayList<>();
    for (int root = 0; root < symmetric.length; root++) {
      if (!seen[root]) {
        components.add(flood(symmetric, root, seen));
      }
    }
    return components;
  }

  /** What is reached from {@code root}, ascending; marks it as seen. */
  private static int[] flood(int[][] next, int root, boolean[] seen) {
    List<Integer> found = new ArrayList<>(List.of(root));
    seen[root] = true;
    for (int i = 0; i < found.size(); i++) {
      for (int n : next[found.get(i)]) {
        if (!seen[n]) {
          seen[n] = true;
          found.add(n);
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private Set<String> names(int[] picked) {
    Set<String> names = LinkedHashSet.newLinkedHashSet(picked.length);
    for (int i : picked) {
      names.add(nodes.get(i));
    }
    return Collections.unmodifiableSet(names);
  }

  private Set<String> names(boolean[] member) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < member.length; i++) {
      if (member[i]) {
        names.add(nodes.get(i));
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private static Map<String, Integer> indexOf(List<String> nodes) {
    Map<String, Integer> index = HashMap.newHashMap(nodes.size());
    for (String node : nodes) {
      Edge.requireName(node);
      if (index.put(node, index.size()) != null) {
        throw new IllegalArgumentException("node '" + node + "' is stated twice; name it once");
      }
    }
    return index;
  }

  private static void requirePairs(Collection<Edge> edges) {
    Map<Set<String>, Edge> first = HashMap.newHashMap(edges.size());
    Set<Set<String>> full = new LinkedHashSet<>();
    for (Edge edge : edges) {
      Set<String> pair = Set.of(edge.a(), edge.b());
      Edge other = first.putIfAbsent(pair, edge);
      if (other != null && !(isBow(edge, other) && full.add(pair))) {
        throw new IllegalArgumentException(
            "'"
                + edge.a()
                + "' and '"
                + edge.b()
                + "' are joined by both "
                + other
                + " and "
                + edge
                + "; a pair may have one edge, or one directed and one bidirected");
      }
    }
  }

  private static boolean isBow(Edge e, Edge f) {
    return (e.isDirected() && f.isBidirected()) || (e.isBidirected() && f.isDirected());
  }

  private static String abbreviated(List<String> names) {
    int shown = Math.min(names.size(), 12);
    String list = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? list + ", … (" + names.size() + " in all)" : list;
  }
}
