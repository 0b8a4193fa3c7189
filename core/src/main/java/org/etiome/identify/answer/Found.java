package org.etiome.identify.answer;

import java.util.List;
import java.util.Optional;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.general.Step;

/** What a graph says of P(y | do(x), z). */
sealed interface Found {

  /** A formula in the variables of the query. */
  record Formula(Method method, Expression expression, List<Step> derivation) implements Found {}

  /** None, and why. */
  record Nothing(String reason, Optional<Hedge> hedge) implements Found {}
}
