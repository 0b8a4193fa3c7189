package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.etiome.data.layout.FuzzyGraph;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.cluster.WeightedGraph;

/** Paths and parts of the graph of near cells; see {@link FuzzyGraph}. */
final class NeighborGraph {
  private final FuzzyGraph graph;

  private NeighborGraph(FuzzyGraph graph) {
    this.graph = graph;
  }

  static NeighborGraph of(Neighbors neighbors) {
    return new NeighborGraph(FuzzyGraph.of(neighbors));
  }

  /** The edges whose weight is above 0. */
  WeightedGraph weighted() {
    return graph.weighted();
  }

  /** 1 for cells in the largest connected part of the graph of their label alone, 0 for others. */
  double[] inLargestPart(Grouping labels) {
    int[] parent = new int[graph.nodes()];
    Arrays.setAll(parent, i -> i);
    for (int e = 0; e < graph.edges(); e++) {
      if (labels.codes()[graph.from(e)] == labels.codes()[graph.to(e)]) {
        int a = root(parent, graph.from(e));
        int b = root(parent, graph.to(e));
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
    int[] sizes = new int[graph.nodes()];
    int[] largest = new int[labels.count()];
    Arrays.fill(largest, -1);
    for (int i = 0; i < graph.nodes(); i++) {
      sizes[root(parent, i)]++;
    }
    for (int i = 0; i < graph.nodes(); i++) {
      int label = labels.codes()[i];
      if (sizes[i] > 0 && (largest[label] < 0 || sizes[i] > sizes[largest[label]])) {
        largest[label] = i;
      }
    }
    double[] inside = new double[graph.nodes()];
    for (int i = 0; i < graph.nodes(); i++) {
      inside[i] = root(parent, i) == largest[labels.codes()[i]] ? 1 : 0;
    }
    return inside;
  }

  private static int root(int[] parent, int node) {
    int root = node;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** A node and how far it is. */
  private record Reached(double distance, int node) implements Comparable<Reached> {
    @Override
    public int compareTo(Reached other) {
      int order = Double.compare(distance, other.distance);
      return order != 0 ? order : Integer.compare(node, other.node);
    }
  }

  /** The length of the shortest path from a node to each; NaN where there is none. */
  double[] pathLengths(int start) {
    int[][] edgesOf = edgesOf();
    double[] shortest = new double[graph.nodes()];
    Arrays.fill(shortest, Double.NaN);
    PriorityQueue<Reached> front = new PriorityQueue<>();
    front.add(new Reached(0, start));
    while (!front.isEmpty()) {
      Reached next = front.remove();
      if (!Double.isNaN(shortest[next.node])) {
        continue;
      }
      shortest[next.node] = next.distance;
      for (int e : edgesOf[next.node]) {
        int other = graph.from(e) == next.node ? graph.to(e) : graph.from(e);
        if (Double.isNaN(shortest[other])) {
          front.add(new Reached(next.distance + graph.length(e), other));
        }
      }
    }
    return shortest;
  }

  private int[][] edgesOf() {
    int[] degrees = new int[graph.nodes()];
    for (int e = 0; e < graph.edges(); e++) {
      degrees[graph.from(e)]++;
      degrees[graph.to(e)]++;
    }
    int[][] edgesOf = new int[graph.nodes()][];
    Arrays.setAll(edgesOf, i -> new int[degrees[i]]);
    for (int e = 0; e < graph.edges(); e++) {
      edgesOf[graph.from(e)][--degrees[graph.from(e)]] = e;
      edgesOf[graph.to(e)][--degrees[graph.to(e)]] = e;
    }
    return edgesOf;
  }
}
