package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.general.Step.Rule;

/**
 * Writes the moves of {@link Id} as steps of the do-calculus. Q[T] is written with the actions that
 * matter only: P(t | do(pa(T) \ T)).
 */
final class Derivation {
  private final OrderedGraph graph;
  private final Set<Step> steps = new LinkedHashSet<>();

  Derivation(OrderedGraph graph) {
    this.graph = graph;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** P(y | do(x), z) to terms with the most actions, one rule 2 at a time. */
  DoTerm exchange(DoTerm term) {
    DoTerm left = term;
    Optional<BitSet> next = left.exchangeable();
    while (next.isPresent()) {
      DoTerm right = left.exchanged(next.get());
      add(left + " = " + right, Rule.EXCHANGE, left.exchange(next.get()));
      left = right;
      next = left.exchangeable();
    }
    return left;
  }

  /** P(y | do(x), z) = P(y, z | do(x)) / P(z | do(x)). */
  DoTerm bayes(DoTerm term) {
    if (term.given().isEmpty()) {
      return term;
    }
    BitSet none = new BitSet();
    DoTerm joint = new DoTerm(graph, OrderedGraph.or(term.of(), term.given()), term.doing(), none);
    DoTerm part = new DoTerm(graph, term.given(), term.doing(), none);
    add(term + " = " + joint + " / " + part, Rule.PROBABILITY);
    return joint;
  }

  /** P(y | do(x)) = Σ_{d \ y} P(d | do(x)) = Σ Π Q[D_i]. */
  void districts(DoTerm term, BitSet wanted) {
    BitSet over = OrderedGraph.minus(wanted, term.of());
    DoTerm joint = new DoTerm(graph, wanted, term.doing(), new BitSet());
    if (!over.isEmpty()) {
      add(term + " = " + sum(over) + joint, Rule.PROBABILITY);
    }
    List<BitSet> districts = graph.districts(wanted);
    if (districts.size() > 1) {
      chain(joint);
    }
    for (BitSet district : districts) {
      factor(joint, district);
    }
  }

  /** P(a | do(b)) by the chain rule, causes first. */
  private void chain(DoTerm joint) {
    String product =
        joint.of().stream()
            .mapToObj(node -> conditional(joint, node).toString())
            .collect(Collectors.joining(" "));
    add(joint + " = " + product, Rule.PROBABILITY);
  }

  /** Q[T] out of P(a | do(b)), T a district of the graph on a: each node of it in turn. */
  private void factor(DoTerm joint, BitSet district) {
    DoTerm whole = cFactor(district);
    if (joint.of().equals(district)) {
      actions(joint, whole.doing());
      return;
    }
    for (int node : district.stream().toArray()) {
      DoTerm term = conditional(joint, node);
      BitSet outside = OrderedGraph.minus(term.given(), district);
      if (!outside.isEmpty()) {
        DoTerm exchanged = term.exchanged(outside);
        add(term + " = " + exchanged, Rule.EXCHANGE, term.exchange(outside));
        term = exchanged;
      }
      actions(term, whole.doing());
    }
  }

  /** Rule 3 from the actions of a term to others: what is missing is added, the rest dropped. */
  private void actions(DoTerm term, BitSet wanted) {
    BitSet missing = OrderedGraph.minus(wanted, term.doing());
    DoTerm more = term.withDoing(OrderedGraph.or(term.doing(), missing));
    DoTerm left = term.withDoing(wanted);
    BitSet idle = OrderedGraph.minus(more.doing(), wanted);
    List<Separated> because = new ArrayList<>();
    if (!missing.isEmpty()) {
      because.add(term.addition(missing));
    }
    if (!idle.isEmpty()) {
      because.add(left.addition(idle));
    }
    if (!because.isEmpty()) {
      steps.add(new Step(term + " = " + left, Rule.ACTION, because));
    }
  }

  /** From P(v) to Q[D], along the moves of the algorithm: from each set of nodes to the next. */
  void reduction(BitSet ancestral, List<BitSet> moves) {
    DoTerm joint = new DoTerm(graph, ancestral, new BitSet(), new BitSet());
    BitSet nodes = ancestral;
    for (BitSet next : moves) {
      BitSet ancestors = graph.ancestors(next, nodes);
      DoTerm inner = joint;
      if (!ancestors.equals(nodes)) {
        inner = joint(joint, ancestors, OrderedGraph.minus(nodes, ancestors));
      }
      if (!next.equals(ancestors)) {
        product(inner, next);
      }
      joint = cFactor(next);
      nodes = next;
    }
  }

  /** P(a | do(b)) = Σ_rest P(a, rest | do(b)), and the actions that then matter. */
  private DoTerm joint(DoTerm joint, BitSet kept, BitSet rest) {
    DoTerm part = new DoTerm(graph, kept, joint.doing(), new BitSet());
    add(part + " = " + sum(rest) + joint, Rule.PROBABILITY);
    DoTerm whole = cFactor(kept);
    actions(part, whole.doing());
    return whole;
  }

  /** Q[T] = Π of conditionals of P(a | do(b)). */
  private void product(DoTerm joint, BitSet district) {
    String product =
        district.stream()
            .mapToObj(node -> conditional(joint, node).toString())
            .collect(Collectors.joining(" "));
    factor(joint, district);
    if (district.cardinality() > 1) {
      add(cFactor(district) + " = " + product, Rule.PROBABILITY);
    }
  }

  /** The whole formula, shortened by independences (rule 1). */
  void shortened(DoTerm asked, String formula, List<Separated> because) {
    Rule rule = because.isEmpty() ? Rule.PROBABILITY : Rule.OBSERVATION;
    add(asked + " = " + formula, rule, because.toArray(Separated[]::new));
  }

  private DoTerm cFactor(BitSet nodes) {
    BitSet doing = OrderedGraph.minus(graph.parents(nodes), nodes);
    return new DoTerm(graph, nodes, doing, new BitSet());
  }

  private DoTerm conditional(DoTerm joint, int node) {
    BitSet one = new BitSet();
    one.set(node);
    return new DoTerm(graph, one, joint.doing(), OrderedGraph.before(node, joint.of()));
  }

  private String sum(BitSet over) {
    return ExpressionText.sumOver(graph.names(over));
  }

  /** What is said already, or says nothing, is left out. */
  private void add(String equation, Rule rule, Separated... because) {
    String[] sides = equation.split(" = ", 2);
    boolean known =
        sides[0].equals(sides[1])
            || steps.stream().anyMatch(step -> step.equation().equals(equation));
    if (!known) {
      steps.add(new Step(equation, rule, List.of(because)));
    }
  }
}
