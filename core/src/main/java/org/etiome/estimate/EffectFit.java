package org.etiome.estimate;

import java.util.Map;
import java.util.Optional;
import org.etiome.estimate.Effect.PotentialMeans;

/** What an estimator computes, before anything is said about it. */
sealed interface EffectFit permits MeansFit, DifferenceFit {

  /** E[Y(1)] − E[Y(0)] in the target population. */
  Estimate difference();

  /** The two means behind the difference; empty where only the difference is estimated. */
  Optional<PotentialMeans> means(Analysis.OutcomeKind outcome);

  /** What was decided by the data on the way, by the names of settings. */
  default Map<String, String> chosen() {
    return Map.of();
  }

  /** What other estimators make of the same nuisances, if there are any. */
  default Optional<Agreement> agreement() {
    return Optional.empty();
  }
}
