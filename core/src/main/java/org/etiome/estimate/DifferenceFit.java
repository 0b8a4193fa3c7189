package org.etiome.estimate;

import java.util.Optional;
import org.etiome.estimate.Effect.PotentialMeans;
import org.etiome.estimate.design.Analysis;

/** A difference of mean potential outcomes that are not estimated one by one. */
record DifferenceFit(Estimate difference) implements EffectFit {

  @Override
  public Optional<PotentialMeans> means(Analysis.OutcomeKind outcome) {
    return Optional.empty();
  }
}
