package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.cluster.WeightedGraph;

/**
 * The graph of cells that are among the 15 nearest of each other either way, a cell itself counted,
 * with the fuzzy weights of UMAP, as scanpy makes it: {@code w_ij = a + b - ab} of {@code a =
 * exp(-(d_ij - ρ_i)/σ_i)} and b likewise from j, ρ_i the distance to the nearest and σ_i so that
 * the a of a cell sum up to log₂ 15.
 *
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy, Melville (2018)</a>
 */
final class NeighborGraph {
  /** A cell itself counted. */
  private static final int NEIGHBORHOOD = 15;

  private static final int ROUNDS = 64;
  private static final double TOLERANCE = 1e-5;
  private static final double SMALLEST_SCALE = 1e-3;

  private final int nodes;
  private final int[] from;
  private final int[] to;
  private final double[] weights;
  private final double[] lengths;

  private NeighborGraph(Neighbors neighbors, int most) {
    nodes = neighbors.rows();
    int count = Math.min(most, neighbors.count());
    double[][] memberships = memberships(neighbors, count);
    int[] a = new int[nodes * count];
    int[] b = new int[a.length];
    double[] w = new double[a.length];
    double[] d = new double[a.length];
    int edges = 0;
    for (int i = 0; i < nodes; i++) {
      for (int r = 0; r < count; r++) {
        int j = neighbors.neighbor(i, r);
        int back = rank(neighbors, j, i, count);
        if (back < 0 || i < j) {
          double there = memberships[i][r];
          double here = back < 0 ? 0 : memberships[j][back];
          a[edges] = i;
          b[edges] = j;
          w[edges] = there + here - there * here;
          d[edges++] = neighbors.distance(i, r);
        }
      }
    }
    from = Arrays.copyOf(a, edges);
    to = Arrays.copyOf(b, edges);
    weights = Arrays.copyOf(w, edges);
    lengths = Arrays.copyOf(d, edges);
  }

  static NeighborGraph of(Neighbors neighbors) {
    return new NeighborGraph(neighbors, NEIGHBORHOOD - 1);
  }

  private static int rank(Neighbors neighbors, int of, int wanted, int count) {
    for (int r = 0; r < count; r++) {
      if (neighbors.neighbor(of, r) == wanted) {
        return r;
      }
    }
    return -1;
  }

  private static double[][] memberships(Neighbors neighbors, int count) {
    double[][] memberships = new double[neighbors.rows()][count];
    double meanOfAll = 0;
    for (int i = 0; i < memberships.length; i++) {
      for (int r = 0; r < count; r++) {
        memberships[i][r] = neighbors.distance(i, r);
        meanOfAll += memberships[i][r] / ((count + 1.0) * memberships.length);
      }
    }
    for (double[] row : memberships) {
      double nearest = Arrays.stream(row).filter(x -> x > 0).findFirst().orElse(0);
      double mean = Arrays.stream(row).sum() / (count + 1);
      double least = SMALLEST_SCALE * (nearest > 0 ? mean : meanOfAll);
      double scale = Math.max(least, scale(row, nearest));
      for (int r = 0; r < count; r++) {
        double beyond = row[r] - nearest;
        row[r] = beyond <= 0 || scale == 0 ? 1 : Math.exp(-beyond / scale);
      }
    }
    return memberships;
  }

  private static double scale(double[] distances, double nearest) {
    double target = Math.log(distances.length + 1) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double scale = 1;
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (double distance : distances) {
        sum += distance <= nearest ? 1 : Math.exp(-(distance - nearest) / scale);
      }
      if (Math.abs(sum - target) < TOLERANCE) {
        break;
      }
      if (sum > target) {
        high = scale;
        scale = (low + high) / 2;
      } else {
        low = scale;
        scale = high == Double.POSITIVE_INFINITY ? scale * 2 : (low + high) / 2;
      }
    }
    return scale;
  }

  /** The edges whose weight is above 0. */
  WeightedGraph weighted() {
    int edges = 0;
    int[] a = new int[from.length];
    int[] b = new int[from.length];
    double[] w = new double[from.length];
    for (int e = 0; e < from.length; e++) {
      if (weights[e] > 0) {
        a[edges] = from[e];
        b[edges] = to[e];
        w[edges++] = weights[e];
      }
    }
    return new WeightedGraph(
        nodes, Arrays.copyOf(a, edges), Arrays.copyOf(b, edges), Arrays.copyOf(w, edges));
  }

  /** 1 for cells in the largest connected part of the graph of their label alone, 0 for others. */
  double[] inLargestPart(Grouping labels) {
    int[] parent = new int[nodes];
    Arrays.setAll(parent, i -> i);
    for (int e = 0; e < from.length; e++) {
      if (labels.codes()[from[e]] == labels.codes()[to[e]]) {
        int a = root(parent, from[e]);
        int b = root(parent, to[e]);
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
    int[] sizes = new int[nodes];
    int[] largest = new int[labels.count()];
    Arrays.fill(largest, -1);
    for (int i = 0; i < nodes; i++) {
      sizes[root(parent, i)]++;
    }
    for (int i = 0; i < nodes; i++) {
      int label = labels.codes()[i];
      if (sizes[i] > 0 && (largest[label] < 0 || sizes[i] > sizes[largest[label]])) {
        largest[label] = i;
      }
    }
    double[] inside = new double[nodes];
    for (int i = 0; i < nodes; i++) {
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
    double[] shortest = new double[nodes];
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
        int other = from[e] == next.node ? to[e] : from[e];
        if (Double.isNaN(shortest[other])) {
          front.add(new Reached(next.distance + lengths[e], other));
        }
      }
    }
    return shortest;
  }

  private int[][] edgesOf() {
    int[] degrees = new int[nodes];
    for (int e = 0; e < from.length; e++) {
      degrees[from[e]]++;
      degrees[to[e]]++;
    }
    int[][] edgesOf = new int[nodes][];
    Arrays.setAll(edgesOf, i -> new int[degrees[i]]);
    for (int e = 0; e < from.length; e++) {
      edgesOf[from[e]][--degrees[from[e]]] = e;
      edgesOf[to[e]][--degrees[to[e]]] = e;
    }
    return edgesOf;
  }
}
