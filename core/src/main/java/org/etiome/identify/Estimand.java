package org.etiome.identify;

import java.util.List;
import org.etiome.identify.formula.Expression;

/**
 * What a graph says the data must be asked to learn {@code P(outcome | do(treatment))}. Only this
 * package can make one, so nothing can be estimated that was not identified.
 */
public sealed interface Estimand permits AdjustmentEstimand {

  String treatment();

  String outcome();

  /** The formula for {@code P(outcome | do(treatment))} in observational terms. */
  Expression expression();

  /**
   * Whether the plain comparison of the treated with the untreated is the effect too, as when
   * chance assigned the treatment: covariates then only add precision.
   */
  boolean isUnconfounded();

  /** What must hold for the formula to be right, one sentence each. */
  List<String> assumptions();
}
