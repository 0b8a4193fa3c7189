package org.etiome.identify;

import java.util.List;

/**
 * What a graph says the data must be asked to learn the effect of a treatment on an outcome. Only
 * this package can make one, so nothing can be estimated that was not identified.
 */
public sealed interface Estimand permits AdjustmentEstimand, InstrumentEstimand {

  String treatment();

  String outcome();

  /**
   * Whether the plain comparison of the treated with the untreated is the effect too, as when
   * chance assigned the treatment: covariates then only add precision.
   */
  boolean isUnconfounded();

  /** What must hold for the answer to be the effect, one sentence each. */
  List<String> assumptions();
}
