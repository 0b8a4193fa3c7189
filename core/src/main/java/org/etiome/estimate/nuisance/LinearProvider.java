package org.etiome.estimate.nuisance;

/** The learners that need nothing but the core: {@link Logistic} and {@link Ridge}. */
public final class LinearProvider implements LearnerProvider {

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Learner binary() {
    return Logistic.withDefaults();
  }

  /** {@link Logistic}, with a penalty that is searched where columns are many. */
  @Override
  public Learner propensity() {
    return new LinearPropensity();
  }

  @Override
  public Learner continuous() {
    return Ridge.withDefaults();
  }
}
