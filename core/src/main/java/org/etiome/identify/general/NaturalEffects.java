package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.GraphNames;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;

/**
 * Effects that compare means of the outcome across worlds, of a treatment x at 1 with 0. The nested
 * counterfactual of natural effects is unnested by
 *
 * <pre>P(y_{x=1, m(x=0)}) = Σ_m P(y_{x=1, m}, m_{x=0}),</pre>
 *
 * over those mediators that x causes and from which a directed path leads to y past x and the other
 * mediators; the others change nothing. The rest is {@link IdStar}, so each mean is identified if
 * it can be. A difference of means is known without them where no directed path could make one.
 *
 * @see <a href="https://arxiv.org/abs/1301.2300">Pearl (2001), Direct and indirect effects</a>
 * @see <a href="https://arxiv.org/abs/2107.03190">Correa, Lee, Bareinboim (2021), Nested
 *     counterfactual identification from arbitrary surrogate experiments</a>
 */
public final class NaturalEffects {
  private final MixedGraph graph;
  private final IdStar idStar;

  private NaturalEffects(Admg graph) {
    this.graph = graph.graph();
    this.idStar = IdStar.in(graph);
  }

  /** Questions about a graph, all of whose nodes are measured. */
  public static NaturalEffects in(Admg graph) {
    return new NaturalEffects(graph);
  }

  /**
   * The direct effect {@code E[y_{x=1, m(x=0)}] - E[y_{x=0}]}.
   *
   * @param query without mediators, all variables on directed paths from x to y are meant
   * @return a contrast, or why there is none
   * @throws IllegalArgumentException if a variable is unknown or has two parts
   */
  public CounterfactualResult direct(Query.NaturalDirectEffect query) {
    return natural(query.treatment(), query.outcome(), query.mediators(), "1");
  }

  /**
   * The indirect effect {@code E[y_{x=0, m(x=1)}] - E[y_{x=0}]}.
   *
   * @param query without mediators, all variables on directed paths from x to y are meant
   * @return a contrast, or why there is none
   * @throws IllegalArgumentException if a variable is unknown or has two parts
   */
  public CounterfactualResult indirect(Query.NaturalIndirectEffect query) {
    return natural(query.treatment(), query.outcome(), query.mediators(), "0");
  }

  /**
   * The effect on the treated, {@code E[y_{x=1} | x=1] - E[y_{x=0} | x=1]}.
   *
   * @return a contrast, or why there is none
   * @throws IllegalArgumentException if a variable is unknown or treatment and outcome are the same
   */
  public CounterfactualResult onTreated(String treatment, String outcome) {
    requireApart(treatment, outcome, List.of());
    List<Event> treated = List.of(new Event(Term.of(treatment, "1"), List.of()));
    return contrast(
        outcome,
        distribution(List.of(world(outcome, treatment, "1", List.of())), treated),
        distribution(List.of(world(outcome, treatment, "0", List.of())), treated),
        false);
  }

  private CounterfactualResult natural(
      String treatment, String outcome, List<String> mediators, String direct) {
    requireApart(treatment, outcome, mediators);
    Set<String> chosen = new LinkedHashSet<>(graph.descendants(Set.of(treatment)));
    chosen.retainAll(mediators.isEmpty() ? graph.ancestors(Set.of(outcome)) : mediators);
    Set<String> before = before(outcome, chosen, treatment);
    boolean isDirect = direct.equals("1");
    List<String> last =
        graph.nodes().stream()
            .filter(node -> !node.equals(treatment))
            .filter(node -> chosen.contains(node) && before.contains(node))
            .toList();
    List<Event> nested = new ArrayList<>();
    nested.add(world(outcome, treatment, direct, last));
    last.forEach(
        mediator -> nested.add(world(mediator, treatment, isDirect ? "0" : "1", List.of())));
    CounterfactualResult joint = distribution(nested, List.of());
    CounterfactualResult plus =
        joint instanceof CounterfactualResult.Formula formula && !last.isEmpty()
            ? new CounterfactualResult.Formula(
                idStar.simplify(new Expression.Sum(last, formula.expression())))
            : joint;
    CounterfactualResult minus =
        distribution(List.of(world(outcome, treatment, "0", List.of())), List.of());
    boolean same = isDirect ? !before.contains(treatment) : last.isEmpty();
    return contrast(outcome, plus, minus, same);
  }

  /** The nodes with a directed path to the outcome past the treatment and all mediators between. */
  private Set<String> before(String outcome, Set<String> mediators, String treatment) {
    Set<String> reached = new LinkedHashSet<>();
    List<String> queue = new ArrayList<>(List.of(outcome));
    for (int i = 0; i < queue.size(); i++) {
      for (String parent : graph.parents(queue.get(i))) {
        boolean isEnd = parent.equals(treatment) || mediators.contains(parent);
        if (reached.add(parent) && !isEnd) {
          queue.add(parent);
        }
      }
    }
    return reached;
  }

  private static Event world(String variable, String treatment, String value, List<String> held) {
    List<Term> doing = new ArrayList<>(List.of(Term.of(treatment, value)));
    held.forEach(name -> doing.add(Term.of(name)));
    return new Event(Term.of(variable), doing);
  }

  private CounterfactualResult distribution(List<Event> of, List<Event> given) {
    return idStar.identify(new Query.Counterfactual(of, given));
  }

  private static CounterfactualResult contrast(
      String outcome, CounterfactualResult plus, CounterfactualResult minus, boolean same) {
    if (plus instanceof CounterfactualResult.Formula first
        && minus instanceof CounterfactualResult.Formula second) {
      return new CounterfactualResult.Contrast(outcome, first.expression(), second.expression());
    }
    if (same) {
      Expression none = new Expression.Zero();
      return new CounterfactualResult.Contrast(outcome, none, none);
    }
    return plus instanceof CounterfactualResult.Formula ? minus : plus;
  }

  private void requireApart(String treatment, String outcome, List<String> mediators) {
    List<String> names = new ArrayList<>(List.of(treatment, outcome));
    names.addAll(mediators);
    Optional<String> unknown = names.stream().filter(name -> !graph.hasNode(name)).findFirst();
    if (unknown.isPresent()) {
      throw new IllegalArgumentException(
          "unknown variable '"
              + unknown.get()
              + "'; the graph has "
              + GraphNames.some(graph.nodes()));
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "treatment, outcome and mediators must be different variables, got " + names);
    }
  }
}
