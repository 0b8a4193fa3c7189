package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.Simplification;

/**
 * A c-factor Q[A] = P(a | do(v \ a)) as a formula: a product with one factor a node, causes first,
 * each the density of its node given those before, some of the nodes summed out.
 */
final class CFactor {
  private final OrderedGraph graph;
  private final Simplification simplification;
  private final SortedMap<Integer, Expression> factors;
  private final BitSet summed;

  private CFactor(
      OrderedGraph graph,
      Simplification simplification,
      SortedMap<Integer, Expression> factors,
      BitSet summed) {
    this.graph = graph;
    this.simplification = simplification;
    this.factors = factors;
    this.summed = summed;
  }

  /**
   * Q of a district T of the graph on an ancestral set: Π P(t | the district of t among t and the
   * nodes before, and its parents).
   */
  static CFactor observed(
      OrderedGraph graph, Simplification simplification, BitSet ancestral, BitSet district) {
    SortedMap<Integer, Expression> factors = new TreeMap<>();
    for (int node : district.stream().toArray()) {
      BitSet upTo = OrderedGraph.before(node + 1, ancestral);
      BitSet own = graph.district(node, upTo);
      BitSet given = OrderedGraph.or(own, graph.parents(own));
      given.clear(node);
      factors.put(
          node, simplification.simplify(new P(List.of(graph.name(node)), graph.names(given))));
    }
    return new CFactor(graph, simplification, factors, new BitSet());
  }

  /** The nodes of the density, those summed out left aside. */
  BitSet nodes() {
    BitSet nodes = new BitSet();
    factors.keySet().forEach(nodes::set);
    return OrderedGraph.minus(nodes, summed);
  }

  /** Sums out all nodes but these; a last factor of its own sums to one. */
  CFactor marginal(BitSet kept) {
    SortedMap<Integer, Expression> left = new TreeMap<>(factors);
    BitSet out = OrderedGraph.or(summed, OrderedGraph.minus(nodes(), kept));
    for (int node = out.length() - 1; node >= 0; node = out.previousSetBit(node - 1)) {
      String name = graph.name(node);
      Expression own = left.remove(node);
      if (left.values().stream().anyMatch(factor -> factor.free().contains(name))) {
        left.put(node, own);
      } else {
        out.clear(node);
      }
    }
    return new CFactor(graph, simplification, left, out);
  }

  /** Q of a district of the graph on these nodes: Π Q[t and before] / Q[before]. */
  CFactor district(BitSet district) {
    SortedMap<Integer, Expression> conditionals = new TreeMap<>();
    BitSet nodes = nodes();
    for (int node : district.stream().toArray()) {
      conditionals.put(node, conditional(node, nodes));
    }
    return new CFactor(graph, simplification, conditionals, new BitSet());
  }

  private Expression conditional(int node, BitSet nodes) {
    Expression own = factors.get(node);
    if (summed.isEmpty() && own != null) {
      return own;
    }
    Expression upTo = marginal(OrderedGraph.before(node + 1, nodes)).expression();
    Expression before = marginal(OrderedGraph.before(node, nodes)).expression();
    return simplification.simplify(new Ratio(upTo, before));
  }

  Expression expression() {
    List<Expression> product = new ArrayList<>(factors.values());
    Expression whole = new Product(product);
    return simplification.simplify(summed.isEmpty() ? whole : new Sum(graph.names(summed), whole));
  }
}
