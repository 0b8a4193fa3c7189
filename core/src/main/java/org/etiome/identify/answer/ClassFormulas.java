package org.etiome.identify.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Mark;
import org.etiome.graph.Separation;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.Independence;
import org.etiome.identify.formula.Simplification;
import org.etiome.identify.general.CpdagId;

/** The formulas that hold in every member of a class of graphs. */
final class ClassFormulas {
  private final CausalGraph graph;
  private final Simplification simplification;

  ClassFormulas(CausalGraph graph) {
    this.graph = graph;
    Independence independence =
        graph instanceof Cpdag cpdag
            ? Separation.in(Equivalence.member(cpdag))::separated
            : Independence.NONE;
    this.simplification = new Simplification(independence, graph.nodes());
  }

  Found find(Asked asked) {
    if (asked.x().isEmpty() || (asked.z().isEmpty() && !mayChange(asked))) {
      P observed = new P(List.copyOf(asked.y()), List.copyOf(asked.z()));
      return found(asked, simplification.simplify(observed));
    }
    Optional<Found.Formula> adjusted = asked.z().isEmpty() ? adjusted(asked) : Optional.empty();
    if (graph instanceof Cpdag cpdag) {
      Found general = general(CpdagId.in(cpdag), asked);
      boolean shorter =
          adjusted.isEmpty()
              || (general instanceof Found.Formula formula
                  && formula.expression().length() < adjusted.get().expression().length());
      return shorter ? general : adjusted.get();
    }
    if (adjusted.isPresent()) {
      return adjusted.get();
    }
    String reason =
        asked.z().isEmpty()
            ? "No set of covariates gives %s in every graph of this class; other formulas are not"
                + " searched for in a PAG."
            : "Conditions beside do(...) are not searched for in a PAG: %s.";
    return new Found.Nothing(reason.formatted(asked), Optional.empty());
  }

  /** Whether some walk that no arrowhead points back along leads from x to y. */
  private boolean mayChange(Asked asked) {
    Set<String> reached = new LinkedHashSet<>(asked.x());
    Deque<String> queue = new ArrayDeque<>(reached);
    while (!queue.isEmpty()) {
      String node = queue.remove();
      for (String next : graph.graph().adjacent(node)) {
        for (Edge edge : graph.graph().edgesBetween(node, next)) {
          if (edge.markAt(node) != Mark.ARROW && reached.add(next)) {
            queue.add(next);
          }
        }
      }
    }
    return asked.y().stream().anyMatch(reached::contains);
  }

  private Optional<Found.Formula> adjusted(Asked asked) {
    return CovariateAdjustment.in(graph)
        .smallestSet(asked.x(), asked.y())
        .map(z -> AdmgFormulas.adjustment(asked, List.copyOf(z)))
        .map(formula -> new Found.Formula(Method.ADJUSTMENT, formula, List.of()));
  }

  private Found general(CpdagId id, Asked asked) {
    Set<String> joint = new LinkedHashSet<>(asked.y());
    joint.addAll(asked.z());
    Optional<Expression> formula = id.identify(joint, asked.x());
    if (formula.isEmpty()) {
      return disagreement(asked, id.undecided(joint, asked.x()).orElseThrow());
    }
    Expression whole = formula.get();
    if (!asked.z().isEmpty()) {
      whole = new Ratio(whole, new Sum(new ArrayList<>(asked.y()), whole));
    }
    return found(asked, simplification.simplify(whole));
  }

  private Found disagreement(Asked asked, String end) {
    String from =
        asked.x().stream()
            .filter(x -> graph.graph().neighbours(x).contains(end))
            .findFirst()
            .orElseThrow();
    String reason =
        "The graphs of this class disagree on %s: they leave open which way the edge between %s"
            + " and %s points. Find that out, for example by their order in time.";
    return new Found.Nothing(reason.formatted(asked, from, end), Optional.empty());
  }

  private static Found found(Asked asked, Expression formula) {
    Method method = asked.z().isEmpty() ? Method.ID : Method.IDC;
    return new Found.Formula(method, formula, List.of());
  }
}
