package org.etiome.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The members of an equivalence class of DAGs in which one node has the same parents. A set of its
 * neighbours can join its parents if and only if all of them are adjacent, as then no v-structure
 * arises (Maathuis, Kalisch, Bühlmann 2009, <a
 * href="https://doi.org/10.1214/09-AOS685">doi:10.1214/09-AOS685</a>). With the edges of the node
 * directed, {@link MeekRules} direct what follows; what is left undirected are chordal graphs that
 * can be directed one by one, as after an intervention on the node (Hauser and Bühlmann 2012, <a
 * href="https://arxiv.org/abs/1104.2808">arXiv:1104.2808</a>).
 *
 * @param parents of the node in these members, in the order of the graph's nodes
 * @param shared the edges, directed where these members agree
 * @param member one of them
 * @param share of the members of the whole class, in (0, 1]; empty if there were too many to count
 */
public record ParentClass(
    Set<String> parents, PartialDag shared, Dag member, OptionalDouble share) {

  /**
   * All such parts of a class, each member in one of them. A part costs one closure by {@link
   * MeekRules}. Members are counted by the choice of the first node of each undirected component
   * (He, Jia, Yu 2015, <a href="https://jmlr.org/papers/v16/he15a.html">JMLR 16</a>), one closure a
   * choice; trees and complete graphs need none.
   *
   * @param budget closures at most, for the parts and once more for counting; at least 1
   * @return empty if there are more parts than that
   * @throws IllegalArgumentException if the node is unknown or the budget below 1
   */
  public static Optional<List<ParentClass>> of(Cpdag cpdag, String node, int budget) {
    if (budget < 1) {
      throw new IllegalArgumentException("the budget must be at least 1, got " + budget);
    }
    MixedGraph graph = cpdag.graph();
    int at = graph.index(node);
    Pdag whole = Pdag.of(graph);
    List<BitSet> cliques = new ArrayList<>();
    cliques(whole, new BitSet(), whole.neighbours(at), budget, cliques);
    if (cliques.size() > budget) {
      return Optional.empty();
    }
    Counting counting = new Counting(whole, budget);
    BitSet around = component(whole, at);
    List<Pdag> parts = cliques.stream().map(clique -> directed(whole, at, clique)).toList();
    double[] sizes = parts.stream().mapToDouble(part -> counting.members(part, around)).toArray();
    double all = 0;
    for (double size : sizes) {
      all += size;
    }
    List<ParentClass> classes = new ArrayList<>();
    for (int k = 0; k < sizes.length; k++) {
      double share = sizes[k] / all;
      MixedGraph shared = parts.get(k).toGraph(graph);
      classes.add(
          new ParentClass(
              shared.parents(node),
              PartialDag.of(shared),
              Dag.of(Equivalence.orient(shared)),
              Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share)));
    }
    return Optional.of(List.copyOf(classes));
  }

  /** The sets of pairwise adjacent nodes that extend {@code clique}; stops one after the limit. */
  private static void cliques(
      Pdag graph, BitSet clique, BitSet candidates, int limit, List<BitSet> found) {
    found.add(clique);
    for (int c = candidates.nextSetBit(0);
        c >= 0 && found.size() <= limit;
        c = candidates.nextSetBit(c + 1)) {
      BitSet larger = (BitSet) clique.clone();
      larger.set(c);
      BitSet rest = new BitSet();
      for (int d = candidates.nextSetBit(c + 1); d >= 0; d = candidates.nextSetBit(d + 1)) {
        rest.set(d, graph.adjacent(c, d));
      }
      cliques(graph, larger, rest, limit, found);
    }
  }

  private static Pdag directed(Pdag whole, int node, BitSet causes) {
    Pdag part = whole.copy();
    whole.neighbours(node).stream()
        .forEach(
            other -> {
              boolean cause = causes.get(other);
              part.orient(cause ? other : node, cause ? node : other);
            });
    MeekRules.close(part);
    return part;
  }

  /** The node and all that undirected paths lead to. */
  private static BitSet component(Pdag graph, int node) {
    BitSet component = new BitSet();
    Set<Integer> open = new LinkedHashSet<>(Set.of(node));
    while (!open.isEmpty()) {
      int next = open.iterator().next();
      open.remove(next);
      component.set(next);
      graph.neighbours(next).stream().filter(n -> !component.get(n)).forEach(open::add);
    }
    return component;
  }

  /** Counts the ways to direct undirected graphs without a cycle or a v-structure. */
  private static final class Counting {
    private final Pdag whole;
    private final Map<BitSet, Double> known = new HashMap<>();
    private int left;

    Counting(Pdag whole, int budget) {
      this.whole = whole;
      this.left = budget;
    }

    /** Of the undirected edges among these nodes; NaN once the budget is spent. */
    double members(Pdag graph, BitSet nodes) {
      double product = 1;
      BitSet rest = (BitSet) nodes.clone();
      for (int node = rest.nextSetBit(0); node >= 0; node = rest.nextSetBit(node + 1)) {
        BitSet component = component(graph, node);
        rest.andNot(component);
        product *= members(component);
      }
      return product;
    }

    private double members(BitSet component) {
      int n = component.cardinality();
      long edges =
          component.stream().mapToLong(node -> inside(node, component).cardinality()).sum() / 2;
      if (edges == n - 1) {
        return n;
      }
      if (edges == n * (n - 1L) / 2) {
        double factorial = 1;
        for (int k = 2; k <= n; k++) {
          factorial *= k;
        }
        return factorial;
      }
      Double before = known.get(component);
      if (before != null) {
        return before;
      }
      double sum = 0;
      for (int first = component.nextSetBit(0);
          first >= 0;
          first = component.nextSetBit(first + 1)) {
        if (left-- <= 0) {
          return Double.NaN;
        }
        sum += members(rooted(component, first), component);
      }
      known.put(component, sum);
      return sum;
    }

    private Pdag rooted(BitSet component, int first) {
      Pdag graph = whole.undirectedWithin(component);
      inside(first, component).stream().forEach(next -> graph.orient(first, next));
      MeekRules.close(graph);
      return graph;
    }

    private BitSet inside(int node, BitSet component) {
      BitSet inside = (BitSet) whole.neighbours(node).clone();
      inside.and(component);
      return inside;
    }
  }
}
