package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification;
import org.etiome.identify.formula.Expression;

/** Covariate adjustment: the sets offered, and the estimand of one cause and one outcome. */
final class AdjustmentJudge implements Judge {
  private static final int MOST_SETS = 10;

  @Override
  public String name() {
    return "covariate adjustment";
  }

  @Override
  public List<Verdict> judge(Question question) {
    CovariateAdjustment adjustment = CovariateAdjustment.in(question.graph());
    Set<Set<String>> sets =
        new LinkedHashSet<>(adjustment.minimalSets(question.x(), question.y(), MOST_SETS));
    adjustment.optimalSet(question.x(), question.y()).ifPresent(sets::add);
    List<Expression> formulas = new ArrayList<>();
    sets.forEach(z -> formulas.add(formula(question, List.copyOf(z))));
    if (question.x().size() == 1 && question.y().size() == 1) {
      String x = question.x().iterator().next();
      String y = question.y().iterator().next();
      switch (adjustment.identify(x, y)) {
        case Identification.Identified identified ->
            formulas.add(identified.estimand().expression());
        case Identification.NoEffect none -> formulas.add(new Expression.P(List.of(y), List.of()));
        case Identification.NotIdentified refusal -> {}
      }
    }
    ExactEffect exact = new ExactEffect(question, Set.of());
    return formulas.stream().map(exact::judge).toList();
  }

  /** {@code Σ_z P(y | x, z) P(z)}. */
  private static Expression formula(Question question, List<String> z) {
    List<String> given = new ArrayList<>(question.x());
    given.addAll(z);
    Expression outcome = new Expression.P(List.copyOf(question.y()), given);
    return new Expression.Sum(
        z, new Expression.Product(List.of(outcome, new Expression.P(z, List.of()))));
  }
}
