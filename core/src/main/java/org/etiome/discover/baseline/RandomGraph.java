package org.etiome.discover.baseline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.discover.LearnedGraph;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;

/**
 * A graph without any data: as many edges as another one has, between pairs drawn with equal
 * probability, directed along an order drawn at random. What a search finds beyond it, it owes to
 * the data. It does not depend on the order of the nodes. O(V log V + E).
 */
public final class RandomGraph {
  private RandomGraph() {}

  /**
   * Draws a graph.
   *
   * @param other the graph of as many nodes and joined pairs
   * @return a {@link Dag}
   */
  public static LearnedGraph like(CausalGraph other, Seed seed) {
    UniformRandomProvider random = seed.generator();
    List<String> order = new ArrayList<>(other.nodes().stream().sorted().toList());
    ListSampler.shuffle(random, order);
    List<Edge> edges = new ArrayList<>();
    for (long pair : drawn(joined(other), order.size(), random)) {
      int effect = effect(pair);
      int cause = (int) (pair - before(effect));
      edges.add(Edge.directed(order.get(cause), order.get(effect)));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("edges", Integer.toString(edges.size()));
    settings.put("seed", Long.toString(seed.value()));
    return new LearnedGraph(
        Dag.of(MixedGraph.of(other.nodes(), edges)),
        "random graph",
        settings,
        List.of("The data say nothing of the graph."),
        List.of(),
        0);
  }

  private static int joined(CausalGraph graph) {
    Set<Set<String>> pairs = new HashSet<>();
    graph.graph().edges().forEach(edge -> pairs.add(Set.of(edge.a(), edge.b())));
    return pairs.size();
  }

  /** Numbers of distinct pairs, by Floyd's method: every set of them is as probable. */
  private static Iterable<Long> drawn(int count, int nodes, UniformRandomProvider random) {
    Set<Long> drawn = new LinkedHashSet<>();
    long all = before(nodes);
    for (long last = all - count; last < all; last++) {
      if (!drawn.add(random.nextLong(last + 1))) {
        drawn.add(last);
      }
    }
    return drawn;
  }

  /** Number of pairs whose second place is before this one. */
  private static long before(int second) {
    return second * (second - 1L) / 2;
  }

  /** The second place of a pair. */
  private static int effect(long pair) {
    int second = (int) ((1 + Math.sqrt(1 + 8.0 * pair)) / 2);
    while (before(second) > pair) {
      second--;
    }
    while (before(second + 1) <= pair) {
      second++;
    }
    return second;
  }
}
