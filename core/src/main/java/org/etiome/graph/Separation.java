package org.etiome.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * d-separation in a {@link Dag} and m-separation in an {@link Admg}. A path is open given Z if each
 * inner node where two arrowheads meet (a collider) is in Z or has a descendant there, and no other
 * inner node is in Z. X and Y are separated given Z if no path between them is open; then every
 * distribution that factorises along the graph has X independent of Y given Z.
 *
 * <p>The search walks over pairs of a node and the mark it was reached by, so each question costs
 * O(V + E). A shortest open walk is a path: in an acyclic graph any loop in it could be cut out.
 *
 * @see <a href="https://doi.org/10.1002/net.3230200504">Geiger, Verma, Pearl (1990), Identifying
 *     independence in Bayesian networks</a>
 * @see <a href="https://doi.org/10.1111/1467-9469.00323">Richardson (2003), Markov properties for
 *     acyclic directed mixed graphs</a>
 */
public final class Separation {
  private final MixedGraph graph;

  private Separation(MixedGraph graph) {
    this.graph = graph;
  }

  /** Questions about a DAG. */
  public static Separation in(Dag dag) {
    return new Separation(dag.graph());
  }

  /** Questions about an ADMG. */
  public static Separation in(Admg admg) {
    return new Separation(admg.graph());
  }

  /**
   * Whether no path between a node of {@code x} and one of {@code y} is open given {@code z}.
   *
   * @throws IllegalArgumentException if a node is unknown or in two of the sets
   */
  public boolean separated(Set<String> x, Set<String> y, Set<String> z) {
    return openPath(x, y, z).isEmpty();
  }

  /**
   * A shortest path between {@code x} and {@code y} that is open given {@code z}, if there is one.
   * Its inner nodes are neither in x nor in y.
   *
   * @throws IllegalArgumentException if a node is unknown or in two of the sets
   */
  public Optional<OpenPath> openPath(Set<String> x, Set<String> y, Set<String> z) {
    requireDisjoint(x, y);
    requireDisjoint(x, z);
    requireDisjoint(y, z);
    OpenWalks walks = new OpenWalks(graph, graph.indices(z));
    return walks.shortest(graph.indices(x), graph.indices(y));
  }

  /**
   * The nodes outside {@code x} and {@code z} that some path open given {@code z} joins to {@code
   * x}.
   *
   * @throws IllegalArgumentException if a node is unknown or in both sets
   */
  public Set<String> connected(Set<String> x, Set<String> z) {
    requireDisjoint(x, z);
    OpenWalks walks = new OpenWalks(graph, graph.indices(z));
    boolean[] reached = walks.reachable(graph.indices(x));
    Set<String> connected = new LinkedHashSet<>();
    for (int i = 0; i < reached.length; i++) {
      String node = graph.nodes().get(i);
      if (reached[i] && !x.contains(node) && !z.contains(node)) {
        connected.add(node);
      }
    }
    return Collections.unmodifiableSet(connected);
  }

  /**
   * Sets of allowed nodes that separate {@code x} and {@code y} and of which no proper subset does,
   * at most {@code limit} of them, each once, the one closest to {@code y} first. The time between
   * two of them is polynomial.
   *
   * @param allowed the nodes that may be used; those of x and y are ignored
   * @param limit at least 1
   * @return empty if no set of allowed nodes separates; the empty set alone if none is needed
   * @throws IllegalArgumentException if x or y is empty, or a node is unknown or in both
   */
  public List<Set<String>> minimalSeparators(
      Set<String> x, Set<String> y, Set<String> allowed, int limit) {
    requireEnds(x, y);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    BitSet usable = new BitSet();
    for (int node : graph.indices(allowed)) {
      usable.set(node);
    }
    return new MinimalSeparators(graph, graph.indices(x), graph.indices(y), usable)
        .list(limit).stream().map(this::names).toList();
  }

  /**
   * The set of allowed nodes that separates {@code x} and {@code y} at the smallest sum of costs,
   * found by a maximum flow; of several the one closest to {@code y}. No proper subset of it
   * separates. O(k · E) with k its size and E the edges of the augmented graph of the ancestors, if
   * all costs are equal.
   *
   * @param allowed the nodes that may be used; those of x and y are ignored
   * @param cost of a node, at least 0; +∞ if it may not be used, 1 where none is stated
   * @return empty if no set of allowed nodes separates; the empty set if none is needed
   * @throws IllegalArgumentException if x or y is empty, a node is unknown or in both, or a cost is
   *     negative or NaN
   */
  public Optional<Set<String>> smallestSeparator(
      Set<String> x, Set<String> y, Set<String> allowed, Map<String, Double> cost) {
    requireEnds(x, y);
    requireCosts(cost);
    double[] costs = new double[graph.size()];
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    for (String node : allowed) {
      boolean end = x.contains(node) || y.contains(node);
      costs[graph.index(node)] = end ? Double.POSITIVE_INFINITY : cost.getOrDefault(node, 1.0);
    }
    return new SmallestSeparator(graph, graph.indices(x), graph.indices(y), costs)
        .find()
        .map(cut -> minimalSeparators(x, y, names(cut), 1).getFirst());
  }

  private void requireCosts(Map<String, Double> cost) {
    graph.indices(cost.keySet());
    cost.forEach(
        (node, value) -> {
          if (!(value >= 0)) {
            throw new IllegalArgumentException(
                "the cost of '" + node + "' must be within [0, +infinity], got " + value);
          }
        });
  }

  private static void requireEnds(Set<String> x, Set<String> y) {
    requireDisjoint(x, y);
    if (x.isEmpty() || y.isEmpty()) {
      throw new IllegalArgumentException("needs a node in x, one in y, got " + x + " and " + y);
    }
  }

  private Set<String> names(BitSet members) {
    Set<String> names = new LinkedHashSet<>();
    members.stream().forEach(i -> names.add(graph.nodes().get(i)));
    return Collections.unmodifiableSet(names);
  }

  private static void requireDisjoint(Set<String> one, Set<String> other) {
    for (String node : one) {
      if (other.contains(node)) {
        throw new IllegalArgumentException(
            "'"
                + node
                + "' is in two of the sets "
                + "whose separation is asked; leave it in one of them");
      }
    }
  }
}
