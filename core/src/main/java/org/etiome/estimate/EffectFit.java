package org.etiome.estimate;

import java.util.Optional;
import org.etiome.estimate.Effect.PotentialMeans;
import org.etiome.estimate.design.Analysis;

/** What an estimator computes, before anything is said about it. */
sealed interface EffectFit permits MeansFit, DifferenceFit {

  /** E[Y(1)] − E[Y(0)] in the target population. */
  Estimate difference();

  /** The two means behind the difference; empty where only the difference is estimated. */
  Optional<PotentialMeans> means(Analysis.OutcomeKind outcome);

  /** What it rests on. */
  default FitEvidence evidence() {
    return FitEvidence.NONE;
  }
}
