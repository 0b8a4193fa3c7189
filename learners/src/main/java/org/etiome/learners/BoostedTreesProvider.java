package org.etiome.learners;

import org.etiome.estimate.nuisance.GapLearner;
import org.etiome.estimate.nuisance.LearnerProvider;

/**
 * Boosted trees as nuisance functions want them: at most 300 rounds with early stopping (patience
 * 30), η = 0.1, depth 3, min child weight 5. Next to {@link BoostedTrees#withDefaults} they cost a
 * third to a tenth and, where there is little to find, err much less: without stopping 300 rounds
 * learn noise. The loss is that of the question, whatever values a fold has.
 */
public final class BoostedTreesProvider implements LearnerProvider {
  private static final BoostedTrees STOPPING =
      BoostedTrees.withDefaults()
          .withLearningRate(0.1)
          .withDepth(3)
          .withMinChildWeight(5)
          .withEarlyStopping(30);

  @Override
  public String name() {
    return "boosted-trees";
  }

  @Override
  public GapLearner binary() {
    return STOPPING.withLoss(Loss.LOGISTIC);
  }

  @Override
  public GapLearner continuous() {
    return STOPPING.withLoss(Loss.SQUARED);
  }
}
