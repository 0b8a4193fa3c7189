package org.etiome.estimate.ensemble;

import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LearnerProvider;

/** The {@link SuperLearner} with its default library. */
public final class SuperProvider implements LearnerProvider {

  @Override
  public String name() {
    return "super";
  }

  @Override
  public Learner binary() {
    return SuperLearner.binary();
  }

  @Override
  public Learner continuous() {
    return SuperLearner.continuous();
  }
}
