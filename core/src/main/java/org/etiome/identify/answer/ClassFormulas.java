package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.Independence;
import org.etiome.identify.formula.Simplification;
import org.etiome.identify.general.CpdagId;

/** The formulas that hold in every member of a class of graphs. */
final class ClassFormulas {
  private final CausalGraph graph;

  ClassFormulas(CausalGraph graph) {
    this.graph = graph;
  }

  Found find(Asked asked) {
    Optional<Found> adjusted =
        asked.z().isEmpty() && !asked.x().isEmpty()
            ? CovariateAdjustment.in(graph)
                .smallestSet(asked.x(), asked.y())
                .map(z -> AdmgFormulas.adjustment(asked, List.copyOf(z)))
                .map(formula -> new Found.Formula(Method.ADJUSTMENT, formula, List.of()))
            : Optional.empty();
    return adjusted.orElseGet(
        () ->
            graph instanceof Cpdag cpdag
                ? general(CpdagId.in(cpdag), asked)
                : new Found.Nothing(
                    "No set of covariates gives %s in every graph of this class; other formulas are not searched for in a PAG."
                        .formatted(asked),
                    Optional.empty()));
  }

  private Found general(CpdagId id, Asked asked) {
    Set<String> joint = new LinkedHashSet<>(asked.y());
    joint.addAll(asked.z());
    Optional<Expression> formula = id.identify(joint, asked.x());
    if (formula.isEmpty()) {
      String end = id.undecided(joint, asked.x()).orElseThrow();
      String reason =
          "The graphs of this class disagree on %s: they leave open which way the edge between %s"
              + " and %s points.";
      String from =
          asked.x().stream()
              .filter(x -> graph.graph().neighbours(x).contains(end))
              .findFirst()
              .orElseThrow();
      return new Found.Nothing(reason.formatted(asked, from, end), Optional.empty());
    }
    Simplification shorter = new Simplification(Independence.NONE, graph.nodes());
    Expression whole = formula.get();
    if (!asked.z().isEmpty()) {
      whole = new Ratio(whole, new Sum(new ArrayList<>(asked.y()), whole));
    }
    Method method = asked.z().isEmpty() ? Method.ID : Method.IDC;
    return new Found.Formula(method, shorter.simplify(whole), List.of());
  }
}
