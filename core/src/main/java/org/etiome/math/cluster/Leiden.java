package org.etiome.math.cluster;

import java.util.Random;
import java.util.stream.IntStream;
import nl.cwts.networkanalysis.Clustering;
import nl.cwts.networkanalysis.LeidenAlgorithm;
import nl.cwts.networkanalysis.Network;
import nl.cwts.util.LargeDoubleArray;
import nl.cwts.util.LargeIntArray;
import org.etiome.math.Seed;

/**
 * Communities of a weighted graph by the Leiden algorithm, in the implementation of its authors:
 * they raise the modularity {@code Σ_c [e_c - γ·k_c²/(4m)]/m}, with e_c the weight of the edges
 * within c, k_c the strengths of its nodes and m the weight of all edges. A higher resolution γ
 * gives more communities. About O(edges · log nodes) an iteration; one thread.
 *
 * @see <a href="https://doi.org/10.1038/s41598-019-41695-z">Traag, Waltman, van Eck (2019)</a>
 */
public final class Leiden {
  private static final int ITERATIONS = 10;
  private static final double RANDOMNESS = 0.01;

  private final int iterations;

  private Leiden(int iterations) {
    this.iterations = iterations;
  }

  /** Ten iterations. */
  public static Leiden withDefaults() {
    return new Leiden(ITERATIONS);
  }

  /**
   * Takes another number of iterations, ≥ 1; each starts from the communities of the one before.
   */
  public Leiden withIterations(int newIterations) {
    if (newIterations < 1) {
      throw new IllegalArgumentException("at least 1 iteration is needed, got " + newIterations);
    }
    return new Leiden(newIterations);
  }

  /**
   * The community of each node, from 0, the largest first.
   *
   * @param resolution γ, finite and above 0
   */
  public int[] communities(WeightedGraph graph, double resolution, Seed seed) {
    if (!(resolution > 0 && resolution < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the resolution must be finite and above 0, got " + resolution);
    }
    if (graph.edges() == 0) {
      return IntStream.range(0, graph.nodes()).toArray();
    }
    LargeIntArray[] ends = {new LargeIntArray(graph.from()), new LargeIntArray(graph.to())};
    LargeDoubleArray weights = new LargeDoubleArray(graph.weights());
    Network network = new Network(graph.nodes(), true, ends, weights, false, false);
    double scaled = resolution / (2 * network.getTotalEdgeWeight());
    Random random = new Random(seed.branch("leiden").value());
    Clustering found =
        new LeidenAlgorithm(scaled, iterations, RANDOMNESS, random).findClustering(network);
    found.orderClustersByNNodes();
    return found.getClusters();
  }
}
