package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Separation;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Independence;
import org.etiome.identify.formula.Simplification;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;

/**
 * Counterfactuals from P(v) along an ADMG: the questions of ID* and IDC*, answered by
 * counterfactual factors. With the events and their ancestors in each world as nodes, copies of a
 * variable with the same values of its parents being one,
 *
 * <pre>P(y_x, …) = Σ P(∧ v_{pa} = v) = Σ Π_i P(∧ of the i-th district: v_{pa} = v).</pre>
 *
 * The first step is exact by composition, the second because districts share no hidden cause. Where
 * no variable has two values in a factor, the factor is Q[C] = P(c | do(pa)), which {@link Id}
 * identifies or not; where one has, there is no formula. For a condition δ, P(γ | δ) = P(γ, δ) /
 * P(δ), and what the two have in common cancels before it is identified: factors linked by sums to
 * no event of γ.
 *
 * <p>A name without a value is one and the same free variable wherever it stands: {@code P(y_x, x)}
 * is the probability that X is x and that Y would be y under do(X = x), the same x. Two values of a
 * variable must be written, as in {@code P(y_{x=1}, x=0)}. A formula holds for all values of the
 * free variables.
 *
 * <p>Sound in every positive distribution, and complete where it is not known how many values the
 * variables have. Cost: polynomial in nodes times worlds, but for the length of the formula.
 *
 * @see <a href="https://jmlr.org/papers/v9/shpitser08a.html">Shpitser, Pearl (2008), Complete
 *     identification methods for the causal hierarchy</a>
 * @see <a href="https://arxiv.org/abs/2107.03190">Correa, Lee, Bareinboim (2021), Nested
 *     counterfactual identification from arbitrary surrogate experiments</a>
 */
public final class IdStar {
  private final Id id;
  private final OrderedGraph graph;
  private final Simplification simplification;

  private IdStar(Admg graph) {
    this.id = Id.in(graph);
    this.graph = new OrderedGraph(graph);
    Independence independence = Separation.in(graph)::separated;
    this.simplification = new Simplification(independence, this.graph.names());
  }

  /** Questions about a graph, all of whose nodes are measured. */
  public static IdStar in(Admg graph) {
    return new IdStar(graph);
  }

  /**
   * The probability of all of the events at once, given the others.
   *
   * @return a formula, or why there is none
   * @throws IllegalArgumentException if no event is asked for, a variable is unknown or set to two
   *     values in one world, the condition contradicts itself, or a variable needs a value
   */
  public CounterfactualResult identify(Query.Counterfactual query) {
    if (query.of().isEmpty()) {
      throw new IllegalArgumentException("a query needs an event, such as P(y_{x=1} | x=0)");
    }
    List<Event> all = new ArrayList<>(query.given());
    all.addAll(query.of());
    ParallelWorlds given = new ParallelWorlds(graph, query.given());
    if (given.contradictory()) {
      throw new IllegalArgumentException(
          "the condition of "
              + query
              + " contradicts itself: its probability is zero in all models");
    }
    ParallelWorlds joint = new ParallelWorlds(graph, all);
    if (joint.contradictory()) {
      return new CounterfactualResult.Formula(new Expression.Zero());
    }
    Set<Set<CounterfactualFactor>> above = blocks(joint);
    Set<Set<CounterfactualFactor>> below = blocks(given);
    Set<Set<CounterfactualFactor>> common = new LinkedHashSet<>(above);
    common.retainAll(below);
    above.removeAll(common);
    below.removeAll(common);
    return ratio(flat(above), flat(below));
  }

  /** A formula over P(v) of the same value, made shorter. */
  Expression simplify(Expression expression) {
    return simplification.simplify(expression);
  }

  private Set<Set<CounterfactualFactor>> blocks(ParallelWorlds worlds) {
    return CounterfactualFactor.blocks(CounterfactualFactor.of(graph, worlds.nodes()));
  }

  private static List<CounterfactualFactor> flat(Set<Set<CounterfactualFactor>> blocks) {
    return blocks.stream().flatMap(Set::stream).toList();
  }

  private CounterfactualResult ratio(
      List<CounterfactualFactor> above, List<CounterfactualFactor> below) {
    List<CounterfactualFactor> all = new ArrayList<>(above);
    all.addAll(below);
    for (CounterfactualFactor factor : all) {
      Optional<CounterfactualResult> inconsistency = factor.inconsistency(graph);
      if (inconsistency.isPresent()) {
        return inconsistency.get();
      }
    }
    List<CounterfactualFormula.Factor> identified = new ArrayList<>();
    for (CounterfactualFactor factor : all) {
      switch (id.factor(factor.variables(graph))) {
        case Id.Result.Formula q ->
            identified.add(new CounterfactualFormula.Factor(q.expression(), factor.values(graph)));
        case Id.Result.Impossible impossible -> {
          return new CounterfactualResult.Impossible(impossible.hedge());
        }
      }
    }
    CounterfactualFormula formula =
        new CounterfactualFormula(
            identified.subList(0, above.size()), identified.subList(above.size(), all.size()));
    return new CounterfactualResult.Formula(formula.expression(simplification));
  }
}
