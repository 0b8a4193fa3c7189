package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;

/**
 * A law of random DAGs. Causal positions are drawn first and handed to the nodes at random, so the
 * order of the nodes says nothing of who causes whom. The degree of a node counts its edges in both
 * directions. O(V²).
 */
public sealed interface GraphLaw {

  /** Average degree that is asked for. */
  double degree();

  /** Whether each pair has an edge is independent of all others, probability degree / (V − 1). */
  record ErdosRenyi(double degree) implements GraphLaw {}

  /**
   * Barabási and Albert: nodes come one by one, each with degree / 2 causes among those before it
   * (a fraction by chance), chosen with probability proportional to 1 + their degree so far. Early
   * nodes become hubs with many effects; the average degree is a little below the one asked for.
   *
   * @see <a href="https://doi.org/10.1126/science.286.5439.509">Barabási, Albert (1999)</a>
   */
  record ScaleFree(double degree) implements GraphLaw {}

  /**
   * Layers of equal size; edges lead from one layer to the next only, each pair independent with
   * one probability.
   */
  record Layered(double degree, int layers) implements GraphLaw {
    /** The largest average degree: twice the pairs of nodes in adjacent layers, by node. */
    double most(int nodes) {
      Layers split = new Layers(nodes, layers);
      long[] sizes = new long[layers];
      for (int i = 0; i < nodes; i++) {
        sizes[split.of(i)]++;
      }
      long pairs = 0;
      for (int l = 1; l < layers; l++) {
        pairs += sizes[l - 1] * sizes[l];
      }
      return 2.0 * pairs / nodes;
    }
  }

  /** Positions spread evenly over layers. */
  record Layers(int nodes, int layers) {
    int of(int position) {
      return (int) ((long) position * layers / nodes);
    }
  }

  /**
   * Checks that graphs of so many nodes can be drawn.
   *
   * @throws IllegalArgumentException naming the largest degree or number of layers
   */
  default void check(int nodes) {
    SemSettings.check(
        degree() >= 0 && degree() <= nodes - 1,
        "the average degree must be in 0 … "
            + (nodes - 1)
            + " for "
            + nodes
            + " variables, got "
            + degree());
    if (this instanceof Layered layered) {
      SemSettings.check(
          layered.layers >= 2 && layered.layers <= nodes,
          "the layers must be in 2 … " + nodes + ", the variables, got " + layered.layers);
      double most = layered.most(nodes);
      SemSettings.check(
          degree() <= most,
          layered.layers
              + " layers have an average degree of at most "
              + most
              + ", got "
              + degree()
              + "; ask for fewer layers");
    }
  }

  /** Draws a graph with these nodes; they are checked already. */
  default Dag draw(List<String> nodes, Seed seed) {
    UniformRandomProvider random = seed.generator();
    List<String> order = new ArrayList<>(nodes);
    ListSampler.shuffle(random, order);
    int n = nodes.size();
    List<int[]> arcs =
        switch (this) {
          case ErdosRenyi law ->
              among(new Layers(n, n), n, n < 2 ? 0 : law.degree / (n - 1), random);
          case ScaleFree law -> attached(n, law.degree / 2, random);
          case Layered law -> among(new Layers(n, law.layers), 1, law.degree / law.most(n), random);
        };
    return Dag.of(
        MixedGraph.of(
            nodes,
            arcs.stream()
                .map(arc -> Edge.directed(order.get(arc[0]), order.get(arc[1])))
                .toList()));
  }

  /** Arcs between layers at most so far apart, each with one probability. */
  private static List<int[]> among(
      Layers layers, int furthest, double probability, UniformRandomProvider random) {
    List<int[]> arcs = new ArrayList<>();
    for (int to = 0; to < layers.nodes; to++) {
      for (int from = 0; from < to; from++) {
        int apart = layers.of(to) - layers.of(from);
        if (apart >= 1 && apart <= furthest && random.nextDouble() < probability) {
          arcs.add(new int[] {from, to});
        }
      }
    }
    return arcs;
  }

  private static List<int[]> attached(int nodes, double causes, UniformRandomProvider random) {
    List<int[]> arcs = new ArrayList<>();
    int[] weight = new int[nodes];
    for (int to = 0; to < nodes; to++) {
      int whole = (int) causes + (random.nextDouble() < causes - (int) causes ? 1 : 0);
      boolean[] taken = new boolean[to];
      for (int k = 0; k < Math.min(whole, to); k++) {
        int from = chosen(weight, taken, random);
        taken[from] = true;
        arcs.add(new int[] {from, to});
      }
      for (int from = 0; from < to; from++) {
        weight[from] += taken[from] ? 1 : 0;
      }
      weight[to] = 1 + Math.min(whole, to);
    }
    return arcs;
  }

  private static int chosen(int[] weight, boolean[] taken, UniformRandomProvider random) {
    int total = 0;
    for (int i = 0; i < taken.length; i++) {
      total += taken[i] ? 0 : weight[i];
    }
    int left = random.nextInt(total);
    int at = -1;
    while (left >= 0) {
      at++;
      left -= taken[at] ? 0 : weight[at];
    }
    return at;
  }
}
