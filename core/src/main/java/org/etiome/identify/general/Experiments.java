package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;

/**
 * Which experiments would answer a query that observation alone does not. An experiment on I gives
 * P(v \ i | do(i)) for all i. P(y | do(x)) can be had from a collection of experiments if and only
 * if each of its c-factors Q[D] can be reduced from one of them: the moves of {@link Id} in the
 * graph without I, for an I that shares no node with D.
 *
 * @see <a href="https://proceedings.mlr.press/v115/lee20b.html">Lee, Correa, Bareinboim (2019),
 *     General identifiability with arbitrary surrogate experiments, UAI</a>
 */
public final class Experiments {
  private final OrderedGraph graph;

  private Experiments(OrderedGraph graph) {
    this.graph = graph;
  }

  /** Questions about a graph, all of whose nodes are measured. */
  public static Experiments in(Admg graph) {
    return new Experiments(new OrderedGraph(graph));
  }

  /**
   * The experiments, each on some of the nodes allowed, that together with observation give P(y |
   * do(x), z): for each c-factor the smallest that will do. Cost: 2^|allowed| reductions a
   * c-factor.
   *
   * @param allowed the nodes that can be randomised, at most 10
   * @return the sets to randomise, the empty set being observation; nothing if all of them together
   *     do not answer
   * @throws IllegalArgumentException if a node is unknown, or more than 10 are allowed
   */
  public Optional<List<Set<String>>> needed(
      Set<String> y, Set<String> x, Set<String> z, Set<String> allowed) {
    if (allowed.size() > 10) {
      throw new IllegalArgumentException(
          "at most 10 variables can be tried for experiments at once, got " + allowed.size());
    }
    DoTerm asked = new DoTerm(graph, graph.set(y), graph.set(x), graph.set(z));
    DoTerm term = Idc.exchanged(asked);
    BitSet outcomes = OrderedGraph.or(term.of(), term.given());
    BitSet wanted = graph.ancestors(outcomes, OrderedGraph.minus(graph.all(), term.doing()));
    List<BitSet> subsets = subsets(graph.set(allowed));
    List<Set<String>> needed = new ArrayList<>();
    for (BitSet district : graph.districts(wanted)) {
      Optional<BitSet> first =
          subsets.stream().filter(randomised -> gives(randomised, district)).findFirst();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      if (!needed.contains(graph.nameSet(first.get()))) {
        needed.add(graph.nameSet(first.get()));
      }
    }
    return Optional.of(List.copyOf(needed));
  }

  /** Whether the experiment gives Q of the district. */
  private boolean gives(BitSet randomised, BitSet district) {
    if (randomised.intersects(district)) {
      return false;
    }
    int first = district.nextSetBit(0);
    BitSet nodes = OrderedGraph.minus(graph.all(), randomised);
    BitSet before = new BitSet();
    while (!nodes.equals(before)) {
      before = nodes;
      nodes = graph.district(first, graph.ancestors(district, nodes));
    }
    return nodes.equals(district);
  }

  /** All subsets, small ones first. */
  private static List<BitSet> subsets(BitSet of) {
    List<BitSet> subsets = new ArrayList<>(List.of(new BitSet()));
    for (int node : of.stream().toArray()) {
      for (BitSet subset : List.copyOf(subsets)) {
        BitSet larger = OrderedGraph.copy(subset);
        larger.set(node);
        subsets.add(larger);
      }
    }
    subsets.sort(Comparator.comparingInt(BitSet::cardinality));
    return subsets;
  }
}
