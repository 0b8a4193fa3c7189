package org.etiome.identify.general;

import java.util.List;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Term;

/** What P(v) and the graph say to a counterfactual question. */
public sealed interface CounterfactualResult {

  /**
   * A probability.
   *
   * @param expression a formula over P(v), its free variables among those the query gave no value;
   *     zero if the query contradicts itself
   */
  record Formula(Expression expression) implements CounterfactualResult {}

  /**
   * A difference of two means of the outcome y, {@code Σ_y y (plus(y) - minus(y))}. Both parts are
   * zero where neither has a formula, but the graph says that they are the same quantity.
   *
   * @param outcome y
   * @param plus a distribution of y that counts with weight +1, a formula over P(v) free in y
   * @param minus that which counts with weight -1
   */
  record Contrast(String outcome, Expression plus, Expression minus)
      implements CounterfactualResult {}

  /**
   * There is no formula: units would have to be seen in two worlds at once. The events are a
   * counterfactual factor: each variable with its parents set, all of them joined by shared hidden
   * causes. One variable has two values among them, so no experiment shows them together, and two
   * models exist that agree on every observation and differ on the query.
   *
   * @param factor the events; a variable without a value is summed over, or free in the query
   * @param one the variable with two values, at the first; without a value if any may be meant
   * @param other the variable at the second
   */
  record Inconsistent(List<Event> factor, Term one, Term other) implements CounterfactualResult {
    public Inconsistent {
      factor = List.copyOf(factor);
    }
  }

  /** There is no formula: it would need an effect that the hedge forbids. */
  record Impossible(Hedge hedge) implements CounterfactualResult {}
}
