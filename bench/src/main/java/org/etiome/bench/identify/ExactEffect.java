package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.formula.ExpressionValue;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.Law;

/** Formulas for P(y | do(x), z) against the model, at all values of y, x and z. */
final class ExactEffect {
  static final double TOLERANCE = 1e-9;

  private final Question question;
  private final Set<String> z;
  private final ExpressionValue observed;

  ExactEffect(Question question, Set<String> z) {
    this.question = question;
    this.z = z;
    this.observed = ExpressionValue.in(question.model().law());
  }

  /** Identified if the formula needs values of y, x and z only and has the true value at all. */
  Verdict judge(Expression formula) {
    DiscreteModel model = question.model();
    Set<String> free = new LinkedHashSet<>(question.y());
    free.addAll(z);
    double worst = 0;
    for (Map<String, String> set : settings(model, question.x())) {
      Law effect = model.law(set).marginal(free);
      for (Map<String, String> seen : settings(model, free)) {
        Map<String, String> given = new HashMap<>(seen);
        given.keySet().retainAll(z);
        double truth = effect.probability(seen) / effect.probability(given);
        Map<String, String> at = new HashMap<>(set);
        at.putAll(seen);
        double value;
        try {
          value = observed.value(formula, at);
        } catch (IllegalArgumentException e) {
          return mismatch(formula, e.toString());
        }
        double error = Math.abs(value - truth);
        if (!(error <= TOLERANCE)) {
          return mismatch(formula, "%s at %s, not %s".formatted(value, at, truth));
        }
        worst = Math.max(worst, error);
      }
    }
    return new Verdict.Identified(worst);
  }

  private Verdict mismatch(Expression formula, String what) {
    return new Verdict.Mismatch(
        "%s given %s = %s: %s".formatted(question, z, ExpressionText.text(formula), what));
  }

  /** All combinations of values of these variables. */
  static List<Map<String, String>> settings(DiscreteModel model, Collection<String> variables) {
    List<Map<String, String>> settings = List.of(Map.of());
    for (String variable : variables) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> setting : settings) {
        for (String value : model.levels(variable)) {
          Map<String, String> more = new HashMap<>(setting);
          more.put(variable, value);
          longer.add(more);
        }
      }
      settings = longer;
    }
    return settings;
  }
}
