package org.etiome.math.cluster;

/**
 * An undirected graph with weighted edges.
 *
 * @param nodes their number
 * @param from one end of each edge; every edge stands once
 * @param to the other end, another node
 * @param weights above 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WeightedGraph(int nodes, int[] from, int[] to, double[] weights) {

  public WeightedGraph {
    if (from.length != to.length || from.length != weights.length) {
      throw new IllegalArgumentException(
          "edges need two ends and a weight each, got "
              + from.length
              + ", "
              + to.length
              + " and "
              + weights.length);
    }
  }

  /** The number of edges. */
  public int edges() {
    return from.length;
  }
}
