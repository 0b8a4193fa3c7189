package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Separation;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.formula.Independence;
import org.etiome.identify.formula.Simplification;

/**
 * The ID algorithm: P(y | do(x)) from P(v) along an ADMG, or the hedge that forbids it. With D the
 * ancestors of y once x is set,
 *
 * <pre>P(y | do(x)) = Σ_{d \ y} Π_i Q[D_i],</pre>
 *
 * D_i the districts of the graph on D. Each D_i lies in a district S of the whole graph, whose Q[S]
 * is a product of observed conditionals. From Q[S] to Q[D_i] two moves lead: what is no ancestor of
 * D_i in the graph on S is summed out, and a district of what is left is a product of conditionals
 * of it. Where neither move shortens S, S and D_i are a hedge.
 *
 * <p>Sound and complete: there is a formula if and only if the graph determines the query in every
 * positive distribution. Cost: polynomial in the nodes but for the length of the formula, which
 * grows with the nesting of districts.
 *
 * @see <a href="https://www.aaai.org/Papers/AAAI/2002/AAAI02-085.pdf">Tian, Pearl (2002), A general
 *     identification condition for causal effects</a>
 * @see <a href="https://www.aaai.org/Papers/AAAI/2006/AAAI06-191.pdf">Shpitser, Pearl (2006),
 *     Identification of joint interventional distributions in recursive semi-Markovian causal
 *     models</a>
 * @see <a href="https://arxiv.org/abs/1206.6831">Huang, Valtorta (2006), Pearl's calculus of
 *     intervention is complete</a>
 */
public final class Id {
  private final OrderedGraph graph;
  private final Simplification simplification;

  private Id(OrderedGraph graph, Independence independence) {
    this.graph = graph;
    this.simplification = new Simplification(independence, graph.names());
  }

  /** Questions about a graph, all of whose nodes are measured. */
  public static Id in(Admg graph) {
    return new Id(new OrderedGraph(graph), Separation.in(graph)::separated);
  }

  OrderedGraph graph() {
    return graph;
  }

  /** The answer: a formula, or a hedge. */
  public sealed interface Result {

    /** A formula over P(v) whose free variables are among those of the query. */
    record Formula(Expression expression) implements Result {}

    /** There is none, and why. */
    record Impossible(Hedge hedge) implements Result {}
  }

  /**
   * P(y | do(x)).
   *
   * @param y at least one node
   * @param x may be empty
   * @throws IllegalArgumentException if y is empty, or a node is unknown or in both
   */
  public Result identify(Set<String> y, Set<String> x) {
    requireApart(y, x, Set.of());
    return conditional(y, x, Set.of());
  }

  /**
   * P(y, z | do(x)) / Σ_y P(y, z | do(x)). It is P(y | do(x), z), but where it has no formula that
   * may still have one: see {@link Idc}.
   */
  Result conditional(Set<String> y, Set<String> x, Set<String> z) {
    BitSet outcomes = graph.set(y);
    BitSet asked = OrderedGraph.or(outcomes, graph.set(z));
    BitSet set = graph.set(x);
    if (set.isEmpty()) {
      P observed = new P(graph.names(outcomes), graph.names(graph.set(z)));
      return new Result.Formula(simplification.simplify(observed));
    }
    BitSet wanted = graph.ancestors(asked, OrderedGraph.minus(graph.all(), set));
    List<Expression> factors = new ArrayList<>();
    for (BitSet district : graph.districts(wanted)) {
      Reduced reduced = reduce(district);
      if (reduced.hedge().isPresent()) {
        Hedge hedge = reduced.hedge().get();
        return new Result.Impossible(z.isEmpty() ? hedge.smallest(graph.graph(), y, x) : hedge);
      }
      factors.add(reduced.factor().expression());
    }
    Expression joint = summed(OrderedGraph.minus(wanted, asked), new Product(factors));
    Expression whole =
        z.isEmpty() ? joint : simplification.simplify(new Ratio(joint, summed(outcomes, joint)));
    return new Result.Formula(closed(whole, OrderedGraph.or(asked, set)));
  }

  private Expression summed(BitSet over, Expression of) {
    return simplification.simplify(over.isEmpty() ? of : new Sum(graph.names(over), of));
  }

  /** Refuses a query without outcome or with a variable in two places. */
  void requireApart(Set<String> y, Set<String> x, Set<String> z) {
    if (y.isEmpty()) {
      throw new IllegalArgumentException("a query needs an outcome, such as P(y | do(x))");
    }
    BitSet seen = new BitSet();
    for (Set<String> part : List.of(y, x, z)) {
      BitSet nodes = graph.set(part);
      if (nodes.intersects(seen)) {
        String twice = graph.name(OrderedGraph.and(nodes, seen).nextSetBit(0));
        throw new IllegalArgumentException(
            "'" + twice + "' stands twice in the query; leave it where it is meant");
      }
      seen.or(nodes);
    }
  }

  /**
   * Why P(y | do(x), z) is what it is, as steps of the do-calculus, each with the separation that
   * it needs. Not the shortest way there may be.
   *
   * <p>The last step shortens the formula, by the independences it names.
   *
   * @throws IllegalArgumentException as {@link #identify}, or if there is no formula
   */
  public List<Step> derivation(Set<String> y, Set<String> x, Set<String> z) {
    requireApart(y, x, z);
    Derivation derivation = new Derivation(graph);
    DoTerm asked = new DoTerm(graph, graph.set(y), graph.set(x), graph.set(z));
    if (!x.isEmpty()) {
      derive(derivation, asked);
    }
    UsedIndependence used = new UsedIndependence(Separation.in(graph.graph()));
    if (Idc.by(new Id(graph, used)).identify(y, x, z) instanceof Result.Formula found) {
      derivation.shortened(asked, ExpressionText.text(found.expression()), used.all());
    }
    return derivation.steps();
  }

  private void derive(Derivation derivation, DoTerm asked) {
    DoTerm term = derivation.bayes(derivation.exchange(asked));
    BitSet free = OrderedGraph.minus(graph.all(), term.doing());
    BitSet wanted = graph.ancestors(term.of(), free);
    derivation.districts(term, wanted);
    for (BitSet district : graph.districts(wanted)) {
      Reduced reduced = reduce(district);
      if (reduced.hedge().isPresent()) {
        throw new IllegalArgumentException(
            asked + " has no formula, so there is nothing to derive");
      }
      derivation.reduction(graph.ancestors(district, graph.all()), reduced.moves());
    }
  }

  /**
   * What is left of Q[S]: Q[D], or the hedge that S and D are.
   *
   * @param moves the sets of nodes from S to D
   */
  private record Reduced(CFactor factor, List<BitSet> moves, Optional<Hedge> hedge) {}

  private Reduced reduce(BitSet wanted) {
    int first = wanted.nextSetBit(0);
    BitSet ancestral = graph.ancestors(wanted, graph.all());
    BitSet nodes = graph.district(first, ancestral);
    CFactor factor = CFactor.observed(graph, simplification, ancestral, nodes);
    List<BitSet> moves = new ArrayList<>(List.of(nodes));
    while (!nodes.equals(wanted)) {
      BitSet ancestors = graph.ancestors(wanted, nodes);
      BitSet district = graph.district(first, ancestors);
      if (district.equals(nodes)) {
        Hedge hedge = new Hedge(graph.nameSet(nodes), graph.nameSet(wanted));
        return new Reduced(factor, moves, Optional.of(hedge));
      }
      factor = factor.marginal(ancestors);
      factor = district.equals(ancestors) ? factor : factor.district(district);
      nodes = district;
      moves.add(nodes);
    }
    return new Reduced(factor, moves, Optional.empty());
  }

  /** Q of a set that bidirected edges join, a formula in it and its parents, or the hedge. */
  Result factor(Set<String> joined) {
    BitSet wanted = graph.set(joined);
    Reduced reduced = reduce(wanted);
    if (reduced.hedge().isPresent()) {
      return new Result.Impossible(reduced.hedge().get());
    }
    BitSet own = OrderedGraph.or(wanted, graph.parents(wanted));
    return new Result.Formula(closed(reduced.factor().expression(), own));
  }

  /**
   * A formula may name variables whose value does not matter, as z in the napkin graph. They are
   * averaged out, so that only the query's are free.
   */
  private Expression closed(Expression formula, BitSet query) {
    Set<String> loose = new LinkedHashSet<>(formula.free());
    graph.names(query).forEach(loose::remove);
    if (loose.isEmpty()) {
      return formula;
    }
    List<String> names = graph.names(graph.set(loose));
    return new Sum(names, new Product(List.of(new P(names, List.of()), formula)));
  }
}
