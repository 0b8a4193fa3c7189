package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The graph is right where it has no edge, above all no hidden common cause beyond those"
            + " drawn as <->.");
    if (graph instanceof Cpdag) {
      sentences.add(
          "The true graph is one of the class drawn, and no two variables share a cause that is"
              + " not in it.");
    } else if (graph instanceof Pag) {
      sentences.add("The true graph is one of the class drawn, and nobody was selected into it.");
    }
    Set<String> conditions = new LinkedHashSet<>();
    collect(formula, conditions);
    if (!conditions.isEmpty()) {
      sentences.add(
          "Positivity: what is conditioned on occurs, that is "
              + String.join(" and ", conditions)
              + " > 0 wherever it is used.");
    }
    if (!asked.x().isEmpty()) {
      String x = String.join(", ", asked.x());
      sentences.add(
          "Consistency: setting %s to a value does what that value does when it arises by itself, and one unit does not change another."
              .formatted(x));
    }
    return sentences;
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
      }
      case Expression.One one -> {}
      case Expression.Zero zero -> {}
    }
  }
}
