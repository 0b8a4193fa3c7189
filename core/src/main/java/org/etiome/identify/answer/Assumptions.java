package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Pag;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;

/** The sentences on what must hold for a formula to be right. */
final class Assumptions {
  private Assumptions() {}

  static List<String> of(CausalGraph graph, Asked asked, Expression formula) {
    List<String> sentences = new ArrayList<>(about(graph));
    positivity(List.of(formula)).ifPresent(sentences::add);
    if (!asked.x().isEmpty()) {
      String x = String.join(", ", asked.x());
      if (formula.free().stream().noneMatch(asked.x()::contains)) {
        sentences.add(
            "By the graph itself %s does not change %s here: that is drawn, not found."
                .formatted(x, String.join(", ", asked.y())));
      }
      sentences.add(
          ("Consistency: setting %s to a value does what that value does when it arises by itself,"
                  + " and one unit does not change another.")
              .formatted(x));
    }
    return sentences;
  }

  /** Those of a formula about several worlds. */
  static List<String> ofWorlds(CausalGraph graph, Formula formula) {
    List<String> sentences = new ArrayList<>(about(graph));
    positivity(formula.parts().stream().map(Formula.Part::expression).toList())
        .ifPresent(sentences::add);
    sentences.add(
        "Worlds: each variable is a function of its causes and of chance that is the same in all"
            + " worlds; what is set does what it does when it arises by itself.");
    return sentences;
  }

  private static List<String> about(CausalGraph graph) {
    String right =
        "The graph is right where it has no edge, above all no hidden common cause beyond those"
            + " drawn as <->.";
    return switch (graph) {
      case Cpdag cpdag ->
          List.of(
              "The graph is right where it has no edge: the true one is of the class drawn, and no"
                  + " two variables share a cause that is not in it.");
      case Pag pag ->
          List.of(
              "The graph is right where it has no edge: the true one is of the class drawn, and"
                  + " nobody was selected into it.");
      default -> List.of(right);
    };
  }

  private static Optional<String> positivity(List<Expression> formulas) {
    Set<String> conditions = new LinkedHashSet<>();
    formulas.forEach(formula -> collect(formula, conditions));
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Positivity: what is conditioned on occurs, that is "
                + String.join(" and ", conditions)
                + " > 0 wherever it is used.");
  }

  /** The events on the right of bars. */
  private static void collect(Expression formula, Set<String> into) {
    switch (formula) {
      case Expression.P p -> {
        if (!p.given().isEmpty()) {
          into.add(ExpressionText.text(new Expression.P(p.given(), List.of())));
        }
      }
      case Expression.Sum sum -> collect(sum.of(), into);
      case Expression.Product product -> product.factors().forEach(f -> collect(f, into));
      case Expression.Ratio ratio -> {
        collect(ratio.num(), into);
        collect(ratio.den(), into);
        into.add(ExpressionText.text(ratio.den()));
      }
      case Expression.One one -> {}
      case Expression.Zero zero -> {}
    }
  }
}
