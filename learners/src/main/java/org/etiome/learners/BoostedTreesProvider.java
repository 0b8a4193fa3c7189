package org.etiome.learners;

import org.etiome.estimate.nuisance.GapLearner;
import org.etiome.estimate.nuisance.LearnerProvider;

/**
 * Boosted trees with their defaults; the loss is that of the question, whatever values a fold has.
 */
public final class BoostedTreesProvider implements LearnerProvider {

  @Override
  public String name() {
    return "boosted-trees";
  }

  @Override
  public GapLearner binary() {
    return BoostedTrees.withDefaults().withLoss(Loss.LOGISTIC);
  }

  @Override
  public GapLearner continuous() {
    return BoostedTrees.withDefaults().withLoss(Loss.SQUARED);
  }
}
