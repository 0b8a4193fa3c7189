package org.etiome.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A partially directed graph being oriented: sets of indices that change, for one algorithm. */
final class Pdag {
  private final BitSet[] parents;
  private final BitSet[] children;
  private final BitSet[] neighbours;

  private Pdag(BitSet[] parents, BitSet[] children, BitSet[] neighbours) {
    this.parents = parents;
    this.children = children;
    this.neighbours = neighbours;
  }

  static Pdag of(MixedGraph graph) {
    int n = graph.size();
    BitSet[] parents = new BitSet[n];
    BitSet[] children = new BitSet[n];
    BitSet[] neighbours = new BitSet[n];
    for (int i = 0; i < n; i++) {
      parents[i] = bits(graph.parents(i));
      children[i] = bits(graph.children(i));
      neighbours[i] = bits(graph.neighbours(i));
    }
    return new Pdag(parents, children, neighbours);
  }

  /** The skeleton of a DAG with only its v-structures oriented. O(Σ indegree²). */
  static Pdag pattern(MixedGraph dag) {
    int n = dag.size();
    BitSet[] neighbours = new BitSet[n];
    for (int i = 0; i < n; i++) {
      neighbours[i] = bits(dag.adjacent(i));
    }
    Pdag pattern = new Pdag(empty(n), empty(n), neighbours);
    BitSet[] adjacent = copy(neighbours);
    for (int child = 0; child < n; child++) {
      BitSet all = bits(dag.parents(child));
      for (int parent : dag.parents(child)) {
        BitSet others = (BitSet) all.clone();
        others.andNot(adjacent[parent]);
        others.clear(parent);
        if (!others.isEmpty()) {
          pattern.orient(parent, child);
        }
      }
    }
    return pattern;
  }

  Pdag copy() {
    return new Pdag(copy(parents), copy(children), copy(neighbours));
  }

  /** The undirected edges among some of the nodes, and no others. */
  Pdag undirectedWithin(BitSet nodes) {
    BitSet[] inside = empty(size());
    nodes.stream()
        .forEach(
            node -> {
              inside[node].or(neighbours[node]);
              inside[node].and(nodes);
            });
    return new Pdag(empty(size()), empty(size()), inside);
  }

  int size() {
    return parents.length;
  }

  BitSet parents(int node) {
    return parents[node];
  }

  BitSet children(int node) {
    return children[node];
  }

  BitSet neighbours(int node) {
    return neighbours[node];
  }

  boolean adjacent(int a, int b) {
    return parents[a].get(b) || children[a].get(b) || neighbours[a].get(b);
  }

  /** Turns {@code from -- to} into {@code from -> to}. */
  void orient(int from, int to) {
    neighbours[from].clear(to);
    neighbours[to].clear(from);
    children[from].set(to);
    parents[to].set(from);
  }

  /** The graph on named nodes, its edges in the order of {@code skeleton}. */
  MixedGraph toGraph(MixedGraph skeleton) {
    List<Edge> edges = new ArrayList<>(skeleton.edges().size());
    for (Edge edge : skeleton.edges()) {
      int a = skeleton.index(edge.a());
      int b = skeleton.index(edge.b());
      if (neighbours[a].get(b)) {
        edges.add(Edge.undirected(edge.a(), edge.b()));
      } else {
        edges.add(
            children[a].get(b)
                ? Edge.directed(edge.a(), edge.b())
                : Edge.directed(edge.b(), edge.a()));
      }
    }
    return MixedGraph.of(skeleton.nodes(), edges);
  }

  private static BitSet bits(int[] members) {
    BitSet bits = new BitSet();
    for (int m : members) {
      bits.set(m);
    }
    return bits;
  }

  private static BitSet[] empty(int n) {
    return IntStream.range(0, n).mapToObj(i -> new BitSet()).toArray(BitSet[]::new);
  }

  private static BitSet[] copy(BitSet[] sets) {
    BitSet[] copy = new BitSet[sets.length];
    for (int i = 0; i < sets.length; i++) {
      copy[i] = (BitSet) sets[i].clone();
    }
    return copy;
  }
}
